import { Column, Entity, ForeignKey, PrimaryColumn, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** A field that a company adds to its customers; its values stand in `CustomFieldDataEntity`. */
@Entity('custom_field')
@Unique('uq_custom_field_company_id', ['companyId', 'id'])
@Unique('uq_custom_field_slot', ['companyId', 'targetTable', 'slot'])
@ForeignKey('company', ['companyId'], ['id'], { name: 'fk_custom_field_company' })
@ForeignKey('custom_field_validation', ['regExId'], ['id'], { name: 'fk_custom_field_reg_ex' })
export class CustomFieldEntity {
  @PrimaryGeneratedColumn('identity', {
    name: 'id',
    type: 'integer',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_custom_field',
  })
  id!: number;
  @Column({ name: 'company_id', type: 'uuid' })
  companyId!: string;
  /** What the field belongs to: `Customer`. */
  @Column({ name: 'target_table', type: 'text' })
  targetTable!: string;
  /** Number of the storage column, from 1; `TextField<slot>` on the wire. */
  @Column({ name: 'slot', type: 'integer' })
  slot!: number;
  @Column({ name: 'name', type: 'text' })
  name!: string;
  @Column({ name: 'description', type: 'text' })
  description!: string;
  @Column({ name: 'icon_id', type: 'text', nullable: true })
  iconId!: string | null;
  /** Pixels. */
  @Column({ name: 'width', type: 'integer', nullable: true })
  width!: number | null;
  /** `TextBox` or `DropDown`. */
  @Column({ name: 'data_type', type: 'text' })
  dataType!: string;
  @Column({ name: 'default_value', type: 'text', nullable: true })
  defaultValue!: string | null;
  @Column({ name: 'is_mandatory', type: 'boolean', default: false })
  isMandatory!: boolean;
  @Column({ name: 'mandatory_error_message', type: 'text', nullable: true })
  mandatoryErrorMessage!: string | null;
  @Column({ name: 'max_length', type: 'integer', default: 500 })
  maxLength!: number;
  @Column({ name: 'multiple_line_text', type: 'boolean', default: false })
  multipleLineText!: boolean;
  @Column({ name: 'reg_ex_id', type: 'integer', nullable: true })
  regExId!: number | null;
  /** Pattern of the field's own, in RE2 syntax; `regExId` points to a common one instead. */
  @Column({ name: 'reg_ex', type: 'text', nullable: true })
  regEx!: string | null;
  @Column({ name: 'reg_ex_error_message', type: 'text', nullable: true })
  regExErrorMessage!: string | null;
  @Column({ name: 'is_public', type: 'boolean', default: true })
  isPublic!: boolean;
  @Column({ name: 'is_hidden', type: 'boolean', default: false })
  isHidden!: boolean;
  @Column({ name: 'active', type: 'boolean', default: true })
  active!: boolean;
  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt!: Date;
}

/** One choice of a `DropDown`. */
@Entity('custom_field_value')
// Deferrable: one statement may exchange the texts of two values.
@Unique('uq_custom_field_value', ['companyId', 'customFieldId', 'value'], { deferrable: 'INITIALLY IMMEDIATE' })
@ForeignKey('company', ['companyId'], ['id'], { name: 'fk_custom_field_value_company' })
@ForeignKey('custom_field', ['companyId', 'customFieldId'], ['companyId', 'id'], {
  name: 'fk_custom_field_value_field',
  onDelete: 'CASCADE',
})
export class CustomFieldValueEntity {
  @PrimaryGeneratedColumn('identity', {
    name: 'id',
    type: 'integer',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_custom_field_value',
  })
  id!: number;
  @Column({ name: 'company_id', type: 'uuid' })
  companyId!: string;
  @Column({ name: 'custom_field_id', type: 'integer' })
  customFieldId!: number;
  @Column({ name: 'value', type: 'text' })
  value!: string;
  @Column({ name: 'active', type: 'boolean', default: true })
  active!: boolean;
  @Column({ name: 'sort_order', type: 'integer', default: 0 })
  sortOrder!: number;
}

/** A common pattern, the same for all companies, that fields may point to. */
@Entity('custom_field_validation')
export class CustomFieldValidationEntity {
  @PrimaryColumn({ name: 'id', type: 'integer', primaryKeyConstraintName: 'pk_custom_field_validation' })
  id!: number;
  @Column({ name: 'name', type: 'text' })
  name!: string;
  @Column({ name: 'description', type: 'text' })
  description!: string;
  @Column({ name: 'reg_ex_code', type: 'text' })
  regExCode!: string;
  @Column({ name: 'error_message', type: 'text' })
  errorMessage!: string;
}

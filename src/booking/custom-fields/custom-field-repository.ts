import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import type { HttpError } from '../../engine';
import { violatedConstraint } from '../database-errors';
import { refuse } from '../error-codes';
import { CustomFieldDataEntity } from './custom-field-data-entity';
import { CustomFieldEntity, CustomFieldValidationEntity, CustomFieldValueEntity } from './custom-field-entity';
import type { FieldConfig } from './field-config';
import type { FieldValueChanges } from './field-values';
import { customerTable } from './slots';

/** What an administrator sets of a field; the rest is the database's. */
export type FieldDraft = Omit<CustomFieldEntity, 'id' | 'companyId' | 'targetTable' | 'createdAt' | 'updatedAt'>;
/** A value to select from; without id a new one. */
export interface ValueDraft {
  readonly id?: number;
  readonly value: string;
  readonly active: boolean;
  readonly sortOrder: number;
}

/** The active fields of a table ($2) of a company ($1), each with its active values; also inside larger statements. */
export const activeFieldsSql = `
  select f.id, f.slot, f.name, f.description, f.width, f.data_type as "dataType", f.default_value as "defaultValue",
         f.is_mandatory as "isMandatory", f.mandatory_error_message as "mandatoryErrorMessage",
         f.max_length as "maxLength", f.multiple_line_text as "multipleLineText",
         coalesce(f.reg_ex, v.reg_ex_code) as "regEx",
         coalesce(f.reg_ex_error_message, v.error_message) as "regExErrorMessage",
         f.is_public as "isPublic", f.is_hidden as "isHidden",
         array(select c.value from custom_field_value c
               where c.company_id = f.company_id and c.custom_field_id = f.id and c.active
               order by c.sort_order, c.id) as "values"
  from custom_field f left join custom_field_validation v on v.id = f.reg_ex_id
  where f.company_id = $1 and f.target_table = $2 and f.active
  order by f.slot`;

/** The company's custom fields, and the values that its customers have in them. */
export class CustomFieldRepository {
  constructor(private readonly db: EntityManager) {}

  in(tx: EntityManager): CustomFieldRepository {
    return new CustomFieldRepository(tx);
  }

  /** What values are checked against and answers show, in slot order. */
  activeFields(companyId: string): Promise<FieldConfig[]> {
    return this.db.query(activeFieldsSql, [companyId, customerTable]);
  }

  find(companyId: string, id: number): Promise<CustomFieldEntity | null> {
    return this.db.findOneBy(CustomFieldEntity, { companyId, id });
  }

  /** The field, held against changes by others until the transaction ends. */
  lock(companyId: string, id: number): Promise<CustomFieldEntity | null> {
    return this.fields(companyId).andWhere('field.id = :id', { id }).setLock('pessimistic_write').getOne();
  }

  /** For lists: alias `field`, filtered by company. */
  fields(companyId: string): SelectQueryBuilder<CustomFieldEntity> {
    return this.db.createQueryBuilder(CustomFieldEntity, 'field').where('field.companyId = :companyId', { companyId });
  }

  /** The values to select from of several fields, in the order to show. */
  values(companyId: string, fieldIds: readonly number[]): Promise<CustomFieldValueEntity[]> {
    return this.db
      .createQueryBuilder(CustomFieldValueEntity, 'value')
      .where('value.companyId = :companyId and value.customFieldId = any(:fieldIds)', { companyId, fieldIds })
      .orderBy({ 'value.sortOrder': 'ASC', 'value.id': 'ASC' })
      .getMany();
  }

  validations(): Promise<CustomFieldValidationEntity[]> {
    return this.db.find(CustomFieldValidationEntity);
  }

  findValidation(id: number): Promise<CustomFieldValidationEntity | null> {
    return this.db.findOneBy(CustomFieldValidationEntity, { id });
  }

  /** Slots of the table that fields use, active or not: an inactive field keeps its values, and so its column. */
  async usedSlots(companyId: string): Promise<Set<number>> {
    const fields = await this.fields(companyId)
      .andWhere('field.targetTable = :customerTable', { customerTable })
      .select(['field.id', 'field.slot'])
      .getMany();
    return new Set(fields.map((field) => field.slot));
  }

  /** Lets one transaction at a time choose a free slot of the company; the others wait until it ends. */
  async holdSlots(companyId: string): Promise<void> {
    await this.db.query(`select pg_advisory_xact_lock(hashtextextended('custom_field_slots ' || $1, 0))`, [companyId]);
  }

  async add(companyId: string, draft: FieldDraft, at: Date): Promise<number> {
    const row = { ...draft, companyId, targetTable: customerTable, createdAt: at, updatedAt: at };
    const added = await this.db.insert(CustomFieldEntity, row);
    return (added.identifiers[0] as { id: number }).id;
  }

  async change(companyId: string, id: number, draft: Partial<FieldDraft>, at: Date): Promise<void> {
    await this.db.update(CustomFieldEntity, { companyId, id }, { ...draft, updatedAt: at });
  }

  async remove(companyId: string, id: number): Promise<void> {
    await this.db.delete(CustomFieldEntity, { companyId, id });
  }

  hasStoredValues(companyId: string, id: number): Promise<boolean> {
    return this.db.existsBy(CustomFieldDataEntity, { companyId, customFieldId: id });
  }

  /** Adds the drafts without id and changes those with one. */
  async saveValues(companyId: string, fieldId: number, drafts: readonly ValueDraft[]): Promise<void> {
    const changed = drafts.filter((draft) => draft.id !== undefined);
    const added = drafts.filter((draft) => draft.id === undefined);
    // One statement: the unique constraint is checked at its end, so that values may exchange their texts.
    await this.db.query(
      `update custom_field_value v set value = d.value, active = d.active, sort_order = d."sortOrder"
       from jsonb_to_recordset($3::jsonb) as d (id integer, value text, active boolean, "sortOrder" integer)
       where v.company_id = $1 and v.custom_field_id = $2 and v.id = d.id`,
      [companyId, fieldId, JSON.stringify(changed)],
    );
    await this.db.query(
      `insert into custom_field_value (company_id, custom_field_id, value, active, sort_order)
       select $1, $2, d.value, d.active, d."sortOrder"
       from jsonb_to_recordset($3::jsonb) as d (value text, active boolean, "sortOrder" integer)`,
      [companyId, fieldId, JSON.stringify(added)],
    );
  }

  /**
   * Stores and clears the values of one customer.
   *
   * Errors: CustomFieldNotFound when a field was deleted since it was read.
   */
  async storeValues(companyId: string, customerId: string, changes: FieldValueChanges): Promise<void> {
    if (changes.cleared.length > 0) {
      await this.db.query(
        'delete from custom_field_data where company_id = $1 and customer_id = $2 and custom_field_id = any($3::int[])',
        [companyId, customerId, changes.cleared],
      );
    }
    if (changes.stored.length === 0) return;
    try {
      await this.db.query(
        `insert into custom_field_data (company_id, customer_id, custom_field_id, value)
         select $1, $2, s."fieldId", s.value
         from jsonb_to_recordset($3::jsonb) as s ("fieldId" integer, value text)
         on conflict (customer_id, custom_field_id) do update set value = excluded.value`,
        [companyId, customerId, JSON.stringify(changes.stored)],
      );
    } catch (error) {
      if (violatedConstraint(error) !== 'fk_custom_field_data_field') throw error;
      throw fieldDeleted(error);
    }
  }
}

export function fieldDeleted(cause: unknown): HttpError {
  const message = 'A custom field was deleted while the customer was saved; read the fields again.';
  return refuse('CustomFieldNotFound', 'CustomFields', message, { cause });
}

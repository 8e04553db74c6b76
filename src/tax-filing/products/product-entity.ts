import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Something that accounts subscribe to. Accounts name products, so a name is unique whatever its letter case. */
@Entity('filing_product')
// On an expression: TypeORM cannot describe it.
@Index('ux_filing_product_name', { synchronize: false })
export class FilingProductEntity {
  @PrimaryColumn({
    type: 'integer',
    generated: 'identity',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_filing_product',
  })
  id!: number;
  @Column({ type: 'text' }) name!: string;
  @Column({ type: 'text' }) version!: string;
  @Column({ type: 'text', nullable: true }) description!: string | null;
  @Column({ type: 'text', array: true }) tags!: string[];
}

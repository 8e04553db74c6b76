import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import type { CustomerType } from '../../../dtos/tax-filing';

/** A business organisation or entrepreneur whose people hold accounts. */
@Entity('filing_customer')
@Check('ck_filing_customer_type', `type in ('Internal', 'Network', 'External')`)
export class FilingCustomerEntity {
  @PrimaryColumn({
    type: 'integer',
    generated: 'identity',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_filing_customer',
  })
  id!: number;
  @Column({ type: 'text' }) name!: string;
  @Column({ type: 'text', nullable: true }) country!: string | null;
  @Column({ type: 'text' }) type!: `${CustomerType}`;
}

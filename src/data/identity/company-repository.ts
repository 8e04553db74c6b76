import type { EntityManager } from 'typeorm';
import { CompanyEntity } from './company-entity';

export interface NewCompany {
  readonly id: string;
  readonly name: string;
  /** Default: `Europe/Stockholm`. */
  readonly timeZone?: string;
}

/** Answers questions about tenants. */
export class CompanyRepository {
  constructor(private readonly db: EntityManager) {}

  in(tx: EntityManager): CompanyRepository {
    return new CompanyRepository(tx);
  }

  find(companyId: string): Promise<CompanyEntity | null> {
    return this.db.findOneBy(CompanyEntity, { id: companyId });
  }

  /** IANA name of the company's time zone; `undefined` when there is no such company. */
  async timeZone(companyId: string): Promise<string | undefined> {
    const company = await this.db.findOne(CompanyEntity, { where: { id: companyId }, select: { timeZone: true } });
    return company?.timeZone;
  }

  /** Errors: a unique violation on `pk_company` when the id is taken. */
  async add(company: NewCompany): Promise<void> {
    await this.db.insert(CompanyEntity, { id: company.id, name: company.name, timeZone: company.timeZone });
  }
}

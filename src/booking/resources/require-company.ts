import type { EntityManager } from 'typeorm';
import { type CompanyEntity, CompanyRepository } from '../../data';
import { HttpError } from '../../engine';

/** The company of the call. Errors: 404 on `CompanyId`, which only anonymous callers and superadmins can meet. */
export async function requireCompany(db: EntityManager, companyId: string): Promise<CompanyEntity> {
  const company = await new CompanyRepository(db).find(companyId);
  if (company) return company;
  throw HttpError.field(404, 'NotFound', 'CompanyId', `There is no company ${companyId}.`);
}

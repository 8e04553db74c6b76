import { ApiKeyQuery } from '../../dtos/booking/api-keys';
import { HttpError, type RequestContext } from '../engine';

const companyKey = Symbol('booking.company');
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Operations that answer about the caller's own company where others refuse a foreign one (domain 0.4.4). */
const ignoresForeignCompany: readonly (new () => object)[] = [ApiKeyQuery];

/**
 * Request filter of the booking feature: settles whose data the call is about, before validation (domain 0.4).
 *
 * Errors: 403 for another company's id without `superadmin`, on every operation (decisions D32).
 */
export function resolveCompany(context: RequestContext, request: object): void {
  const { session } = context;
  let asked = (request as { CompanyId?: string }).CompanyId;
  if (asked !== undefined && session.isAuthenticated && asked !== session.companyId && !session.hasRole('superadmin')) {
    if (!ignoresForeignCompany.some((type) => request instanceof type)) {
      throw HttpError.forbidden('CompanyId names another company than your own; leave it out or sign in there.');
    }
    asked = undefined;
  }
  const companyId = asked ?? session.companyId;
  if (companyId !== undefined && uuid.test(companyId)) context.items.set(companyKey, companyId);
}

/** The company that `resolveCompany` settled. Errors: 400 on `CompanyId` when neither the call nor the caller names one. */
export function companyOf(context: RequestContext): string {
  const companyId = context.items.get(companyKey);
  if (typeof companyId === 'string') return companyId;
  throw HttpError.field(400, 'NotEmpty', 'CompanyId', 'CompanyId must be given: the caller belongs to no company.');
}

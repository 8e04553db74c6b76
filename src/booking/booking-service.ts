import { HttpError, Service } from '../engine';
import { companyOf } from './company-scope';

export const roles = {
  superadmin: 'superadmin',
  write: 'bookingsupplier-administrator-write',
  read: 'bookingsupplier-administrator-read',
} as const;

/** What every booking Service knows beyond the engine's: its company, and how far the caller's rights go in it. */
export abstract class BookingService extends Service {
  /** The company of this call (domain 0.4); the first argument of every repository method. */
  protected get companyId(): string {
    return companyOf(this.context);
  }
  protected get isSuperadmin(): boolean {
    return this.session.hasRole(roles.superadmin);
  }
  /** May change the company's data. */
  protected get isAdministrator(): boolean {
    return this.session.hasAnyRole([roles.superadmin, roles.write]);
  }
  /** May read all of the company's data; `…-read` counts for reading only (decisions D45). */
  protected get isReader(): boolean {
    return this.session.hasAnyRole([roles.superadmin, roles.write, roles.read]);
  }
  /** Id of the signed-in user. Errors: 401 for anonymous callers, 403 for an API key that came without a user. */
  protected get userId(): string {
    const { session } = this;
    if (session.userId !== undefined) return session.userId;
    if (!session.isAuthenticated) throw HttpError.unauthorized('Not Authenticated');
    throw HttpError.forbidden(
      'The API key has no role for this, and without a bearer token there is no user whose own data it could be about.',
    );
  }
}

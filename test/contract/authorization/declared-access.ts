import { type AttributeRecord, type Class, records } from '../../../dtos/annotation-records';

/**
 * Who may call, worked out a second time from what the DTOs declare (decisions D43): from the decorators' raw records and
 * the words of http-contract 6.8, and from nothing of `src/engine`.
 */
export interface Access {
  /** All of them have to be met. None: everybody may call. */
  readonly demands: readonly Demand[];
  /** Meets every demand for a role or a permission. */
  readonly superRole?: string;
}

export interface Demand {
  readonly of: 'anybody signed in' | 'all roles' | 'any role' | 'all permissions' | 'any permission';
  readonly names: readonly string[];
}

/** What the calculator has to know of a caller. */
export interface Caller {
  /** `bad`: expired, revoked or forged so that the host says so; `none`: also what counts as none. */
  readonly credential: 'good' | 'bad' | 'none';
  readonly roles: readonly string[];
  readonly permissions: readonly string[];
  /** An API key alone: of a company, and nobody in it. */
  readonly isKey?: boolean;
  /** Its cookie was sent by a page of another site. */
  readonly isCrossSite?: boolean;
}

export type Verdict = 401 | 403 | 'admitted';

/** Errors: Error for a declaration that the calculator knows nothing of: then it has to learn it first. */
export function declaredAccess(request: Class): Access {
  const attributes = lineageOf(request).flatMap((type) => records.attributes.get(type) ?? []);
  return { demands: attributes.flatMap(demandOf), superRole: superRoleOf(request) };
}

export function verdictOn({ demands, superRole }: Access, caller: Caller): Verdict {
  const asked = demands.filter(({ names }) => !names.includes('AllowAnon'));
  if (asked.length === 0) return 'admitted';
  if (caller.credential !== 'good') return 401;
  const isSuper = superRole !== undefined && caller.roles.includes(superRole);
  return isSuper || asked.every((demand) => isMet(demand, caller)) ? 'admitted' : 403;
}

function isMet({ of, names }: Demand, { roles, permissions }: Caller): boolean {
  if (of === 'anybody signed in') return true;
  const held = of === 'all roles' || of === 'any role' ? [...roles, 'AllowAnyUser'] : permissions;
  const count = names.filter((name) => held.includes(name)).length;
  return of === 'any role' || of === 'any permission' ? count > 0 : count === names.length;
}

const byAttribute: Readonly<Record<string, Demand['of']>> = {
  Authenticate: 'anybody signed in',
  RequiredRole: 'all roles',
  RequiresAnyRole: 'any role',
  RequiredPermission: 'all permissions',
  RequiresAnyPermission: 'any permission',
};

function demandOf({ name, args }: AttributeRecord): Demand[] {
  const of = byAttribute[name];
  if (of) return [{ of, names: (args.roles ?? args.permissions ?? []) as string[] }];
  if (name !== 'ValidateRequest') return [];
  if (args.Validator === 'IsAuthenticated') return [{ of: 'anybody signed in', names: [] }];
  if (args.Validator === 'IsAdmin') return [{ of: 'all roles', names: ['Admin'] }];
  throw new Error(`The matrix cannot tell yet who passes @ValidateRequest(${JSON.stringify(args)}).`);
}

/** The class and those it extends. */
function lineageOf(type: Class): Class[] {
  const base = Object.getPrototypeOf(type) as Class | null;
  return [type, ...(typeof base === 'function' && base.name !== '' ? lineageOf(base) : [])];
}

/** Decisions D22: each family has its own, and it counts for no other. */
function superRoleOf(request: Class): string | undefined {
  const ns = records.dtos.get(request)?.options.ns ?? '';
  if (ns.startsWith('BokaMera.')) return 'superadmin';
  return ns.startsWith('PwC.') ? undefined : 'Admin';
}

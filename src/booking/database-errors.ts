import { QueryFailedError } from 'typeorm';
import { HttpError } from '../engine';

interface DriverError {
  readonly code?: string;
  readonly constraint?: string;
}

function driverErrorOf(error: unknown): DriverError | undefined {
  return error instanceof QueryFailedError ? (error.driverError as DriverError) : undefined;
}

/** Name of the constraint or unique index that a statement violated; `undefined` for every other error. */
export function violatedConstraint(error: unknown): string | undefined {
  return driverErrorOf(error)?.constraint;
}

/** Two transactions waited for each other and the database undid this one: it may simply run again. */
export function isDeadlock(error: unknown): boolean {
  return driverErrorOf(error)?.code === '40P01';
}

/** A superadmin may name any company: one that does not exist shows when its first row is written. */
export function unknownCompany(error: unknown): HttpError | undefined {
  if (!/^fk_.+_company$/.test(violatedConstraint(error) ?? '')) return undefined;
  return HttpError.field(404, 'NotFound', 'CompanyId', 'No company has this id.', { cause: error });
}

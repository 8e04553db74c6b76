import { isNativeError } from 'node:util/types';
import { QueryFailedError, QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError } from 'typeorm';
import { type ExceptionMapper, HttpError } from '../engine';

/** SQLSTATEs, or their first two characters, that say: the database is not there, or too busy. */
const unavailableStates = [
  '08', // connection exception
  '53', // insufficient resources: too many connections, disk full
  '58', // system error, such as a disk that fails
  '57P01', // the administrator ends the connection
  '57P02', // crash of another process of the server
  '57P03', // starting up or shutting down
  '57014', // statement_timeout
  '25006', // a server that became read-only, as in a failover
  '25P03', // idle_in_transaction_session_timeout
  '55P03', // lock_timeout, and the embedded database's wait for another transaction
];

/** Two transactions got into each other's way; the same request succeeds when it comes again. */
const collisionStates = ['40001', '40P01'];

/** Codes that the operating system gives errors of sockets and of looking up hosts. */
const networkCodes: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** Errors of `pg` and its pool that have no code. */
const driverTexts = [
  'Connection terminated',
  'timeout exceeded when trying to connect',
  'timeout expired',
  'Query read timeout',
  'Client has encountered a connection error and is not queryable',
  'Client was closed and is not queryable',
  'Cannot use a pool after calling end on the pool',
  'Driver not Connected',
];

/** Answers 503 with Retry-After for a database that is away, too slow or in a collision; leaves every other error alone. */
export const databaseErrors: ExceptionMapper = (error) => {
  if (isUnavailable(error)) {
    return HttpError.serviceUnavailable('The database is not available right now; try again.', { cause: error });
  }
  if (isCollision(error)) {
    return HttpError.serviceUnavailable('The request collided with another one; try again.', {
      cause: error,
      headers: { 'Retry-After': '1' },
    });
  }
  return undefined;
};

/** `constraintName`: a unique constraint or index. Without: any. */
export function isUniqueViolation(error: unknown, constraintName?: string): boolean {
  return violates(error, '23505', constraintName);
}
export function isExclusionViolation(error: unknown, constraintName?: string): boolean {
  return violates(error, '23P01', constraintName);
}
export function isForeignKeyViolation(error: unknown, constraintName?: string): boolean {
  return violates(error, '23503', constraintName);
}

function violates(error: unknown, state: string, constraintName: string | undefined): boolean {
  const found = driverErrorOf(error);
  if (!found || codeOf(found) !== state) return false;
  return constraintName === undefined || (found as { constraint?: unknown }).constraint === constraintName;
}

function isUnavailable(error: unknown): boolean {
  // TypeORM releases the runner of a lost connection by itself; what comes next in its transaction meets one of these.
  if (error instanceof QueryRunnerAlreadyReleasedError) return true;
  if (error instanceof QueryRunnerProviderAlreadyReleasedError) return true;
  const found = driverErrorOf(error);
  if (!found) return false;
  const code = codeOf(found);
  if (code === undefined) return driverTexts.some((text) => found.message.startsWith(text));
  return networkCodes.has(code) || unavailableStates.some((state) => code.startsWith(state) && code.length === 5);
}

function isCollision(error: unknown): boolean {
  const found = driverErrorOf(error);
  return found !== undefined && collisionStates.includes(codeOf(found) ?? '');
}

/** The driver's own error below TypeORM's, or the error itself. Several addresses of one host fail as one error. */
function driverErrorOf(error: unknown): Error | undefined {
  if (error instanceof HttpError) return undefined;
  if (error instanceof QueryFailedError) return driverErrorOf(error.driverError);
  if (!isNativeError(error)) return undefined;
  const { errors } = error as { errors?: unknown };
  return Array.isArray(errors) && codeOf(error) === undefined ? driverErrorOf(errors[0]) : error;
}

function codeOf(error: Error): string | undefined {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : undefined;
}

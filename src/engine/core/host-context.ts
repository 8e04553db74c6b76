import type { ResponseError } from '../../../dtos/common';
import type { Clock } from './clock';
import type { Log } from './log';
import type { Operation } from './operation';
import type { Session } from './session';
import type { WireSettings } from './wire-settings';

/** Calls another operation in process: same guards, validation and filters as over HTTP. */
export interface ServiceGateway {
  /**
   * `session`: who calls; inside a Service its own caller. `idempotencyKey`: the message is executed once under it, where
   * the host honours keys. Throws the HttpError that HTTP would have answered.
   */
  send<T>(
    request: { createResponse(): T },
    session: Session,
    options?: { verb?: string; signal?: AbortSignal; idempotencyKey?: string },
  ): Promise<T>;
}

/** The running host as a value, handed to features and found on every request. */
export interface HostContext {
  readonly name: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly gateway: ServiceGateway;
  /** The rules of a DTO, as validation before a Service would run them; `path` stands before each `fieldName`. At most 100 errors. */
  validate(dto: object, path?: string): ResponseError[];
  readonly isDebug: boolean;
  /** In the order in which they were registered; complete once the host has started. */
  readonly operations: readonly Operation[];
  readonly profile: WireSettings['profile'];
  /** `WWW-Authenticate` of refusals: the first that a feature has registered. */
  readonly challenge?: string;
  /** Where people sign in; absent: nowhere in particular. */
  readonly loginPage?: string;
}

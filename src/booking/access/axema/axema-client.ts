/** What the sync needs of a VAKA system, whichever way it is reached. */

/** Identity kinds that VAKA knows. */
export type AxemaIdentityType = 'EM' | 'MIFARE' | 'Radio' | 'PersonalCode';

export interface AxemaIdentity {
  type: AxemaIdentityType;
  /** Number as engraved or entered. */
  value: string;
  label?: string;
}

export interface AxemaPerson {
  /** Stable id in VAKA; stored as external reference. */
  id: string;
  /** As VAKA writes it, "Lastname Firstname" or "Lastname, Firstname". Empty: the person could not be read. */
  name: string;
  /** When the transport knows them apart. */
  firstname?: string;
  lastname?: string;
  email?: string | null;
  phone?: string | null;
  groupId?: string | null;
  /** Empty when the transport cannot read them. */
  identities: AxemaIdentity[];
  /** ISO date-time, UTC. */
  validFrom?: string | null;
  /** ISO date-time, UTC. */
  validTo?: string | null;
  blocked?: boolean;
  updatedAt?: string | null;
}

export interface AxemaGroup {
  id: string;
  name: string;
  apartmentId?: string | null;
  referenceId?: string | null;
  deviceId: string;
}

/** One connection to a VAKA system. Every call rejects with an AxemaError, or with the signal's reason once it is aborted. */
export interface AxemaClient {
  /** Cheap credential check, used before a sync. */
  ping(signal?: AbortSignal): Promise<{ systemName: string; version?: string }>;
  /** All persons, page by page; `total` only if the transport knows it. */
  listPersons(opts?: {
    pageSize?: number;
    signal?: AbortSignal;
  }): AsyncIterable<{ persons: AxemaPerson[]; total?: number }>;
  listGroups(opts?: { pageSize?: number; signal?: AbortSignal }): AsyncIterable<AxemaGroup[]>;
  close(): Promise<void>;
}

export interface AxemaConnection {
  endpoint: string;
  port: number;
  username: string;
  password: string;
  companyId: string;
}

export type AxemaErrorKind = 'auth' | 'forbidden' | 'notfound' | 'unreachable' | 'timeout' | 'ratelimited' | 'protocol';

/**
 * Why a VAKA system did not answer as agreed.
 *
 * `message` is shown to users as it is: it holds no address, no credential and no text of the other side.
 */
export class AxemaError extends Error {
  constructor(
    readonly kind: AxemaErrorKind,
    message: string,
    readonly retryAfterMs?: number,
  ) {
    super(message);
    this.name = 'AxemaError';
  }
}

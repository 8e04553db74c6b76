import { statementIdsOf } from '../sections/statements';

/**
 * The statements of the HTTP contract that every host holds to: groups of ids, numbered from 1. Ids are never renumbered;
 * new ones are appended.
 */
export const statementGroups = {
  /** The request pipeline. */
  PIPE: 14,
  /** Addresses, routes, verbs. */
  ADR: 30,
  /** Auto-batches. */
  BAT: 9,
  /** Binding of requests. */
  BND: 40,
  /** Negotiation and writers. */
  FMT: 43,
  /** Errors and validation. */
  ERR: 30,
  /** Authentication and authorisation. */
  AUTH: 36,
  /** CORS, compression, caching, ranges, files. */
  HTTP: 11,
  /** AutoQuery and CRUD. */
  AQ: 17,
  /** What stock typed clients need. */
  CLI: 18,
} as const;

/** `PIPE-01` … `CLI-18`. */
export const statementIds: readonly string[] = statementIdsOf(statementGroups);

/** Groups that need not have all their tests yet, each with its reason. */
export const postponed: Readonly<Record<string, string>> = {};

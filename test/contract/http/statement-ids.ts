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

export type StatementGroup = keyof typeof statementGroups;

/** `PIPE-01` … `CLI-18`. */
export const statementIds: readonly string[] = Object.entries(statementGroups).flatMap(([group, count]) =>
  Array.from({ length: count }, (_, index) => `${group}-${String(index + 1).padStart(2, '0')}`),
);

/** Groups that need not have all their tests yet, each with its reason. */
export const postponed: Readonly<Partial<Record<StatementGroup, string>>> = {
  AUTH: 'Sessions, cookies, refresh tokens, Register and roles are built later.',
};

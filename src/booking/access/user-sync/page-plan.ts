import type { SkipReason } from './wanted-customer';

/** A customer as stored. */
export interface KnownCustomer {
  readonly id: string;
  readonly firstname: string;
  readonly lastname: string;
  readonly email: string | null;
  readonly phone: string | null;
  /** Has a user account: the personal data are the user's own (domain 2.1). */
  readonly hasUser: boolean;
}
export interface Link {
  readonly personId: string;
  readonly customerId: string;
}
/** An access key of the type of VAKA identities. */
export interface KnownKey {
  readonly id: string;
  readonly value: string;
  readonly customerId: string;
  /** The person it came from; absent: somebody entered it, and no sync takes it away. */
  readonly personId?: string;
}
export interface NewKey extends Required<KnownKey> {
  readonly description: string;
}

/** What is stored about the persons of one page and about whoever they could meet. */
export interface PageFacts {
  readonly customers: readonly KnownCustomer[];
  /** Links of the persons, and all links of the customers. */
  readonly links: readonly Link[];
  /** Keys that have the value of one of the persons' identities, and keys that came from one of the persons. */
  readonly keys: readonly KnownKey[];
  /** Persons that this sync accounted for on earlier pages, as far as they appear in `keys`. */
  readonly handled: ReadonlySet<string>;
}

export type Outcome = 'created' | 'updated' | 'unchanged' | 'skipped';

export interface PersonOutcome {
  readonly personId: string;
  readonly outcome: Outcome;
  readonly reason?: SkipReason;
  /** Identities that could not become keys because another customer holds the value. */
  readonly keysTaken?: number;
}

/** What to write for one page. */
export interface PagePlan {
  readonly outcomes: readonly PersonOutcome[];
  readonly customersToAdd: readonly KnownCustomer[];
  readonly customersToChange: readonly KnownCustomer[];
  readonly linksToAdd: readonly Link[];
  readonly keysToAdd: readonly NewKey[];
  readonly keysToRemove: readonly string[];
}

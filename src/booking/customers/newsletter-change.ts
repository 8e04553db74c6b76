/** A change of consent with its evidence: who made it, as `user:<id>` or `apikey:<id>`. */
export interface NewsletterChange {
  readonly subscribed: boolean;
  readonly changedBy: string;
}

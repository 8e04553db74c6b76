/** An instant as answers write it: ISO-8601 in UTC, milliseconds only when there are some. */
export function toInstant(date: Date): string {
  return date.toISOString().replace('.000Z', 'Z');
}

/** What a nullable column holds, as a member of an answer: null members are left out. */
export function orAbsent<T>(value: T | null): T | undefined {
  return value ?? undefined;
}

/** An instant as answers carry it: ISO-8601 UTC, milliseconds only when they are not zero (decisions D3). */
export function toInstant(date: Date): string {
  return date.toISOString().replace('.000Z', 'Z');
}

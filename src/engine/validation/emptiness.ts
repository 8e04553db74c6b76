/** Absent: the member was not sent, or is null. */
export function isAbsent(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

/** A string without a visible character. */
export function isBlank(value: unknown): boolean {
  return typeof value === 'string' && value.trim() === '';
}

/** What NotEmpty refuses (http-contract 5.4): absent, empty or blank text, an empty list. */
export function isEmptyValue(value: unknown): boolean {
  return isAbsent(value) || isBlank(value) || (Array.isArray(value) && value.length === 0);
}

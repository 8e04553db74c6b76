/** A message as plain objects, lists and scalars. */
export type Tree = Record<string, unknown>;

/** A JSON token that no JavaScript value is written as: `1e999`, `-0`. */
export class JsonToken {
  constructor(readonly text: string) {}

  toString(): string {
    return this.text;
  }
}

/** Whether there is something inside: a list or an object. */
export function isStructure(value: unknown): value is object {
  return value !== null && typeof value === 'object' && !(value instanceof JsonToken);
}

// Assignment to `__proto__` would set the prototype.
export function define(holder: object, name: string, value: unknown): void {
  if (Array.isArray(holder)) return void holder.push(value);
  Object.defineProperty(holder, name, { value, enumerable: true, writable: true, configurable: true });
}

/** A copy without prototypes of DTO classes and without members that are absent; tokens stay what they are. */
export function copied(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copied);
  if (!isStructure(value)) return value;
  const copy = {};
  for (const [name, member] of Object.entries(value)) if (member !== undefined) define(copy, name, copied(member));
  return copy;
}

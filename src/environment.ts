export type Environment = Readonly<Record<string, string | undefined>>;

/** Readers of single variables; an empty one counts as not set. Errors: Error that names the variable and what is allowed. */
export function text(env: Environment, name: string): string | undefined {
  const value = env[name]?.trim();
  return value === '' ? undefined : value;
}

export function needed(env: Environment, name: string, because: string): string {
  const value = text(env, name);
  if (value === undefined) throw new Error(`${name} must be set when ${because} is.`);
  return value;
}

export function integer(env: Environment, name: string, standard: number, min: number, max: number): number {
  const value = text(env, name);
  if (value === undefined) return standard;
  const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (!(number >= min && number <= max))
    throw new Error(`${name} must be a whole number from ${min} to ${max}; it is '${value}'.`);
  return number;
}

export function oneOf<const T extends string>(env: Environment, name: string, allowed: readonly [T, ...T[]]): T {
  const value = text(env, name) ?? allowed[0];
  const found = allowed.find((option) => option === value);
  if (found === undefined) throw new Error(`${name} must be one of ${allowed.join(', ')}; it is '${value}'.`);
  return found;
}

export function flag(env: Environment, name: string): boolean {
  return oneOf(env, name, ['0', '1']) === '1';
}

export function checkedUrl(name: string, value: string, protocols: readonly string[]): string {
  if (!URL.canParse(value) || !protocols.includes(new URL(value).protocol)) {
    // The value may hold a password.
    throw new Error(
      `${name} must be a URL that starts with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}.`,
    );
  }
  return value;
}

/** Comma separated; empty when not set. */
export function list(env: Environment, name: string): string[] {
  return (text(env, name) ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

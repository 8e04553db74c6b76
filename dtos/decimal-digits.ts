/** How many digits a number has before its point, leading zeros left out, and after it; `undefined` for what is no number. */
export function decimalDigits(value: unknown): { readonly integers: number; readonly decimals: number } | undefined {
  const match = /^[+-]?(\d*)(?:\.(\d*))?$/.exec(typeof value === 'number' ? String(value) : String(value ?? '').trim());
  const [, integers = '', decimals = ''] = match ?? [];
  if (integers === '' && decimals === '') return undefined;
  return { integers: integers.replace(/^0+/, '').length, decimals: decimals.length };
}

/**
 * Decimals stay text on their way through the server, so that all their digits survive (decisions D26). The range is that of
 * .NET: 28 digits after the point, up to 79,228,162,514,264,337,593,543,950,335.
 */
const number = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,3}))?$/i;
const grouped = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.|e|$)/i;
const largest = '79228162514264337593543950335';
const mostDecimals = 28;

/**
 * The digits of a decimal number as JSON writes numbers: no plus, no zeros in front, no bare point, exponents resolved;
 * zeros at the end stay as sent. `undefined` for what is no such number.
 */
export function readDecimal(text: string): string | undefined {
  const trimmed = text.trim();
  const match = number.exec(grouped.test(trimmed) ? trimmed.replaceAll(',', '') : trimmed);
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match ?? [];
  if (whole === '' && fraction === '') return undefined;
  const shifted = shift(whole, fraction, Number(exponent));
  const integers = shifted.integers.replace(/^0+(?=\d)/, '');
  if (shifted.decimals.length > mostDecimals || isTooLarge(integers)) return undefined;
  return `${sign === '-' ? '-' : ''}${integers}${shifted.decimals === '' ? '' : `.${shifted.decimals}`}`;
}

/** Moves the point by an exponent, which has three digits at most. */
function shift(whole: string, fraction: string, places: number): { integers: string; decimals: string } {
  const digits = whole + fraction;
  const point = whole.length + places;
  if (point <= 0) return { integers: '0', decimals: '0'.repeat(-point) + digits };
  return { integers: digits.slice(0, point).padEnd(point, '0'), decimals: digits.slice(point) };
}

function isTooLarge(integers: string): boolean {
  return integers.length > largest.length || (integers.length === largest.length && integers > largest);
}

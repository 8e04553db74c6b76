/**
 * Time spans: read as XSD durations, `[d.]hh:mm[:ss[.f]]` or seconds, written as XSD durations (http-contract 3.3, 4.4).
 * Resolution 100 ns, as .NET's; range ± 10,675,199 days.
 */

const duration = /^(-)?P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d{1,7})\d*)?S)?)?$/i;
const clock = /^(-)?(?:(\d+)\.)?(\d{1,8}):(\d\d)(?::(\d\d)(?:\.(\d{1,7})\d*)?)?$/;
const seconds = /^(-)?(\d{1,12})(?:\.(\d{1,7})\d*)?$/;

const second = 10_000_000n;
const largest = 9_223_372_036_854_775_807n;
// Room for zeros in front and behind; a BigInt of a million digits takes half a second.
const longest = 100;

/** Length in ticks of 100 ns, or `undefined` when the text is no time span. */
export function parseTimeSpan(text: string): bigint | undefined {
  if (text.length > longest) return undefined;
  const match = duration.exec(text) ?? clock.exec(text);
  let ticks: bigint | undefined;
  if (match && !/^-?PT?$/i.test(text)) {
    const [, , days = 0, hours = 0, minutes = 0, secs = 0, fraction = ''] = match;
    const whole = ((BigInt(days) * 24n + BigInt(hours)) * 60n + BigInt(minutes)) * 60n + BigInt(secs);
    ticks = whole * second + BigInt(fraction.padEnd(7, '0'));
  } else {
    const plain = seconds.exec(text);
    if (!plain) return undefined;
    ticks = BigInt(plain[2] ?? 0) * second + BigInt((plain[3] ?? '').padEnd(7, '0'));
  }
  if (ticks > largest) return undefined;
  return text.startsWith('-') ? -ticks : ticks;
}

/** `PT10H`, `P1DT2H`, `-PT1.5S`; zero is `PT0S`. */
export function toDurationText(ticks: bigint): string {
  if (ticks === 0n) return 'PT0S';
  const size = ticks < 0n ? -ticks : ticks;
  const total = size / second;
  const [days, hours, minutes, secs] = [total / 86_400n, (total / 3600n) % 24n, (total / 60n) % 60n, total % 60n];
  const fraction = (size % second).toString().padStart(7, '0').replace(/0+$/, '');
  const time = `${hours ? `${hours}H` : ''}${minutes ? `${minutes}M` : ''}${secs || fraction ? `${secs}${fraction ? `.${fraction}` : ''}S` : ''}`;
  return `${ticks < 0n ? '-' : ''}P${days ? `${days}D` : ''}${time ? `T${time}` : ''}`;
}

/** Time span text as a Service gets it, or `undefined` when it is none. */
export function readTimeSpan(text: string): string | undefined {
  const ticks = parseTimeSpan(text.trim());
  return ticks === undefined ? undefined : toDurationText(ticks);
}

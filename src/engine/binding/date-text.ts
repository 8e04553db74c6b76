/**
 * Reading of dates in every form that clients send (http-contract 3.4), to ISO-8601 UTC text.
 *
 * Text without zone or offset is UTC (decisions D3). Years 1 to 9999; fractions below a millisecond are cut off.
 */

// A blank before the offset is a plus that a query string has decoded.
const iso =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(?:\s?(Z|[+-]\d\d:?\d\d)|( \d\d:?\d\d))?)?$/i;
const compact = /^(\d{4})(?:(\d\d)(\d\d)|\/(\d\d)\/(\d\d))$/;
const dayFirst = /^(\d\d)\/(\d\d)\/(\d{4}) (\d\d):(\d\d):(\d\d)$/;
const milliseconds = /^\\?\/Date\((-?\d{1,16})([+ -]\d{4})?\)\\?\/$/;
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
// RFC 1123 (`Mon, 01 Jan 2001 00:00:00 GMT`) and what JavaScript's Date prints (`Mon Jan 01 2001 00:00:00 GMT+0000 (UTC)`).
const rfc1123 = /^[A-Z][a-z]{2}, (\d\d) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d) GMT$/;
const javaScript = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d\d) (\d{4}) (\d\d):(\d\d):(\d\d) GMT([+-]\d{4})?(?: \(.*\))?$/;

const earliest = Date.parse('0001-01-01T00:00:00Z');
const latest = Date.parse('9999-12-31T23:59:59.999Z');

/** Instant in milliseconds since 1970, or `undefined` when the text is no date. */
export function parseInstant(text: string): number | undefined {
  const instant = read(text.trim());
  return instant !== undefined && instant >= earliest && instant <= latest ? instant : undefined;
}

function read(text: string): number | undefined {
  let match = iso.exec(text);
  if (match) {
    const [, year, month, day, hour, minute, second, fraction, zone, decodedZone] = match;
    return compose({ year, month, day, hour, minute, second, fraction, zone: zone ?? decodedZone });
  }
  match = milliseconds.exec(text);
  // The offset is informational: the milliseconds are UTC.
  if (match) return Number(match[1]);
  match = compact.exec(text);
  if (match) return compose({ year: match[1], month: match[2] ?? match[4], day: match[3] ?? match[5] });
  match = dayFirst.exec(text);
  if (match) {
    const [, day, month, year, hour, minute, second] = match;
    return compose({ year, month, day, hour, minute, second });
  }
  match = rfc1123.exec(text);
  if (match) {
    const [, day, month, year, hour, minute, second] = match;
    return compose({ year, month: monthNumber(month), day, hour, minute, second });
  }
  match = javaScript.exec(text);
  if (match) {
    const [, month, day, year, hour, minute, second, zone] = match;
    return compose({ year, month: monthNumber(month), day, hour, minute, second, zone });
  }
  return undefined;
}

function monthNumber(name = ''): string {
  return String(months.indexOf(name.toLowerCase()) + 1).padStart(2, '0');
}

interface Parts {
  year?: string;
  month?: string;
  day?: string;
  hour?: string;
  minute?: string;
  second?: string;
  fraction?: string;
  zone?: string;
}

function compose(parts: Parts): number | undefined {
  const { year = '', month = '', day = '', hour = '00', minute = '00', second = '00' } = parts;
  const local = Date.parse(
    `${year}-${month}-${day}T${hour}:${minute}:${second}.${(parts.fraction ?? '').slice(0, 3).padEnd(3, '0')}Z`,
  );
  if (Number.isNaN(local) || !isCalendarDay(Number(year), Number(month), Number(day))) return undefined;
  return local - offsetMilliseconds(parts.zone);
}

// Date.parse accepts 30 February and moves it to March.
function isCalendarDay(year: number, month: number, day: number): boolean {
  return day <= new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}

function offsetMilliseconds(zone: string | undefined): number {
  if (zone === undefined || zone.toUpperCase() === 'Z') return 0;
  const digits = zone.slice(1).replace(':', '');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}

/** `2001-01-01T00:00:00Z`; milliseconds only when they are not zero (decisions D3). */
export function toIsoText(instant: number): string {
  return new Date(instant).toISOString().replace('.000Z', 'Z');
}

/** What `toIsoText` would write again, as clients mostly send it; the last days of a month are left to the calendar. */
const canonical = /^(?!0000)\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/;

/** Date text as a Service gets it, or `undefined` when it is no date. */
export function readDateTime(text: string): string | undefined {
  if (canonical.test(text)) return text;
  const instant = parseInstant(text);
  return instant === undefined ? undefined : toIsoText(instant);
}

/** A calendar day as sent: `yyyy-MM-dd`. `/Date(ms)/` names an instant, which only the company's zone makes a day (decisions D27). */
export function readCalendarDay(text: string): string | undefined {
  const instant = parseInstant(text);
  if (instant === undefined) return undefined;
  return iso.test(text.trim()) ? text.trim().slice(0, 10) : toIsoText(instant);
}

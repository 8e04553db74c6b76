const msPerMinute = 60_000;
const msPerDay = 86_400_000;
const isoInstant = /^\d{4}-\d{2}-\d{2}T.*(?:Z|[+-]\d{2}:?\d{2})$/i;

/**
 * Whether a birth date and its text name the same day; true when one of them is absent.
 *
 * `birthDate` is an instant in UTC. `raw` is an ISO date or date-time, `yyyyMMdd`, `yyyy/MM/dd`, or day, month and year in
 * either order with dots, dashes or slashes between: where a text can be read as two days, one that fits is enough.
 */
export function isSameBirthDate(birthDate: unknown, raw: unknown): boolean {
  if (typeof birthDate !== 'string' || typeof raw !== 'string') return true;
  const instant = Date.parse(birthDate);
  const text = raw.trim();
  if (isoInstant.test(text) && Date.parse(text) === instant) return true;
  return daysWrittenAs(text).some((day) => isOnDay(instant, day));
}

/** Midnights in UTC of the days that a text can mean; none when it is no date. */
function daysWrittenAs(text: string): number[] {
  const yearFirst = /^(\d{4})([-/.]?)(\d{2})\2(\d{2})(?:$|[T ])/.exec(text);
  if (yearFirst) return midnights([yearFirst[1], yearFirst[3], yearFirst[4]]);
  const yearLast = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})$/.exec(text);
  if (!yearLast) return [];
  const [, first, , second, year] = yearLast;
  return midnights([year, second, first], [year, first, second]);
}

function midnights(...dates: (string | undefined)[][]): number[] {
  return dates.flatMap(([year, month, day]) => {
    const iso = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
    const midnight = Date.parse(`${iso}T00:00:00Z`);
    // Not every parser refuses 30 February; the text of the result tells.
    return !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(iso) ? [midnight] : [];
  });
}

/**
 * A client with a time zone sends its local midnight, `1990-05-01T00:00:00+02:00`, which is an instant of the day before in
 * UTC. An instant that is no midnight in UTC but one in a zone from −12:00 to +14:00 therefore counts for that zone's day too.
 */
function isOnDay(instant: number, midnight: number): boolean {
  const sinceMidnight = instant - midnight;
  if (sinceMidnight >= 0 && sinceMidnight < msPerDay) return true;
  const offsetMinutes = -sinceMidnight / msPerMinute;
  const isLocalMidnight = offsetMinutes % 15 === 0 && offsetMinutes >= -12 * 60 && offsetMinutes <= 14 * 60;
  return instant % msPerDay !== 0 && isLocalMidnight;
}

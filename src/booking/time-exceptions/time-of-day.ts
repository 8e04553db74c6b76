/** Seconds of wall-clock time since midnight; 86,400 is 24:00, the end of the day. */
export type TimeOfDay = number;

export const startOfDay: TimeOfDay = 0;
export const endOfDay: TimeOfDay = 86_400;

const duration = /^P(?:(\d{1,5})D)?(?:T(?:(\d{1,7})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?$/;

/**
 * The time of day that a time span since midnight names: `PT9H30M` → 34,200, `P1D` → 86,400.
 *
 * Answers `undefined` for a span that is negative, longer than a day or not of whole seconds.
 */
export function parseTimeOfDay(timeSpan: string): TimeOfDay | undefined {
  const match = duration.exec(timeSpan);
  if (!match) return undefined;
  const [days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0));
  const total = days * 86_400 + hours * 3_600 + minutes * 60 + seconds;
  return total <= endOfDay ? total : undefined;
}

/** The XSD duration of a time of day, as the wire has it: `PT9H30M`, `PT0S`, `P1D`. */
export function toTimeSpan(time: TimeOfDay): string {
  if (time === startOfDay) return 'PT0S';
  if (time === endOfDay) return 'P1D';
  const { hours, minutes, seconds } = partsOf(time);
  return `PT${hours ? `${hours}H` : ''}${minutes ? `${minutes}M` : ''}${seconds ? `${seconds}S` : ''}`;
}

/** `09:30`, with seconds only when there are some; the end of the day is `24:00`. */
export function toClockText(time: TimeOfDay): string {
  const { hours, minutes, seconds } = partsOf(time);
  return [hours, minutes, ...(seconds ? [seconds] : [])].map((part) => String(part).padStart(2, '0')).join(':');
}

function partsOf(time: TimeOfDay): { hours: number; minutes: number; seconds: number } {
  return { hours: Math.floor(time / 3_600), minutes: Math.floor(time / 60) % 60, seconds: time % 60 };
}

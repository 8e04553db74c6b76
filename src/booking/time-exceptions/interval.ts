import { IANAZone } from 'luxon';
import { endOfDay, type TimeOfDay } from './time-of-day';

/** A span of time between two instants: `start` belongs to it, `end` does not. */
export interface Interval {
  readonly start: Date;
  readonly end: Date;
}

/** A wall-clock time in some zone. */
export interface LocalTime {
  /** Calendar day, `yyyy-MM-dd`. */
  readonly day: string;
  readonly time: TimeOfDay;
}

const dayMs = 86_400_000;

/**
 * The interval that holds every instant whose wall-clock time in `zone` lies from `from` to before `to`.
 *
 * Where the clock is moved, a time that does not exist moves forward to the first moment that does, and a time that
 * occurs twice is taken early as a start and late as an end. Hence an interval inside an hour that is skipped is empty.
 * Answers `undefined` for an empty interval. Errors: an unknown `zone` is a defect of the company's row.
 */
export function localInterval(from: LocalTime, to: LocalTime, zone: Zone): Interval | undefined {
  const start = zone.instantOf(from, 'start');
  const end = zone.instantOf(to, 'end');
  return start < end ? { start: new Date(start), end: new Date(end) } : undefined;
}

/** A time zone, asked for the instants of wall-clock times and back. Make one per request: it remembers offsets. */
export class Zone {
  private readonly zone: IANAZone;
  /** UTC day number → offset at its beginning; asking Intl is what expanding ten years of days spends its time on. */
  private readonly offsets = new Map<number, number>();

  constructor(readonly name: string) {
    this.zone = IANAZone.create(name);
    if (!this.zone.isValid) throw new Error(`'${name}' is not the name of a time zone; such as Europe/Stockholm is.`);
  }

  /** Milliseconds since 1970 of a wall-clock time. `use`: decides which one of a time that occurs twice. */
  instantOf({ day, time }: LocalTime, use: 'start' | 'end'): number {
    const local = Date.parse(`${day}T00:00:00Z`) + time * 1_000;
    const [before, after] = [this.offsetAt(local - dayMs), this.offsetAt(local + dayMs)];
    if (before === after) return local - before;

    // A clock that goes back has its larger offset first: the smaller instant is the earlier one.
    const candidates = [local - before, local - after].filter((instant) => instant + this.offsetAt(instant) === local);
    if (candidates.length === 0) return this.transition(local - after, local - before);
    const [earlier, later] = [Math.min(...candidates), Math.max(...candidates)];
    // An end where the repeated time begins: nothing of the repetition is before it.
    const isBeginOfRepetition = this.offsetAt(later) !== this.offsetAt(later - 1);
    return use === 'start' || isBeginOfRepetition ? earlier : later;
  }

  /** Wall-clock time of an instant, `yyyy-MM-ddTHH:mm:ss`. */
  localText(instant: Date): string {
    return new Date(instant.getTime() + this.offsetAt(instant.getTime())).toISOString().slice(0, 19);
  }
  /** Calendar day of an instant, `yyyy-MM-dd`. */
  dayOf(instant: Date): string {
    return this.localText(instant).slice(0, 10);
  }

  /** Milliseconds to add to UTC. Two changes within one day of UTC have never been made anywhere. */
  private offsetAt(instant: number): number {
    const day = Math.floor(instant / dayMs);
    const offset = this.offsetOfDay(day);
    return offset === this.offsetOfDay(day + 1) ? offset : this.zone.offset(instant) * 60_000;
  }

  private offsetOfDay(day: number): number {
    const known = this.offsets.get(day);
    if (known !== undefined) return known;
    const offset = this.zone.offset(day * dayMs) * 60_000;
    this.offsets.set(day, offset);
    return offset;
  }

  /** The first instant after `low`, and not after `high`, that has the offset of `high`. */
  private transition(low: number, high: number): number {
    const offset = this.offsetAt(high);
    let [before, after] = [low, high];
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2);
      if (this.offsetAt(middle) === offset) after = middle;
      else before = middle;
    }
    return after;
  }
}

/** The day after, `yyyy-MM-dd`. */
export function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + dayMs).toISOString().slice(0, 10);
}

/** Wall-clock text of a day and time; 24:00 is written as the next day's midnight. */
export function localTimeText({ day, time }: LocalTime): string {
  const [shownDay, shownTime] = time === endOfDay ? [nextDay(day), 0] : [day, time];
  return new Date(Date.parse(`${shownDay}T00:00:00Z`) + shownTime * 1_000).toISOString().slice(0, 19);
}

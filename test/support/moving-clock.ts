import type { Clock } from '../../src/engine';

/** A clock that stands still until a test moves it. */
export class MovingClock implements Clock {
  constructor(private instant = new Date()) {}

  now(): Date {
    return new Date(this.instant);
  }
  set(instant: string | Date): void {
    this.instant = new Date(instant);
  }
  advance(milliseconds: number): void {
    this.instant = new Date(this.instant.getTime() + milliseconds);
  }
}

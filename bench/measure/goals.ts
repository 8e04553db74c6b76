import { markdownTable } from './markdown';

/** A figure beside what it should be (the goal) and what CI does not let it fall below, or rise above. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly goal: number;
  readonly floor: number;
  /** Less is better: `goal` and `floor` are upper bounds. Default: false. */
  readonly isAtMost?: boolean;
  /** How figures are shown. Default: 2 decimals. */
  readonly digits?: number;
}

const holds = (value: number, bound: number, isAtMost = false) => (isAtMost ? value <= bound : value >= bound);

/** Figures with goal, floor and whether they are reached. */
export function figureTable(figures: readonly Figure[]): string {
  const rows = figures.map(({ what, value, goal, floor, isAtMost, digits = 2 }) => [
    what,
    value.toFixed(digits),
    `${isAtMost ? '≤' : '≥'} ${goal}`,
    `${isAtMost ? '≤' : '≥'} ${floor}`,
    holds(value, goal, isAtMost) ? 'goal' : holds(value, floor, isAtMost) ? 'floor' : '**below floor**',
  ]);
  return markdownTable(['figure', 'value', 'goal', 'CI floor', 'reached'], rows);
}

/** Prints the figures. With `--floors` the process fails when one is on the wrong side of its floor. */
export function report(figures: readonly Figure[], isGate: boolean): void {
  process.stdout.write(`\n${figureTable(figures)}\n`);
  // A figure that is no number is on the wrong side too.
  const broken = figures.filter(({ value, floor, isAtMost }) => !holds(value, floor, isAtMost));
  if (!isGate || broken.length === 0) return;
  process.stderr.write(`Below the floor: ${broken.map(({ what }) => what).join('; ')}\n`);
  process.exitCode = 1;
}

import { machineLine } from './machine';

/** Runs a program of the bench, under a line that says where and when. What it throws is printed, and ends the process with 1. */
export function runMain(main: () => Promise<void> | void): void {
  process.stdout.write(machineLine());
  Promise.resolve()
    .then(main)
    .then(
      () => process.exit(),
      (error: unknown) => {
        process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
        process.exit(1);
      },
    );
}

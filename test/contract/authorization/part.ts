import type { Operation } from '../../../src/engine';
import { startApp, type TestApp } from '../../support/start-app';
import type { Identity } from './identities';
import { type MatrixResult, runMatrix } from './matrix';

/** The parts of the matrix, by the file that declares a DTO; whatever no other part names is the last one's. */
const parts = {
  'tax-filing': /^dtos\/tax-filing\//,
  customers: /^dtos\/booking\/(customers|custom-fields)\./,
  scheduling: /^dtos\/booking\/(bookings|time-exceptions|resources)\./,
  booking: /^dtos\/booking\//,
  engine: /./,
} as const;
export type Part = keyof typeof parts;

/** The first part whose pattern fits. */
export function partOf({ declaredIn }: Operation): Part {
  const found = (Object.keys(parts) as Part[]).find((part) => parts[part].test(declaredIn.replaceAll('\\', '/')));
  if (!found) throw new Error(`No part of the matrix takes an operation that is declared in '${declaredIn}'.`);
  return found;
}

/** Runs one part on an application of its own, whose jobs wait: nothing but the calls changes data. Prints the count. */
export async function runPart(part: Part, identitiesFor: (app: TestApp) => Promise<Identity[]>): Promise<MatrixResult> {
  const app = await startApp({ settings: { role: 'web' } });
  try {
    const operations = app.host.operations.filter((operation) => partOf(operation) === part);
    const result = await runMatrix(app, operations, await identitiesFor(app));
    const { cells, differences, byExpectation } = result;
    const counts = Object.entries(byExpectation).map(([name, count]) => `${count.toLocaleString('en')} ${name}`);
    process.stdout.write(
      `matrix: ${cells.toLocaleString('en')} cells, ${differences.length} differ (${part}, ${operations.length} operations: ${counts.join(', ')})\n`,
    );
    return result;
  } finally {
    await app.close();
  }
}

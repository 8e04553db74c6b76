import { startMissive } from '../../src/app-host';
import type { Log } from '../../src/engine';
import { openTestDatabase } from '../support/database';
import { testSettings } from '../support/start-app';
import { factsOf, type OperationFact } from './operation-facts';
import { installProbe, type ProbeReport } from './probe';

/**
 * The product as a process of its own, under a probe, for the fuzzer; within a test run, whose databases it uses. Speaks in
 * messages: `Ready` once it listens, then one `Report` for every message that it gets.
 */
export interface Ready {
  readonly url: string;
  readonly operations: readonly OperationFact[];
}

export interface Report extends ProbeReport {
  /** What the log said at level error or warn, by request id. */
  readonly complaints: readonly Complaint[];
}

export interface Complaint {
  readonly requestId?: string;
  readonly text: string;
}

const complaints: Complaint[] = [];
const mostComplaints = 200;

function complain(fields: object, message?: string): void {
  const { err, requestId } = fields as { err?: unknown; requestId?: string };
  const detail = err instanceof Error ? (err.stack ?? err.message) : err === undefined ? '' : String(err);
  if (complaints.length < mostComplaints) complaints.push({ requestId, text: `${message ?? ''} ${detail}`.trim() });
}

const ignore = () => undefined;
const log: Log = { debug: ignore, info: ignore, warn: complain, error: complain };

async function main(): Promise<void> {
  const probe = installProbe();
  const app = await startMissive(testSettings(), { database: await openTestDatabase(), log });
  // Without the fuzzer it has nothing to do.
  process.on('disconnect', () => process.exit());
  process.on('message', () => {
    const report: Report = { ...probe.report(), complaints: complaints.splice(0) };
    process.send?.(report);
  });
  process.send?.({ url: app.url, operations: factsOf(app.host.operations) });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});

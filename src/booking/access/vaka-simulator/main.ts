import { defaultPersons } from './seed-people';
import { startVakaSimulator } from './vaka-simulator';
import { simAccount, simApprovalId, simDeviceId } from './vaka-state';

/**
 * `node dist/src/booking/access/vaka-simulator/main.js`: a simulator that runs until it is interrupted.
 * `VAKA_PORT` (default 8090), `VAKA_HOST` (127.0.0.1), `VAKA_SEED` (1), `VAKA_PERSONS` (25).
 */
async function main(): Promise<void> {
  const seed = integer('VAKA_SEED', 1);
  const simulator = await startVakaSimulator({
    port: integer('VAKA_PORT', 8_090),
    host: process.env.VAKA_HOST,
    seed,
  });
  simulator.state.reset({ seed, persons: integer('VAKA_PERSONS', defaultPersons) });
  process.stdout.write(
    `VAKA simulator: ${simulator.url}\n` +
      `  local face: user ${simAccount.username}, password ${simAccount.password}\n` +
      `  online face: the same as client id and secret, approval ${simApprovalId}, device ${simDeviceId}\n`,
  );
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void simulator.close());
}

function integer(name: string, otherwise: number): number {
  const text = process.env[name];
  if (text === undefined || text === '') return otherwise;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new Error(`${name} must be a whole number; got '${text}'.`);
}

void main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});

import { cpus, loadavg } from 'node:os';

/** Where and when figures were measured, for `RESULTS.md`. The load of others says how far to trust them. */
export function machineLine(): string {
  const cores = cpus();
  const parts = [
    new Date().toISOString().slice(0, 10),
    `${cores[0]?.model.trim() ?? 'unknown processor'}, ${cores.length} cores`,
    `Node ${process.versions.node}`,
    `load average at the start ${(loadavg()[0] ?? 0).toFixed(1)}`,
  ];
  return `${parts.join(' · ')}\n\n`;
}

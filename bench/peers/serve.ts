import type { AddressInfo } from 'node:net';
import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';

export const hostname = '127.0.0.1';

/** What a peer's process says about itself. CPU in microseconds, of all threads; memory in bytes. */
export interface Usage {
  readonly cpuUs: number;
  readonly rss: number;
  readonly peakRss: number;
  /** Longest time that the event loop was held up, in milliseconds; 0 unless `BENCH_BLOCKS` asks for it. */
  readonly longestBlockMs: number;
}
export type PeerMessage =
  | { readonly kind: 'listening'; readonly port: number }
  | { readonly kind: 'usage'; readonly usage: Usage };

/** Where a peer listens. */
interface Listening {
  address(): AddressInfo | string | null;
}

/** Tells the process that has started this one where it listens, and from then on what it has used, when asked. */
export function announce(server: Listening): void {
  const { port } = server.address() as AddressInfo;
  if (process.env.BENCH_BLOCKS) watchBlocks();
  tell({ kind: 'listening', port });
  process.on('message', () => tell({ kind: 'usage', usage: usage() }));
  process.on('disconnect', () => process.exit(0));
  // An exit of its own, so that Node writes the profile when one is taken.
  process.on('SIGTERM', () => process.exit(0));
}

export function usage(): Usage {
  const { user, system } = process.cpuUsage();
  return {
    cpuUs: user + system,
    rss: process.memoryUsage.rss(),
    peakRss: process.resourceUsage().maxRSS * 1024,
    longestBlockMs: (blocks?.max ?? 0) / 1e6,
  };
}

let blocks: IntervalHistogram | undefined;

function watchBlocks(): void {
  blocks = monitorEventLoopDelay({ resolution: 5 });
  blocks.enable();
}

function tell(message: PeerMessage): void {
  process.send?.(message);
}

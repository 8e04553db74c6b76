import { runConnection } from './connection';
import { type Load, type LoadMessage, type Measured, requestText } from './load';

// The load generator's process: measures what it is told to, one load after the other.
process.on('message', (load: Load) => {
  measure(load).then(
    (measured) => tell({ measured }),
    (error: unknown) => tell({ error: String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));

function tell(message: LoadMessage): void {
  process.send?.(message);
}

async function measure({ ports, requests, connections, seconds, atLeast = 0 }: Load): Promise<Measured> {
  const orders = requests.map((request) => ({ bytes: Buffer.from(requestText(request)), status: request.status }));
  const times: number[] = [];
  const started = performance.now();
  const isOver = (now: number) => {
    const passed = (now - started) / 1000;
    return passed >= seconds && (times.length >= atLeast || passed >= seconds * 6);
  };
  const onTime = (ms: number) => void times.push(ms);
  // Each connection begins elsewhere, so that a mixture is mixed at every moment.
  const one = (_: unknown, n: number) =>
    runConnection({ port: ports[n % ports.length] ?? 0, orders, from: n * 7, isOver, onTime });
  await Promise.all(Array.from({ length: connections }, one));
  const passed = (performance.now() - started) / 1000;
  const sorted = Float64Array.from(times).sort();
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { answers: sorted.length, seconds: passed, p50Ms: at(0.5), p99Ms: at(0.99) };
}

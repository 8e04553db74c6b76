/** Calls per second with so many at a time; clock time, because the database's own work counts. */
export async function callsPerSecond(
  run: () => Promise<unknown>,
  { inFlight, seconds }: { readonly inFlight: number; readonly seconds: number },
): Promise<number> {
  let calls = 0;
  const started = performance.now();
  const until = started + seconds * 1000;
  const one = async () => {
    while (performance.now() < until) {
      await run();
      calls += 1;
    }
  };
  await Promise.all(Array.from({ length: inFlight }, one));
  return calls / ((performance.now() - started) / 1000);
}

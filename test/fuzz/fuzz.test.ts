import { type FuzzFigures, failureText, runFuzz } from './run-fuzz';

/**
 * A share of `npm run fuzz` with a seed that stays the same (reliability 4.1 R1, decisions D43). A case that fails here is
 * shown by `FUZZ_SEED=… FUZZ_ONLY=<index> npm run fuzz`; once it is understood it goes to corpus.test.ts by name.
 */
const seed = 20_261_125;
const requests = 3_000;
let figures: FuzzFigures;

beforeAll(async () => {
  figures = await runFuzz({ seed, requests });
}, 120_000);

it('R1 answers every request, never with 5xx, every refusal in a valid envelope', () => {
  expect(figures.failures.map((failure) => failureText(seed, failure))).toEqual([]);
  expect(figures.requests).toBe(requests);
});

it('R1 keeps the built-in prototypes clean', () => {
  expect(figures.pollution).toEqual([]);
});

it('D43 binds at least 30 % of the requests, and takes 15 % to a Service', () => {
  expect(figures.bound / requests).toBeGreaterThan(0.3);
  expect(figures.served / requests).toBeGreaterThan(0.15);
});

it('D43 has most operations answer without an error', () => {
  const never = Object.entries(figures.answered).filter(([, times]) => times === 0);

  expect(never.length).toBeLessThan(Object.keys(figures.answered).length / 3);
});

it('D43 sees successes and every kind of refusal', () => {
  const seen = Object.entries(figures.statuses).filter(([, count]) => count >= 3);

  expect(seen.map(([status]) => status)).toEqual(
    expect.arrayContaining(['200', '400', '401', '403', '404', '405', '409', '413', '415', '417', '431']),
  );
});

it('sends cases of every plan', () => {
  expect(Object.keys(figures.plans).sort()).toEqual(['abused', 'damaged', 'mutated', 'other', 'raw', 'valid']);
});

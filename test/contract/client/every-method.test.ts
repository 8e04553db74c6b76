import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { JsonServiceClient } from '@servicestack/client';

/** Helpers that the client keeps to itself, by the word of its type declarations. */
const internal = new Set(['createRequest', 'json', 'applyResponseFilters', 'createResponse', 'handleError']);
/** Called by the client itself whenever a call fails. */
const indirect = new Set(['raiseError']);

const methods = Object.getOwnPropertyNames(JsonServiceClient.prototype).filter(
  (name) => name !== 'constructor' && !internal.has(name) && !indirect.has(name),
);
const tests = readdirSync(__dirname)
  .filter((name) => name.endsWith('.test.ts') && name !== 'every-method.test.ts')
  .map((name) => readFileSync(join(__dirname, name), 'utf8'))
  .join('\n');

it('CLI-01 finds the methods of the client', () => {
  expect(methods.length).toBeGreaterThan(30);
});

it.each(methods)('CLI-01 %s is called by a test', (method) => {
  // By its name, as a setter, or from a table of methods.
  expect(tests).toMatch(new RegExp(`\\.${method}(?:<[^(]*>)?\\(|\\.${method} = |'${method}'`));
});

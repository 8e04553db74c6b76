import { monitorEventLoopDelay } from 'node:perf_hooks';
import { cpuMs } from '../../support/cpu-time';
import { Attacker, printFigure } from './attacker';

/** Patterns of custom fields are data: whoever may write one may not stop the process with it. */
let attacker: Attacker;
let customerId = '';
beforeAll(async () => {
  attacker = await Attacker.open();
  const created = await send('POST', '/api/CreateCustomer', {
    Firstname: 'Re',
    Lastname: 'Dos',
    Phone: '+46701740605',
    Email: 'redos@example.org',
  });
  customerId = (JSON.parse(created.text) as { Id: string }).Id;
});
afterAll(() => attacker?.close());

function send(verb: string, path: string, body: object) {
  return attacker.send({ verb, path, body, user: 'admin@missive.test' });
}
function save(RegEx: string) {
  const field = { Name: RegEx.slice(0, 50), Description: 'attack', Datatype: 'TextBox', MaxLength: 10_000, RegEx };
  return send('POST', '/api/CreateCustomField', field);
}

const slow = ['^(a+)+$', '(.*)*x', '(\\w+\\s?)*$', '(a|a)*$', '(a|aa)+$', '^(([a-z])+.)+[A-Z]([a-z])+$', '(x+x+)+y'];

describe.each(slow)('the pattern %s', (pattern) => {
  it('reliability 3.2 #3 holds the process up for no longer than others, on 10,000 characters', async () => {
    const saved = await save(pattern);
    const { Id } = JSON.parse(saved.text) as { Id: number };
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const startedAt = cpuMs();

    const updated = await send('PUT', `/customers/${customerId}`, {
      CustomFields: [{ Id, Value: `${'a'.repeat(9_998)}!?` }],
    });

    const tookMs = cpuMs() - startedAt;
    delay.disable();
    printFigure(
      `${pattern} on 10,000 characters: ${Math.round(tookMs)} ms CPU, loop delay max ${Math.round(delay.max / 1e6)} ms`,
    );
    await send('DELETE', `/customfields/${Id}`, {});
    expect(saved.status).toBe(200);
    // (\w+\s?)*$ and (.*)*x match a part of it only, and a value has to match as a whole.
    expect([updated.status, updated.code]).toEqual([400, 'RegularExpression']);
    expect(tookMs).toBeLessThan(1_000);
  });
});

it.each([
  ['look-ahead', '(?=a)b'],
  ['negative look-ahead', '^(?!a+$).*$'],
  ['look-behind', '(?<=a)b'],
  ['a back reference', '(a+)\\1'],
  ['an atomic group', '(?>a+)b'],
  ['an unclosed group', '((('],
  ['more repetitions than a program may have', '((a{100}){100}){100}'],
  ['10,000 characters', 'a'.repeat(10_000)],
])('reliability 3.2 #3 refuses %s when it is saved, on its field', async (_what, pattern) => {
  const startedAt = cpuMs();

  const saved = await save(pattern);

  expect([saved.status, saved.fields]).toEqual([400, ['RegEx']]);
  expect(cpuMs() - startedAt).toBeLessThan(1_000);
});

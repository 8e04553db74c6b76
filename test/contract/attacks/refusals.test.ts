import { Attacker } from './attacker';

/** Refusals as a weapon: ten thousand mistakes in one message, and mistakes in secret members. */
let attacker: Attacker;
beforeAll(async () => {
  attacker = await Attacker.open();
});
afterAll(() => attacker?.close());

const account = (more: object) => ({ id: 0, index: 0, refId: 0, userName: 'a', profileUrl: 'x', ...more });
const register = (body: object) =>
  attacker.send({ path: '/api/BatchRegisterAccounts', user: 'tax@missive.test', body });

it.each([
  ['items that cannot be read', 1_000, { birthDate: `never ${'x'.repeat(300)}` }],
  ['items that are too many', 10_000, {}],
  ['items that are too many and cannot be read', 10_000, { birthDate: 'x'.repeat(50) }],
])('reliability 3.2 #22 %s are answered with at most 100 errors and 64 kB', async (_what, count, more) => {
  const hit = await register({ accounts: Array.from({ length: count }, () => account(more)) });

  expect(hit.status).toBe(400);
  expect(hit.fields.length).toBeGreaterThan(0);
  expect(hit.fields.length).toBeLessThanOrEqual(100);
  expect(Buffer.byteLength(hit.text)).toBeLessThanOrEqual(64 * 1024);
});

it('reliability 3.2 #22 items that break rules are told of one by one, each within bounds', async () => {
  const accounts = Array.from({ length: 1_000 }, () => account({ email: 'no mail', gender: 'x'.repeat(300) }));

  const hit = await register({ accounts });

  const items = JSON.parse(hit.text) as { responseStatus?: { errors: object[] } }[];
  expect([hit.status, items.length]).toEqual([200, 1_000]);
  expect(items.every(({ responseStatus }) => (responseStatus?.errors.length ?? 0) <= 100)).toBe(true);
});

it.each(['passwordHash', 'salt', 'digestHa1Hash'])('reliability 3.2 #22 a wrong %s is not repeated', async (name) => {
  const secret = 'Secret-4711';
  const unreadable = await register({ accounts: [account({ [name]: { [secret]: secret } })] });
  const broken = await register({ accounts: [account({ [name]: secret })] });

  expect([unreadable.status, unreadable.fields]).toEqual([400, [`accounts[0].${name}`]]);
  expect(unreadable.text + broken.text).not.toContain(secret);
});

it('reliability 3.2 #22 a wrong password is not repeated', async () => {
  const secret = 'Secret-4711';
  const unreadable = await attacker.send({
    path: '/auth/credentials',
    body: { userName: 'x', password: { [secret]: 1 } },
  });
  const wrong = await attacker.send({ path: '/auth/credentials', body: { userName: 'x', password: secret } });
  const batch = await attacker.send({
    path: '/api/Authenticate[]',
    body: [{ provider: 'credentials', userName: 'x', password: secret }],
  });

  expect(wrong.status).toBe(401);
  expect(unreadable.text + wrong.text + batch.text).not.toContain(secret);
});

import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { UpdateCustomer } from '../../../dtos';
import { databaseErrors, openDatabase } from '../../../src/data';
import type { HttpError } from '../../../src/engine';
import { bindRequest } from '../../../src/engine/binding/request-binder';
import { dtoTypeOf } from '../../../src/engine/metadata/type-reader';
import { type BodyForm, contentTypes, encodeBody, queryText } from '../../fuzz/encode-body';
import { furnish, signIn } from '../../fuzz/known-values';
import { breakConnections } from '../../support/database';
import { eventually } from '../../support/eventually';
import { Attacker, mapConcurrently, printFigure } from './attacker';

/** Traps that were met before there was a product (reliability 2); those of others stand beside their subjects. */
let attacker: Attacker;
beforeAll(async () => {
  attacker = await Attacker.open();
  await furnish(attacker.app.url, await signIn(attacker.app.url));
}, 60_000);
afterAll(() => attacker?.close());

describe('what a message may do to its own class', () => {
  const poisoned = '{"__proto__":{"isAdmin":true}}';

  it('reliability 2.1 the constructor alone lets a message lose its class: the trap is real', () => {
    const trapped = new UpdateCustomer(JSON.parse(poisoned)) as UpdateCustomer & { isAdmin?: boolean };

    expect([trapped.isAdmin, trapped instanceof UpdateCustomer]).toEqual([true, false]);
  });

  it('reliability 2.1 the binder refuses the same body, and what it binds keeps its class', () => {
    const bind = (text: string) =>
      bindRequest(dtoTypeOf(UpdateCustomer), {
        body: { value: JSON.parse(text) as unknown, contentType: 'application/json', checkText: true },
        query: [],
      });
    const bound = bind('{"Firstname":"A","isAdmin":true}') as UpdateCustomer & { isAdmin?: boolean };

    expect(() => bind(poisoned)).toThrow(/not allowed as a member name/);
    expect([bound instanceof UpdateCustomer, bound.isAdmin, bound.Firstname]).toEqual([true, undefined, 'A']);
  });
});

describe('a false that is a text', () => {
  const forms: readonly (BodyForm | 'query')[] = ['json', 'jsv', 'csv', 'jsonl', 'xml', 'form', 'multipart', 'query'];

  it.each(forms)('reliability 2.2 Force=false in %s cancels no booking', async (form) => {
    const name = 'CreateResourceTimeException';
    const tree = {
      From: '2029-05-01',
      To: '2029-05-01',
      ResourceIds: [3],
      FromTime: 'PT0H',
      ToTime: 'PT23H',
      BlockTime: 'true',
      Force: 'false',
      CollidingBookingOptions: 2,
      ReasonText: 'trap',
    };
    const active = () => attacker.rows<object>('select * from booking order by id');
    const before = await active();
    const isForm = form === 'form' || form === 'multipart';
    const shot =
      form === 'query'
        ? { path: `/api/${name}?${queryText(tree)}` }
        : {
            path: isForm ? `/api/${name}` : `/${form}/reply/${name}?format=json`,
            type: contentTypes[form],
            body: encodeBody(form, name, tree),
          };

    const hit = await attacker.send({ ...shot, user: 'admin@missive.test' });

    expect([hit.status, hit.code]).toEqual([409, 'CollidingBookings']);
    expect(before.length).toBeGreaterThan(0);
    expect(await active()).toEqual(before);
  });
});

describe('a database that goes away', () => {
  it('reliability 2.4 whose connections are all ended under load costs 503 at most, never the process', async () => {
    const { database } = attacker.app;
    const statuses = new Map<number, number>();
    let isOver = false;
    const load = mapConcurrently(Array.from({ length: 300 }), 6, async (_item, index) => {
      const hit = await attacker.send(
        index % 2
          ? { verb: 'GET', path: '/api/CustomerQuery', user: 'admin@missive.test' }
          : {
              path: '/api/CreateCustomer',
              user: 'admin@missive.test',
              body: { Firstname: 'Trap', Lastname: String(index), Phone: '+46701740605' },
            },
      );
      statuses.set(hit.status, (statuses.get(hit.status) ?? 0) + 1);
      expect([hit.status === 503, hit.headers.get('retry-after') !== null, hit.text]).toEqual([
        hit.status === 503,
        hit.status === 503,
        hit.text,
      ]);
      return hit.status;
    }).finally(() => {
      isOver = true;
    });

    for (let round = 0; round < 10 && !isOver; round++) {
      await breakConnections(database).catch(() => undefined);
      await new Promise((resolve) => setImmediate(resolve));
    }
    const answers = await load;

    printFigure(`connections ended under load: ${[...statuses].map(([status, n]) => `${status}: ${n}`).join(', ')}`);
    expect(answers.filter((status) => status !== 200 && status !== 503)).toEqual([]);
    await eventually('the pool works again', async () => {
      const hit = await attacker.send({ verb: 'GET', path: '/api/CustomerQuery', user: 'admin@missive.test' });
      return hit.status === 200;
    });
    expect(database.pool.waitingCount).toBe(0);
  }, 60_000);

  it('reliability 2.5 whose link swallows everything is given up in time', async () => {
    const swallowed: net.Socket[] = [];
    const blackHole = net.createServer((socket) => {
      swallowed.push(socket);
      // The server's greeting, without which a client waits for a connection: authentication done, ready for a query.
      socket.once('data', () => socket.write(Buffer.from('520000000800000000' + '5a0000000549', 'hex')));
    });
    blackHole.listen(0, '127.0.0.1');
    await once(blackHole, 'listening');
    const { port } = blackHole.address() as AddressInfo;
    const url = `postgres://trap@127.0.0.1:${port}/none?sslmode=disable`;

    const failure = await openDatabase({
      url,
      entities: [],
      migrations: [],
      patience: { connectMs: 300, queryMs: 300 },
    }).then(
      () => undefined,
      (error: unknown) => error,
    );
    for (const socket of swallowed) socket.destroy();
    blackHole.close();

    expect(swallowed.length).toBeGreaterThan(0);
    expect((databaseErrors(failure) as HttpError | undefined)?.status).toBe(503);
  });
});

it('reliability 2.7 a batch whose rows would need more than 65,535 parameters is written whole', async () => {
  const account = (customer: number, index: number) => ({
    id: 0,
    index,
    refId: 0,
    userName: `trap.${customer}.${index}`,
    profileUrl: 'https://example.org/p',
  });
  const customers = [0, 1, 2].map((customer) => ({
    id: 0,
    index: customer,
    name: `Trap ${customer}`,
    type: 'Internal',
    accounts: Array.from({ length: 700 }, (_, index) => account(customer, index)),
  }));

  const hit = await attacker.send({ path: '/sync/customers/batch', user: 'tax@missive.test', body: { customers } });

  const [stored] = await attacker.rows<{ n: number }>(
    "select count(*)::int n from filing_account where user_name like 'trap.%'",
  );
  const items = JSON.parse(hit.text) as { responseStatus?: object }[];
  expect([hit.status, items.filter(({ responseStatus }) => responseStatus).length, stored?.n]).toEqual([200, 0, 2_100]);
}, 60_000);

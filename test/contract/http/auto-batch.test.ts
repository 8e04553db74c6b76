import type { Feature } from '../../../src/engine';
import { HttpError } from '../../../src/engine';
import type { SecuredByValidator, Step } from './reference-dtos';
import { as, profiles, type Reference, startReference } from './reference-host';
import { done } from './reference-services';

/** Notes every element that is asked about, and refuses those that are called `enemy`. */
const doorkeeper: Feature = {
  name: 'doorkeeper',
  register: (host) => {
    host.requestFilter(
      ({ operation, session }, request) => {
        done.push(`asked ${operation?.name} ${(request as Step).id ?? (request as SecuredByValidator).name}`);
        if ((request as SecuredByValidator).name === 'enemy') throw HttpError.forbidden(`not for ${session.userName}`);
      },
      { isGlobal: true },
    );
  },
};

describe.each(profiles)('auto-batch, %s profile', (profile) => {
  let reference: Reference;
  beforeAll(async () => {
    reference = await startReference({ profile, features: [doorkeeper] });
  });
  afterAll(() => reference.close());
  beforeEach(() => void done.splice(0));

  it.each(['/api/Hello[]', '/api/hello[]', '/api/Hello%5B%5D'])(
    'BAT-01 answers %s in the order asked',
    async (path) => {
      const reply = await reference.post(path, [{ name: 'foo' }, { name: 'bar' }]);

      expect([reply.status, reply.text]).toEqual([200, '[{"result":"Hello, foo!"},{"result":"Hello, bar!"}]']);
      expect(reply.headers['x-autobatch-completed']).toBe('2');
    },
  );

  it.each(['/json/reply/Hello[]', '/JSON/Reply/hello[]', '/json/oneway/Hello[]'])(
    'BAT-02 answers %s the same',
    async (path) => {
      const reply = await reference.post(path, [{ name: 'foo' }, { name: 'bar' }]);

      expect([reply.status, reply.text]).toEqual([200, '[{"result":"Hello, foo!"},{"result":"Hello, bar!"}]']);
      expect(reply.headers['x-autobatch-completed']).toBe('2');
    },
  );

  it('BAT-02 reads and writes the list in the format of the address', async () => {
    const reply = await reference.post('/jsv/reply/Hello[]', '[{name:foo},{name:bar}]');

    expect([reply.status, reply.text]).toEqual([200, '[{result:"Hello, foo!"},{result:"Hello, bar!"}]']);
    expect(reply.headers['x-autobatch-completed']).toBe('2');
  });

  it('BAT-03 runs the elements one after another', async () => {
    await reference.post('/api/Step[]', [{ id: 1 }, { id: 2 }, { id: 3 }]);

    expect(done.filter((text) => !text.startsWith('asked'))).toEqual([
      'begin 1',
      'end 1',
      'begin 2',
      'end 2',
      'begin 3',
      'end 3',
    ]);
  });

  it('BAT-04 answers the first failure as the element alone would have been, with its index', async () => {
    const steps = [{ id: 1 }, { id: 2, fails: true }, { id: 3, fails: true }];
    const alone = await reference.post('/api/Step', steps[1]);
    const reply = await reference.post('/api/Step[]', steps);

    expect([reply.status, reply.statusText]).toEqual([409, 'Conflict']);
    expect(reply.refusal()).toEqual({ ...alone.refusal(), meta: { AutoBatchIndex: '1' } });
    expect(reply.headers['x-autobatch-completed']).toBe('1');
  });

  it('BAT-05 executes nothing after the failure and undoes nothing before it', async () => {
    await reference.post('/api/Step[]', [{ id: 1 }, { id: 2, fails: true }, { id: 3 }]);

    expect(done.filter((text) => !text.startsWith('asked'))).toEqual(['begin 1', 'end 1', 'begin 2']);
  });

  it('BAT-06 executes nothing when an element breaks a rule, and says which', async () => {
    const reply = await reference.post('/api/Step[]', [{ id: 1 }, { id: 2 }, { id: 0 }]);

    expect([reply.status, reply.refusal().errorCode]).toEqual([400, 'GreaterThanOrEqual']);
    expect(reply.refusal().meta).toEqual({ AutoBatchIndex: '2' });
    expect(reply.headers['x-autobatch-completed']).toBeUndefined();
    expect(done.filter((text) => text.startsWith('begin'))).toEqual([]);
  });

  it('BAT-06 executes nothing when an element cannot be read, and says which', async () => {
    const reply = await reference.post('/api/Hello[]', '[{"name":"a"},[]]');

    expect([reply.status, reply.refusal().errorCode]).toEqual([400, 'SerializationException']);
    expect(reply.refusal().meta).toEqual({ AutoBatchIndex: '1' });
    expect(done.filter((text) => text.startsWith('Hello'))).toEqual([]);
  });

  it('BAT-07 answers a null for every void message', async () => {
    const reply = await reference.post('/api/HelloVoid[]', [{ id: 1 }, { id: 2 }]);

    expect([reply.status, reply.text]).toEqual([200, '[null,null]']);
    expect(done.filter((text) => text.startsWith('HelloVoid'))).toEqual(['HelloVoid 1', 'HelloVoid 2']);
  });

  it('BAT-08 answers an empty list with an empty list', async () => {
    const reply = await reference.post('/api/Hello[]', []);

    expect([reply.status, reply.text, reply.headers['x-autobatch-completed']]).toEqual([200, '[]', '0']);
  });

  it('BAT-09 asks the guards before anything is executed', async () => {
    const elements = [{ name: 'a' }, { name: 'b' }];
    const anonymous = await reference.post('/api/SecuredByValidator[]', elements);
    const notManager = await reference.post('/api/ManagersByValidator[]', elements, as('ann', 'Other'));

    expect([anonymous.status, anonymous.refusal().meta]).toEqual([401, { AutoBatchIndex: '0' }]);
    expect([notManager.status, notManager.refusal().meta]).toEqual([403, { AutoBatchIndex: '0' }]);
    expect(done).toEqual([]);
  });

  it('BAT-09 asks filters about every element before anything is executed', async () => {
    const refused = await reference.post(
      '/api/ManagersByValidator[]',
      [{ name: 'a' }, { name: 'enemy' }, { name: 'c' }],
      as('ann', 'Manager'),
    );
    const asked = done.splice(0);
    const passed = await reference.post(
      '/api/ManagersByValidator[]',
      [{ name: 'a' }, { name: 'b' }],
      as('ann', 'Manager'),
    );

    expect([refused.status, refused.refusal().meta]).toEqual([403, { AutoBatchIndex: '1' }]);
    expect(asked).toEqual(['asked ManagersByValidator a', 'asked ManagersByValidator enemy']);
    expect(passed.json()).toEqual([{ result: 'ann a' }, { result: 'ann b' }]);
    expect(done).toEqual(['asked ManagersByValidator a', 'asked ManagersByValidator b', 'passed a', 'passed b']);
  });
});

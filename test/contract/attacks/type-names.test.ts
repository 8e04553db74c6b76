import { Attacker } from './attacker';

/** Names that reach into a registry which is no Map, that are types but no messages, or look like a message's name. */
let attacker: Attacker;
beforeAll(async () => {
  attacker = await Attacker.open();
});
afterAll(() => attacker?.close());

const names = [
  'constructor',
  '__proto__',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  '__defineGetter__',
  'Object',
  'Function',
  'length',
  'size',
  'get',
  'Account',
  'Customer',
  'ResponseStatus',
  'ResponseError',
  'CustomFieldConfigData',
  'BatchRegisterCustomersBase',
  'CustomerQueryResponse',
  'QueryResponse%601',
  'QueryDb%3CCustomer%3E',
  'UpdateCustomerService',
  'CustomerServices',
  'BokaMera.API.ServiceModel.Dtos.UpdateCustomer',
  'UpdateCustomer%5B%5D%5B%5D',
  'UpdateCustomer%20',
  'UpdateCustomer%0d%0aX-Evil:%201',
  'UpdateCust%D0%BEmer',
  'UpdateCustomer%E2%80%8B',
  'U%CC%88pdateCustomer',
  '%EF%BC%B5pdateCustomer',
  'UPDATECU%C5%BFTOMER',
  'CreateResourceT%C4%B0meException',
  'UpdateCustomer;x=1',
  'Nope',
] as const;

describe.each(['/api/', '/api/some/where/', '/json/reply/', '/json/oneway/', '/JSON/Reply/'])('below %s', (place) => {
  it.each(names)('reliability 3.2 #9 answers 405 with one and the same body for %s', async (name) => {
    const nothing = await attacker.send({ path: `${place}NoSuchOperation`, body: {}, user: 'admin@missive.test' });

    const hit = await attacker.send({ path: `${place}${name}`, body: {}, user: 'admin@missive.test' });

    expect([hit.status, hit.text, hit.headers.get('x-evil')]).toEqual([405, nothing.text, null]);
    expect(nothing.code).toBe('NotImplementedException');
  });
});

it.each(['constructor', 'toString', '__proto__', 'NoSuchOperation'])(
  'reliability 3.2 #9 tells a caller who is not known no more about %s',
  async (name) => {
    const anonymous = await attacker.send({ path: `/api/${name}`, body: {} });
    const known = await attacker.send({ path: `/api/${name}`, body: {}, user: 'super@missive.test' });

    expect([anonymous.status, anonymous.text]).toEqual([405, known.text]);
  },
);

it('reliability 3.2 #9 refuses NUL in a name before it looks for it', async () => {
  const hit = await attacker.send({ path: '/api/UpdateCustomer%00', body: {}, user: 'admin@missive.test' });

  expect([hit.status, hit.code]).toEqual([400, 'SerializationException']);
});

describe('`__type`', () => {
  const types = [
    'UpdateCustomer, Missive',
    'System.IO.FileInfo, mscorlib',
    'System.Windows.Data.ObjectDataProvider, PresentationFramework',
    'BatchRegisterAccounts',
    '__proto__',
    '../../../etc/passwd',
  ];
  const id = '33333333-3333-4333-8333-333333333333';

  it.each(types)('reliability 3.2 #9 makes nothing of %j in JSON and JSV', async (name) => {
    const json = await attacker.send({
      verb: 'PUT',
      path: '/api/UpdateCustomer',
      user: 'admin@missive.test',
      body: { __type: name, Id: id, InvoiceAddress: { __type: name }, CustomFields: [{ __type: name, Id: 1 }] },
    });
    const jsv = await attacker.send({
      verb: 'PUT',
      path: '/jsv/reply/UpdateCustomer?format=json',
      user: 'admin@missive.test',
      type: 'application/jsv',
      body: `{__type:"${name}",Id:${id},InvoiceAddress:{__type:"${name}"}}`,
    });

    // Read as the message that the address names, whose customer there is not.
    expect([json.status, json.code, jsv.status, jsv.code]).toEqual([404, 'NotFound', 404, 'NotFound']);
  });
});

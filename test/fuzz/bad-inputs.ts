import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { type BodyForm, contentTypes, encodeBody, jsonText, queryText } from './encode-body';
import { JsonToken, type Tree } from './tree';

/** A bad input with a name (reliability 3.2), and the refusal that it has to get. */
export interface BadInput {
  readonly name: string;
  readonly verb: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  readonly user: 'admin@missive.test' | 'tax@missive.test';
  readonly status: number;
  /** Absent: whichever. */
  readonly errorCode?: string;
}

const id = '33333333-3333-4333-8333-333333333333';
const bodyForms = Object.keys(contentTypes) as BodyForm[];
type Form = BodyForm | 'query';
const forms: readonly Form[] = [...bodyForms, 'query'];
/** Formats whose readers tell levels from texts. */
const structured = ['json', 'jsv', 'jsonl', 'xml', 'x-msgpack'] as const;

/** A customer with everything in it that a mistake can be hidden in. */
const customer = (): Tree => ({
  Id: id,
  Firstname: 'A',
  SubscribedToNewsletter: true,
  CustomFields: [{ Id: 1, Value: 'x' }],
  AccessKeys: [{ AccessKeyTypeId: 1, Value: 'x' }],
  AccessKeysToDelete: [{ Id: id }],
  InvoiceAddress: { InvoiceCity: 'Malmö' },
});

/** The address that reads a format, as a body of the type that says so. */
function sent(form: Form, tree: Tree): Pick<BadInput, 'verb' | 'target' | 'headers' | 'body'> {
  if (form === 'query') {
    return { verb: 'GET', target: `/api/UpdateCustomer?${queryText(tree)}`, headers: {} };
  }
  const isForm = form === 'form' || form === 'multipart';
  return {
    verb: 'PUT',
    target: isForm ? '/api/UpdateCustomer' : `/${form}/reply/UpdateCustomer?format=json`,
    headers: { 'content-type': contentTypes[form] },
    body: encodeBody(form, 'UpdateCustomer', tree),
  };
}

function refused(name: string, form: Form, tree: Tree, more: Partial<BadInput> = {}): BadInput {
  return { name: `${name} in ${form}`, user: 'admin@missive.test', status: 400, ...sent(form, tree), ...more };
}

/** A raw JSON body on the batch of the registration family, whose members nest deepest. */
function registered(name: string, body: string | Buffer, more: Partial<BadInput> = {}): BadInput {
  return {
    name,
    verb: 'POST',
    target: '/api/BatchRegisterAccountsAsync',
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(body as string),
    user: 'tax@missive.test',
    status: 400,
    ...more,
  };
}

const account = (more: object = {}): Tree => ({ id: 0, index: 0, refId: 0, userName: 'bad.input', ...more });
const accounts = (more: object = {}): Tree => ({ accounts: [account(more)] });

// 3.2 #7: beside the members of the message, and inside one, where texts are read as far down as they go.
function poisons(): BadInput[] {
  return ['__proto__', 'constructor', 'prototype'].flatMap((poisonName) =>
    forms.flatMap((form) =>
      [0, 1, 2, 3, 5].map((depth) => {
        const text =
          depth === 0 ? nestedText(poisonName, 0) : `{"InvoiceAddress":${nestedText(poisonName, depth - 1)}}`;
        return refused(`#7 ${poisonName} at depth ${depth}`, form, own(customer(), JSON.parse(text) as Tree));
      }),
    ),
  );
}

function nestedText(name: string, depth: number): string {
  return depth === 0 ? `{"${name}":{"isAdmin":true}}` : `{"x":${nestedText(name, depth - 1)}}`;
}

/** Both, also where a name is `__proto__`. */
function own(tree: Tree, more: Tree): Tree {
  return Object.defineProperties(tree, Object.getOwnPropertyDescriptors(more)) as Tree;
}

// 3.2 #8
function confusions(): BadInput[] {
  const wrong: readonly (readonly [what: string, member: string, value: unknown])[] = [
    ['an object for a Guid', 'Id', { $gt: '' }],
    ['a list for a Guid', 'Id', [id, id]],
    ['a text for a Guid', 'Id', 'x'],
    ['an object for a text', 'Firstname', { $ne: 'x' }],
    ['an object for a bool', 'SubscribedToNewsletter', { a: 1 }],
    ['a text for a bool', 'SubscribedToNewsletter', 'perhaps'],
    ['a text for a list', 'CustomFields', 'x'],
    ['a number for a list', 'AccessKeys', 7],
    ['a list of texts for one of objects', 'AccessKeys', ['x']],
    ['a list of lists for one of objects', 'CustomFields', [[{ Id: 1 }]]],
    ['a text for a number', 'CustomFields', [{ Id: 'x' }]],
    ['a fraction for a whole number', 'CustomFields', [{ Id: 1.5 }]],
    ['an object for a number', 'CustomFields', [{ Id: { a: 1 } }]],
    ['a text for an object', 'InvoiceAddress', 'x'],
    ['a list for an object', 'InvoiceAddress', ['x']],
    ['an object for a text in an object', 'InvoiceAddress', { InvoiceCity: { a: 1 } }],
    ['a hole in a list', 'CustomFields', [null, { Id: 1 }]],
  ];
  // A text member of a query, a form or a table takes the text verbatim, braces and all (http-contract 3.3).
  const isVerbatim = (form: Form, member: string) =>
    member === 'Firstname' && ['query', 'form', 'multipart', 'csv'].includes(form);
  // An element in an element says neither that it is a list nor what it is an item of.
  const isUntold = (form: Form, member: string, value: unknown) =>
    form === 'xml' && Array.isArray(value) && (Array.isArray(value[0]) || member === 'InvoiceAddress');
  return wrong.flatMap(([what, member, value]) =>
    forms
      .filter((form) => !isVerbatim(form, member) && !isUntold(form, member, value))
      .map((form) => refused(`#8 ${what}`, form, { ...customer(), [member]: value })),
  );
}

// 3.2 #4
function depths(): BadInput[] {
  const levels = (count: number) => `${'['.repeat(count)}1${']'.repeat(count)}`;
  const objects = (count: number, open: string) => `${open.repeat(count)}1${'}'.repeat(count)}`;
  const elements = (count: number) => `${'<a>'.repeat(count)}1${'</a>'.repeat(count)}`;
  const texts: Readonly<Record<(typeof structured)[number], (count: number) => readonly (string | Buffer)[]>> = {
    json: (count) => [`{"x":${levels(count)}}`, objects(count, '{"a":')],
    jsonl: (count) => [`{"x":${levels(count)}}`, objects(count, '{"a":')],
    jsv: (count) => [`{x:${levels(count)}}`, objects(count, '{a:')],
    xml: (count) => [`<UpdateCustomer>${elements(count)}</UpdateCustomer>`],
    'x-msgpack': (count) => [
      Buffer.concat([Buffer.from([0x81, 0xa1, 0x78]), Buffer.alloc(count, 0x91), Buffer.from([1])]),
    ],
  };
  return structured.flatMap((form) =>
    [40, 1_000, 200_000].flatMap((count) =>
      texts[form](count)
        // Above the limit of the body that would be the refusal.
        .filter((body) => body.length < 1_000_000)
        .map(
          (body, at): BadInput => ({
            name: `#4 ${count} levels of nesting in ${form}, ${at + 1}`,
            verb: 'PUT',
            target: `/${form}/reply/UpdateCustomer?format=json`,
            headers: { 'content-type': contentTypes[form] },
            body: Buffer.from(body as string),
            user: 'admin@missive.test',
            status: 400,
            errorCode: 'TooDeep',
          }),
        ),
    ),
  );
}

// 3.2 #21, in texts that each format can hold.
function encodings(): BadInput[] {
  const surrogates = ['json', 'jsonl'] as const;
  return [
    ...forms
      .filter((form) => form !== 'xml')
      .map((form) => refused('#21 NUL in a text', form, { ...customer(), Firstname: 'a\0b' })),
    ...surrogates.map((form) => refused('#21 half a surrogate pair', form, { ...customer(), Firstname: 'a\ud800b' })),
    ...['1e999', '9007199254740993', '-1e999', '1e300', '2147483648', '0.5'].flatMap((text) =>
      (['json', 'jsonl', 'jsv', 'csv', 'xml', 'form', 'query'] as const).map((form) =>
        refused(`#21 the number ${text}`, form, { ...customer(), CustomFields: [{ Id: new JsonToken(text) }] }),
      ),
    ),
    ...structured
      .filter((form) => form !== 'x-msgpack')
      .flatMap((form) => {
        const { verb, target, body = Buffer.alloc(0) } = sent(form, customer());
        const type = contentTypes[form];
        const plain = { verb, target, user: 'admin@missive.test', status: 400 } as const;
        return [
          {
            ...plain,
            name: `#21 broken UTF-8 in ${form}`,
            headers: { 'content-type': type },
            body: Buffer.from(body.toString().replace('Malm\u00f6', 'Malm\u00ff'), 'latin1'),
          },
          {
            ...plain,
            name: `#21 UTF-16 in ${form}`,
            headers: { 'content-type': type },
            body: Buffer.from(`\ufeff${body.toString()}`, 'utf16le'),
          },
          ...['utf-7', 'utf-16', 'latin1', 'x'].map((charset) => ({
            ...plain,
            name: `#21 the character set ${charset} of ${form}`,
            headers: { 'content-type': `${type}; charset=${charset}` },
            body,
            status: 415,
            errorCode: 'UnsupportedMediaType',
          })),
        ];
      }),
    ...['%zz', '%', '%ff', '%c0%80', '%ed%a0%80', '%u0041'].flatMap((text): BadInput[] => [
      {
        name: `#21 ${text} in a query`,
        verb: 'GET',
        target: `/api/CustomerQuery?Search=${text}`,
        headers: {},
        user: 'admin@missive.test',
        status: 400,
      },
      {
        name: `#21 ${text} in a path`,
        verb: 'GET',
        target: `/customers/${text}`,
        headers: {},
        user: 'admin@missive.test',
        status: 400,
      },
      {
        name: `#21 ${text} in a form`,
        verb: 'PUT',
        target: '/api/UpdateCustomer',
        headers: { 'content-type': contentTypes.form },
        body: Buffer.from(`Id=${id}&Firstname=${text}`),
        user: 'admin@missive.test',
        status: 400,
      },
    ]),
  ];
}

// Structure that is none, per format.
function malformed(): BadInput[] {
  const texts: Readonly<Partial<Record<BodyForm, readonly string[]>>> = {
    json: [
      '{',
      '}',
      '{"Id":}',
      '{"Id":1',
      "{'Id':1}",
      '{"Id":1,}',
      '[1]',
      '"x"',
      '1',
      'null',
      'true',
      '{"Id":"\\x"}',
      '{"a":1}x',
      'NaN',
    ],
    jsonl: ['{', '{"Id":1', '1\n', '"x"\n', '{"Id":}\n', 'x\n'],
    jsv: ['{', '{Id', '{Id:', '{Id:1', '[{Id:1}', '{Id:"x}', '{Id:{a:1}', 'x', '{Id:1}}', '"'],
    csv: ['"', 'Id\n"x', 'Id,Name\n1,2,3\n', '"Id', 'Id\n1"2"\n'],
    xml: [
      '<',
      '<a',
      '<a>',
      '<a></b>',
      '<a b></a>',
      'x',
      '<a>&nope;</a>',
      '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
      '<a/><b/>',
      '<a>&#0;</a>',
      '<?xml version="9"?><a',
    ],
    'x-msgpack': [
      '\x81',
      '\x81\xa2Id',
      '\xc1',
      '\xdf\xff\xff\xff\xff',
      '\x93\x01',
      '\xdd\xff\xff\xff\xff\x01',
      '\x01\x02',
    ],
    multipart: [
      'x',
      '--fuzz-7d1',
      '--fuzz-7d1\r\n',
      '--fuzz-7d1\r\n\r\nx\r\n--fuzz-7d1--\r\n',
      '--fuzz-7d1\r\nContent-Disposition: form-data; name="Id"\r\n\r\nx',
    ],
  };
  return (Object.entries(texts) as [BodyForm, readonly string[]][]).flatMap(([form, list]) =>
    list.map(
      (text): BadInput => ({
        name: `malformed ${form}: ${JSON.stringify(text)}`,
        verb: 'PUT',
        target: form === 'multipart' ? '/api/UpdateCustomer' : `/${form}/reply/UpdateCustomer?format=json`,
        headers: { 'content-type': contentTypes[form] },
        body: Buffer.from(text, 'latin1'),
        user: 'admin@missive.test',
        status: 400,
      }),
    ),
  );
}

// 3.2 #9
function typeNames(): BadInput[] {
  const names = [
    'constructor',
    '__proto__',
    'toString',
    'hasOwnProperty',
    'Account',
    'ResponseStatus',
    'CustomFieldConfigData',
    'CustomerQueryResponse',
    'BatchRegisterCustomersBase',
    'UpdateCustomer%5B%5D%5B%5D',
    'Updаtecustomer',
    'Nope',
  ];
  const places = ['/api/', '/api/x/', '/json/reply/', '/json/oneway/'];
  return names.flatMap((name) =>
    places.map(
      (place): BadInput => ({
        name: `#9 ${place}${name}`,
        verb: 'POST',
        target: `${place}${/[^\x20-\x7e]/.test(name) ? encodeURIComponent(name) : name}`,
        headers: { 'content-type': 'application/json' },
        body: Buffer.from('{}'),
        user: 'admin@missive.test',
        status: 405,
        errorCode: 'NotImplementedException',
      }),
    ),
  );
}

// 3.2 #1, #2, #22
function amplifications(): BadInput[] {
  const batch = (name: string, value: unknown, errorCode?: string): BadInput => ({
    name: `#2 ${name}`,
    verb: 'POST',
    target: '/api/UpdateCustomer[]',
    headers: { 'content-type': 'application/json', 'x-http-method-override': 'PUT' },
    body: Buffer.from(jsonText(value)),
    user: 'admin@missive.test',
    status: 400,
    errorCode,
  });
  const times = (count: number, value: unknown) => Array.from({ length: count }, () => value);
  return [
    batch('1,001 elements', times(1_001, customer()), 'TooManyRequestsInBatch'),
    batch('10,000 empty elements', times(10_000, {}), 'TooManyRequestsInBatch'),
    batch('a batch in a batch', [[customer()]]),
    batch('an element that is null', [null]),
    batch('an element that is a text', ['x']),
    batch('an object in place of the list', customer()),
    registered('#1 1,001 accounts', jsonText({ accounts: times(1_001, account()) })),
    registered('#1 10,000 accounts', jsonText({ accounts: times(10_000, account()) })),
    registered(
      '#22 1,000 accounts that cannot be read',
      jsonText({ accounts: times(1_000, account({ birthDate: 'x'.repeat(200) })) }),
      {
        errorCode: 'SerializationException',
      },
    ),
    registered('#8 an account that is a hole', '{"accounts":[null]}', { errorCode: 'SerializationException' }),
    registered('#8 a birth date that is none', jsonText(accounts({ birthDate: '2024-02-30' })), {
      errorCode: 'SerializationException',
    }),
  ];
}

// 3.2 #5: 32 MiB in a few KiB, for every reader; and compressed bodies that are none.
function bombs(): BadInput[] {
  const size = 32 * 2 ** 20;
  const packed: readonly (readonly [encoding: string, body: Buffer])[] = [
    ['gzip', gzipSync(Buffer.alloc(size, 0x20))],
    ['deflate', deflateSync(Buffer.alloc(size, 0x20))],
    ['br', brotliCompressSync(Buffer.alloc(size, 0x20))],
  ];
  const to = (form: BodyForm, encoding: string, body: Buffer, status: number): BadInput => ({
    name: `#5 ${status === 413 ? 'a bomb' : 'broken bytes'} of ${encoding} as ${form}`,
    verb: 'PUT',
    target:
      form === 'form' || form === 'multipart' ? '/api/UpdateCustomer' : `/${form}/reply/UpdateCustomer?format=json`,
    headers: { 'content-type': contentTypes[form], 'content-encoding': encoding },
    body,
    user: 'admin@missive.test',
    status,
  });
  return bodyForms.flatMap((form) =>
    packed.flatMap(([encoding, body]) => [
      to(form, encoding, body, 413),
      to(form, encoding, Buffer.from('this is not compressed'), 400),
    ]),
  );
}

/** All of them: each has a name of its own. */
export function badInputs(): BadInput[] {
  return [
    ...poisons(),
    ...confusions(),
    ...depths(),
    ...encodings(),
    ...malformed(),
    ...typeNames(),
    ...amplifications(),
    ...bombs(),
  ];
}

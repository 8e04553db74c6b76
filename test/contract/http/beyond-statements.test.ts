import { EventEmitter } from 'node:events';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { Dto, IsNotEmpty, IsOptional, Min, MultipartField, Prop, ResponseError, Returns } from '../../../dtos';
import { AppHost, Handles, HttpError, HttpResult, Service } from '../../../src/engine';
import { HelloResponse, SubType } from './reference-dtos';
import { type Reference, startReference } from './reference-host';

/** What http-contract says in its text and in no numbered statement of section 11. */

@Returns('HelloResponse')
@Dto()
class Checked {
  @Prop('string') how!: string;
  @Prop('int') count!: number;
}

@Returns('HelloResponse')
@Dto()
class Greet {
  @Prop('string') @IsNotEmpty() name!: string;
  @Prop('int?') @IsOptional() @Min(1) times?: number;
}
@Returns('HelloResponse')
@Dto()
class GreetWithoutList {
  @Prop('string') name?: string;
}

@Dto()
class Price {
  @Prop('decimal') amount?: string;
  @Prop('string') currencyCode?: string;
}

@Returns('Fields')
@Dto()
class Fields {
  @Prop('List<SubType>') @MultipartField('application/json') subs?: SubType[];
  @Prop('string') @MultipartField('application/json') title?: string;
  @Prop('List<decimal>') @MultipartField('application/json') prices?: string[];
  @Prop('List<SubType>') @MultipartField('text/csv') table?: SubType[];
  @Prop('SubType') @MultipartField('application/jsv') sub?: SubType;
  @Prop('List<string>') tags?: string[];
  constructor(init?: Partial<Fields>) {
    Object.assign(this, init);
  }
}

@Returns('Named')
@Dto()
class Named {
  @Prop('string') firstName?: string;
  @Prop('List<Price>') allPrices?: Price[];
  @Prop('string') last_name?: string;
  constructor(init?: Partial<Named>) {
    Object.assign(this, init);
  }
}

@Returns('Stream')
@Dto()
class BrokenStream {
  @Prop('string') how!: string;
}

/** As libraries had them before Readable. */
class OldStream extends EventEmitter {
  constructor() {
    super();
    setImmediate(() => this.emit('error', new Error('the disk is gone')));
  }
  pipe(): void {}
}

const seen: string[] = [];
const streams: Readable[] = [];

const failures = (count: number) =>
  [
    new ResponseError({ errorCode: 'Taken', fieldName: 'Email', message: 'The address is taken.' }),
    new ResponseError({ errorCode: 'TooYoung', fieldName: 'Age', message: 'Wait a year.' }),
  ].slice(0, count);

class TextServices extends Service {
  @Handles(Checked, 'ANY')
  checked({ how, count }: Checked): HelloResponse {
    if (how === 'error') throw HttpError.validationError(failures(count));
    if (how === 'exception') throw HttpError.validationException(failures(count));
    throw HttpError.validation(failures(count));
  }

  @Handles(Greet, 'POST')
  greet({ name }: Greet): HelloResponse {
    seen.push(`one ${name}`);
    return new HelloResponse({ result: `Hello, ${name}!` });
  }
  @Handles(Greet, 'POST', { isBatch: true })
  greetAll(requests: Greet[]): HelloResponse[] {
    seen.push(`all ${requests.map(({ name }) => name).join()}`);
    if (requests.some(({ name }) => name === 'nobody')) throw HttpError.conflict('Nobody is greeted.');
    return requests.map(({ name }) => new HelloResponse({ result: `Hello all, ${name}!` }));
  }
  @Handles(GreetWithoutList, 'POST')
  greetWithoutList({ name }: GreetWithoutList): HelloResponse {
    return new HelloResponse({ result: name });
  }

  @Handles(Fields, 'POST')
  fields(request: Fields): Fields {
    return request;
  }
  @Handles(Named, 'ANY')
  named(request: Named): Named {
    return new Named({ ...request });
  }

  @Handles(BrokenStream, 'ANY')
  broken({ how }: BrokenStream): unknown {
    if (how === 'old') return new OldStream();
    const stream = new Readable({ read: () => undefined });
    streams.push(stream);
    if (how !== 'filter') setImmediate(() => stream.destroy(new Error('the disk is gone')));
    return how === 'result' ? new HttpResult({ response: stream, contentType: 'text/plain' }) : stream;
  }
}

let reference: Reference;
beforeAll(async () => {
  reference = await startReference({
    profile: 'system',
    services: [TextServices],
    features: [
      {
        name: 'slow answers',
        register: (builder) =>
          builder.responseFilter(
            async (context) => {
              if (context.operation?.name !== 'BrokenStream') return;
              await delay(30);
              if ((context.queryString ?? '').includes('filter')) throw HttpError.conflict('The filter refuses.');
            },
            { isGlobal: true },
          ),
      },
    ],
  });
});
beforeEach(() => {
  seen.length = 0;
  streams.length = 0;
});
afterAll(() => reference?.close());

describe('http-contract 5.4: validation thrown inside a Service', () => {
  it.each([
    ['rules', 2, 'Taken', 'The address is taken.'],
    ['error', 1, 'Taken', 'The address is taken.'],
    ['error', 2, 'Taken', 'The address is taken.\n\n  - The address is taken. [Email]\n  - Wait a year. [Age]'],
    ['exception', 1, 'ValidationException', 'Validation failed: \n -- Email: The address is taken.'],
    [
      'exception',
      2,
      'ValidationException',
      'Validation failed: \n -- Email: The address is taken.\n -- Age: Wait a year.',
    ],
  ])('by %s with %i failures is 400 %s', async (how, count, errorCode, message) => {
    const reply = await reference.post('/api/Checked', { how, count });

    expect(reply.status).toBe(400);
    expect(reply.refusal()).toMatchObject({ errorCode, message });
    expect(reply.refusal().errors).toHaveLength(count);
    expect(reply.refusal().errors?.[0]).toEqual({
      errorCode: 'Taken',
      fieldName: 'Email',
      message: 'The address is taken.',
    });
  });
});

describe('http-contract 2.7: an operation with a handler of its own for batches', () => {
  it('receives the list and is called once', async () => {
    const reply = await reference.post('/api/Greet[]', [{ name: 'A' }, { name: 'B' }]);

    expect(reply.status).toBe(200);
    expect(reply.json()).toEqual([{ result: 'Hello all, A!' }, { result: 'Hello all, B!' }]);
    expect(seen).toEqual(['all A,B']);
  });

  it('is not called for an empty list, which no guard has let in', async () => {
    expect((await reference.post('/json/reply/Greet%5B%5D', [])).text).toBe('[]');
    expect(seen).toEqual([]);
  });

  it('still answers a lone message by the other method', async () => {
    expect((await reference.post('/api/Greet', { name: 'A' })).json()).toEqual({ result: 'Hello, A!' });
    expect(seen).toEqual(['one A']);
  });

  it('is not called when the rules refuse one element, which is named', async () => {
    const reply = await reference.post('/api/Greet[]', [{ name: 'A', times: 1 }, { name: '' }]);

    expect(reply.status).toBe(400);
    expect(reply.refusal()).toMatchObject({ errorCode: 'NotEmpty', meta: { AutoBatchIndex: '1' } });
    expect(seen).toEqual([]);
  });

  it('fails as a whole, which is no element’s failure', async () => {
    const reply = await reference.post('/api/Greet[]', [{ name: 'A' }, { name: 'nobody' }]);

    expect(reply.status).toBe(409);
    expect(reply.refusal().meta?.AutoBatchIndex).toBeUndefined();
  });

  it('keeps the limit of batches', async () => {
    const reply = await reference.post('/api/Greet[]', new Array(1001).fill({ name: 'A' }));

    expect([reply.status, reply.refusal().errorCode]).toEqual([400, 'TooManyRequestsInBatch']);
    expect(seen).toEqual([]);
  });

  it('leaves operations without one to the loop', async () => {
    const reply = await reference.post('/api/GreetWithoutList[]', [{ name: 'A' }]);

    expect(reply.headers['x-autobatch-completed']).toBe('1');
    expect(reply.json()).toEqual([{ result: 'A' }]);
  });

  it('may not be declared twice for one verb', () => {
    class Twice extends Service {
      @Handles(GreetWithoutList, 'POST', { isBatch: true })
      first(): unknown[] {
        return [];
      }
      @Handles(GreetWithoutList, 'POST', { isBatch: true })
      second(): unknown[] {
        return [];
      }
    }

    expect(() => new AppHost({ services: [Twice] })).toThrow(/answers POST of GreetWithoutList\[\], as does Twice/);
  });
});

const boundary = 'xYz';
function form(fields: Record<string, string>): string {
  const parts = Object.entries(fields).map(
    ([name, text]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`,
  );
  return `${parts.join('')}--${boundary}--\r\n`;
}
const formType = { 'content-type': `multipart/form-data; boundary=${boundary}` };

describe('http-contract 3.7: a form field in a format of its own', () => {
  it.each([
    ['JSON', { subs: '[{"id":1,"name":"a,b"}]' }, { subs: [{ id: 1, name: 'a,b' }] }],
    ['JSON of a text', { title: '"two\\nlines"' }, { title: 'two\nlines' }],
    ['JSON of nothing', { title: 'null', tags: '[a]' }, { tags: ['a'] }],
    [
      'CSV',
      { table: 'Id,Name\r\n1,"a,b"\r\n2,c' },
      {
        table: [
          { id: 1, name: 'a,b' },
          { id: 2, name: 'c' },
        ],
      },
    ],
    ['JSV', { sub: '{id:1,tags:[a,b]}' }, { sub: { id: 1, tags: ['a', 'b'] } }],
    ['JSV where nothing is said', { tags: '[a,"b,c"]' }, { tags: ['a', 'b,c'] }],
  ])('is read as %s', async (_format, fields, bound) => {
    const reply = await reference.post('/api/Fields', form(fields), formType);

    expect(reply.status).toBe(200);
    expect(reply.json()).toEqual(bound);
  });

  it('keeps the digits of Decimals', async () => {
    const reply = await reference.post('/api/Fields', form({ prices: '[1.10,12345678901234567890.12]' }), formType);

    expect(reply.text).toBe('{"prices":[1.10,12345678901234567890.12]}');
  });

  it.each([
    ['subs', '[{id:1}]'],
    ['subs', '{"id":1}'],
    ['title', 'bare text'],
    ['title', '"\\u0000"'],
    ['table', 'Id,Name\r\n1'],
    ['sub', '{id:x}'],
  ])('%s: %s is refused with the name of the field', async (name, text) => {
    const reply = await reference.post('/api/Fields', form({ [name]: text }), formType);

    expect(reply.status).toBe(400);
    expect(reply.refusal().errors).toMatchObject([{ errorCode: 'SerializationException', fieldName: name }]);
  });

  it('reliability 3.2 #7 refuses poisoned names in it (decisions D5)', async () => {
    const reply = await reference.post('/api/Fields', form({ subs: '[{"__proto__":{"id":1}}]' }), formType);

    expect(reply.status).toBe(400);
  });

  it.each([
    ['application/x-unknown', 'string'],
    ['text/csv', 'string'],
  ])('%s for a %s stops the start, naming the file', async (contentType, type) => {
    class Unreadable {}
    Prop(type)(Unreadable.prototype, 'text');
    MultipartField(contentType)(Unreadable.prototype, 'text');
    Dto()(Unreadable);
    class Unread extends Service {
      any(): void {}
    }
    Handles(Unreadable)(Unread.prototype, 'any');

    const start = async () => new AppHost({ services: [Unread] }).start();

    await expect(start()).rejects.toThrow(/Unreadable\.text \(.*beyond-statements.*\) cannot be a form field/);
  });
});

describe('http-contract 3.2: names with underscores and hyphens', () => {
  const prices = [{ amount: 1, currencyCode: 'SEK' }];

  it.each(['pc:lenient', 'tc:snakecase', 'elun'])(
    'bind with jsconfig=%s, and without it they do not',
    async (asked) => {
      const body = { first_name: 'A', all_prices: [{ amount: 1, 'currency-code': 'SEK' }] };

      const strict = await reference.post('/api/Named', body);
      const lenient = await reference.post(`/api/Named?jsconfig=${asked}`, body);

      expect(strict.json()).toEqual({});
      expect(lenient.text.replaceAll('_', '').toLowerCase()).toBe(
        JSON.stringify({ firstName: 'A', allPrices: prices }).toLowerCase(),
      );
    },
  );

  it.each([
    ['GET', '/api/Named?jsconfig=pc:lenient&first_name=A&all-prices=[{currency_code:SEK,amount:1}]', undefined, {}],
    [
      'POST',
      '/jsv/reply/Named?format=json&jsconfig=pc:l',
      '{first_name:A,all_prices:[{currency_code:SEK,amount:1}]}',
      {},
    ],
    [
      'POST',
      '/csv/reply/Named?format=json&jsconfig=pc:l',
      'first_name,all_prices\r\nA,"[{currency_code:SEK,amount:1}]"',
      { 'content-type': 'text/csv' },
    ],
    [
      'POST',
      '/api/Named?jsconfig=pc:l',
      'first-name=A&all_prices=[{currency_code:SEK,amount:1}]',
      { 'content-type': 'application/x-www-form-urlencoded' },
    ],
  ])('bind from %s %s', async (verb, path, body, headers) => {
    const reply = await reference.call(verb, path, body, headers as Record<string, string>);

    expect(reply.status).toBe(200);
    expect(reply.json()).toEqual({ firstName: 'A', allPrices: prices });
  });

  it('keeps the digits of a Decimal whose name is written so', async () => {
    const digits = '12345678901234567890.10';
    const reply = await reference.post('/api/Named?jsconfig=pc:l', `{"all_prices":[{"am-ount":${digits}}]}`, {
      'content-type': 'application/json',
    });

    expect(reply.text).toBe(`{"allPrices":[{"amount":${digits}}]}`);
  });

  it('find the member that is called so, and after it the one that resembles it', async () => {
    const reply = await reference.post('/api/Named?jsconfig=pc:l', { last_name: 'exact', firstname: 'x' });
    const other = await reference.post('/api/Named?jsconfig=pc:l', { lastName: 'like' });

    expect(reply.json()).toEqual({ last_name: 'exact', firstName: 'x' });
    expect(other.json()).toEqual({ last_name: 'like' });
  });

  it('reliability 3.2 #7 are refused all the same when they are poisoned (decisions D5)', async () => {
    const reply = await reference.post('/api/Named?jsconfig=pc:l', '{"__proto__":"x"}', {
      'content-type': 'application/json',
    });

    expect(reply.status).toBe(400);
  });
});

describe('http-contract 1.3: a stream that fails while response filters run', () => {
  it.each(['stream', 'result', 'old'])('answers 500, and the process lives on: %s', async (how) => {
    const reply = await reference.get(`/api/BrokenStream?how=${how}`);
    await reference.call('HEAD', `/api/BrokenStream?how=${how}`);
    const next = await reference.get('/api/Hello?name=A');

    expect(reply.status).toBe(500);
    expect(next.status).toBe(200);
  });

  it('is destroyed when a filter refuses the answer', async () => {
    const reply = await reference.get('/api/BrokenStream?how=filter');

    expect(reply.status).toBe(409);
    expect(streams.map(({ destroyed }) => destroyed)).toEqual([true]);
  });
});

describe('http-contract 3.3: JSON inside a parameter', () => {
  it('holds no NUL either', async () => {
    const reply = await reference.get(`/api/AllTypes?sub=${encodeURIComponent('{"name":"\\u0000"}')}`);

    expect(reply.status).toBe(400);
    expect(reply.refusal().errors).toMatchObject([{ fieldName: 'sub' }]);
  });
});

import { Dto, Prop, Returns, Route } from '../../../dtos';
import { type Feature, Handles, Service } from '../../../src/engine';
import { Access, AllTypesResponse, Colour, Size, type SubType } from './reference-dtos';
import { type Profile, profiles, type Reference, startReference } from './reference-host';

/** Names that show where capitals end. */
@Returns('Named')
@Route('/named')
@Dto()
class Named {
  @Prop('int') Id = 1;
  @Prop('string') URL = 'a';
  @Prop('string') IPAddress = 'b';
  @Prop('string') UserID = 'c';
  @Prop('int') A1B = 2;
  @Prop('string') IP4 = 'd';
  @Prop('string') firstName = 'e';
}

/** Answers a certain value, which no request could make. */
@Returns('AllTypesResponse')
@Dto()
class Sample {
  @Prop('string') name!: string;
}

const samples: Readonly<Record<string, () => Partial<AllTypesResponse>>> = {
  nulls: () => ({
    name: null as never,
    nullableId: undefined,
    meta: { a: null as never, B: 'b' },
    tags: ['x', null as never],
  }),
  empty: () => ({ tags: [], meta: {}, subs: [] }),
  dates: () => ({ at: '2001-01-01T00:00:00Z', nullableAt: '2001-01-01T12:30:15.250Z', day: '2001-01-31' }),
  guid: () => ({ guid: 'ea762009-b66c-410b-9bf5-ce21ad519249' }),
  spans: () => ({ duration: 'PT0S', nullableDuration: 'P1DT2H30M5.5S' }),
  bytes: () => ({ bytes: Buffer.from([0, 1, 255]).toString('base64') }),
  enums: () => ({ colour: Colour.DarkBlue, size: Size.Large, access: Access.Read | Access.Delete }),
  texts: () => ({ name: 'å/ü <b> "q" \\ \n\r\t\f\b \u0001\u001f 😀', uri: 'http://a/b' }),
  keys: () => ({ meta: { A: '1', bC: '2', 'd e': '3' }, byName: { X: { id: 1 } as SubType } }),
};

class SampleService extends Service {
  @Handles(Sample)
  any({ name }: Sample): AllTypesResponse {
    return new AllTypesResponse(samples[name]?.());
  }
}

class NamedService extends Service {
  @Handles(Named)
  any(): Named {
    return new Named();
  }
}

const inPascalCase: Feature = {
  name: 'named',
  presentation: { serviceName: 'named', textCase: 'PascalCase' },
  register: (host) => host.service(NamedService, () => new NamedService()),
};

const references = new Map<Profile, Reference>();
beforeAll(async () => {
  for (const profile of profiles) {
    const reference = await startReference({ profile, services: [SampleService], features: [inPascalCase] });
    references.set(profile, reference);
  }
});
afterAll(async () => {
  for (const reference of references.values()) await reference.close();
});

async function jsonOf(profile: Profile, path: string): Promise<string> {
  const reply = await references.get(profile)?.get(path);
  expect(reply?.status).toBe(200);
  return reply?.text ?? '';
}

describe.each(profiles)('JSON, %s profile', (profile) => {
  const sample = (name: string) => jsonOf(profile, `/api/Sample?name=${name}`);

  it('FMT-10 writes names in camelCase', async () => {
    const text = await jsonOf(profile, '/api/Named?jsconfig=eccn');

    expect(text).toBe('{"id":1,"url":"a","ipAddress":"b","userID":"c","a1B":2,"iP4":"d","firstName":"e"}');
  });

  it('FMT-11 keeps the case of dictionary keys', async () => {
    expect(await sample('keys')).toContain('"meta":{"A":"1","bC":"2","d e":"3"}');
    expect(await sample('keys')).toContain('"byName":{"X":{');
  });

  it('FMT-12 leaves out null members and null values, and keeps null items', async () => {
    const text = await sample('nulls');

    expect(text).toContain('"tags":["x",null]');
    expect(text).toContain('"meta":{"B":"b"}');
    expect(text).not.toMatch(/"name"|"nullableId"|"a":/);
  });

  it('FMT-13 writes empty lists and dictionaries', async () => {
    const text = await sample('empty');

    expect(text).toContain('"tags":[],"subs":[],"meta":{}');
    expect(text).not.toContain('"ids"');
  });

  it('FMT-16 writes time spans as durations', async () => {
    const text = await sample('spans');

    expect(text).toContain('"duration":"PT0S","nullableDuration":"P1DT2H30M5.5S"');
  });

  it('FMT-17 writes bytes as base64', async () => {
    expect(await sample('bytes')).toContain('"bytes":"AAH/"');
  });

  it('FMT-18 writes enums by name, and flags as a number', async () => {
    expect(await sample('enums')).toContain('"colour":"dark-blue","size":"Large","access":5');
  });

  it('FMT-19 writes everything raw but quotes, backslashes and control characters', async () => {
    expect(await sample('texts')).toContain('"name":"å/ü <b> \\"q\\" \\\\ \\n\\r\\t\\f\\b \\u0001\\u001F 😀"');
    expect(await sample('texts')).toContain('"uri":"http://a/b"');
  });
});

describe('JSON of one profile', () => {
  it('FMT-12 writes value types at their default in classic: numbers, truths, dates, Guids, durations', async () => {
    const text = await jsonOf('classic', '/api/Sample?name=none');

    expect(text.startsWith('{"id":0,"byte":0,"short":0,')).toBe(true);
    for (const member of [
      '"decimal":0',
      '"isOn":false',
      '"guid":"00000000000000000000000000000000"',
      '"at":"\\/Date(-62135596800000)\\/"',
      '"duration":"PT0S"',
      '"access":0',
    ])
      expect(text).toContain(member);
    expect(text).not.toMatch(/null|"name"|"nullable/);
  });
  it('FMT-12 writes value types that a Service has set, defaults included, in system', async () => {
    const reply = await references.get('system')?.post('/api/AllTypes', { id: 0, isOn: false, access: 0 });

    expect(reply?.text).toBe('{"id":0,"isOn":false,"access":0}');
  });

  it('FMT-14 writes dates as \\/Date(ms)\\/ in classic', async () => {
    const text = await jsonOf('classic', '/api/Sample?name=dates');

    expect(text).toContain('"at":"\\/Date(978307200000)\\/"');
    expect(text).toContain('"nullableAt":"\\/Date(978352215250)\\/"');
    expect(text).toContain('"day":"2001-01-31"');
    expect((JSON.parse(text) as AllTypesResponse).at).toBe('/Date(978307200000)/');
  });
  it('FMT-14 writes dates as ISO-8601 in system', async () => {
    const text = await jsonOf('system', '/api/Sample?name=dates');

    expect(text).toBe('{"at":"2001-01-01T00:00:00Z","nullableAt":"2001-01-01T12:30:15.250Z","day":"2001-01-31"}');
  });

  it('FMT-15 writes Guids as 32 digits in classic, dashed in system', async () => {
    expect(await jsonOf('classic', '/api/Sample?name=guid')).toContain('"guid":"ea762009b66c410b9bf5ce21ad519249"');
    expect(await jsonOf('system', '/api/Sample?name=guid')).toBe('{"guid":"ea762009-b66c-410b-9bf5-ce21ad519249"}');
  });
});

import { connect } from 'node:net';
import { Dto, Prop, Restrict, Returns, Route, ValidateHasRole } from '../../../dtos';
import {
  AppHost,
  allFormats,
  anonymous,
  Handles,
  MetadataFeature,
  NativeTypesFeature,
  OpenApiFeature,
  Service,
} from '../../../src/engine';
import { accessOf, readRestriction } from '../../../src/engine/metadata/restriction';
import { dtoTypeOf } from '../../../src/engine/metadata/type-reader';

/** What `@Restrict({ accessTo })` keeps out, at every address form (http-contract 1.1, step 15; metadata-and-types 1.1, 3). */

@Dto()
class DoorAnswer {
  @Prop('string') opened?: string;
  constructor(init?: Partial<DoorAnswer>) {
    Object.assign(this, init);
  }
}
@Dto()
class Door {
  @Prop('string') name?: string;
  constructor(init?: Partial<Door>) {
    Object.assign(this, init);
  }
  getMethod(): string {
    return 'POST';
  }
  createResponse(): DoorAnswer {
    return new DoorAnswer();
  }
}
@Dto()
class SecretOfStaff {
  @Prop('string') combination?: string;
}
@Restrict({ accessTo: 'Localhost' })
@Route('/doors/staff')
@Returns('DoorAnswer')
@Dto()
class StaffDoor extends Door {
  @Prop('SecretOfStaff') secret?: SecretOfStaff;
}
@Restrict({ accessTo: 'InternalNetworkAccess' })
@Returns('DoorAnswer')
@Dto()
class OfficeDoor extends Door {}
@Restrict({ accessTo: 'External' })
@Returns('DoorAnswer')
@Dto()
class StreetDoor extends Door {}
@Restrict({ accessTo: 'None' })
@Returns('DoorAnswer')
@Dto()
class WalledUpDoor extends Door {}
@Restrict({ accessTo: 'InProcess' })
@Returns('DoorAnswer')
@Dto()
class InnerDoor extends Door {}
@Restrict({ accessTo: 'HttpPost, HttpPut, Json, Jsv, Reply' })
@Returns('DoorAnswer')
@Dto()
class NarrowDoor extends Door {}
@Restrict({ accessTo: 'Secure' })
@Returns('DoorAnswer')
@Dto()
class SecureDoor extends Door {}
@Restrict({ accessTo: 'MessageQueue' })
@Returns('DoorAnswer')
@Dto()
class QueueDoor extends Door {}
@Restrict({ accessTo: 'AnyNetworkAccessType, AnyFormat, AnyHttpMethod, Json' })
@Returns('DoorAnswer')
@Dto()
class OpenDoor extends Door {}
@Restrict({ accessTo: 'Localhost' })
@ValidateHasRole('Porter')
@Returns('DoorAnswer')
@Dto()
class PorterDoor extends Door {}
@Returns('DoorAnswer')
@Dto()
class KnockFromInside extends Door {}
@Restrict({ accessTo: 'Lokalhost' })
@Dto()
class MisspeltDoor {}

const opened: string[] = [];
class Doors extends Service {
  @Handles(StaffDoor, 'ANY')
  @Handles(OfficeDoor, 'ANY')
  @Handles(StreetDoor, 'ANY')
  @Handles(WalledUpDoor, 'ANY')
  @Handles(InnerDoor, 'ANY')
  @Handles(NarrowDoor, 'ANY')
  @Handles(SecureDoor, 'ANY')
  @Handles(QueueDoor, 'ANY')
  @Handles(OpenDoor, 'ANY')
  @Handles(PorterDoor, 'ANY')
  open(request: Door): DoorAnswer {
    opened.push(request.constructor.name);
    return new DoorAnswer({ opened: request.name });
  }
  @Handles(KnockFromInside, 'ANY')
  knock(request: KnockFromInside): Promise<DoorAnswer> {
    return this.send(new InnerDoor({ name: request.name }));
  }
}

const host = new AppHost({ services: [Doors], trustedProxies: ['127.0.0.1'] });
const nativeTypes = new NativeTypesFeature({ operations: () => shown.operations });
const shown: AppHost = new AppHost({
  services: [Doors],
  trustedProxies: ['127.0.0.1'],
  features: [
    nativeTypes,
    new OpenApiFeature({ operations: () => shown.operations }),
    new MetadataFeature({
      operations: () => shown.operations,
      nativeTypes: nativeTypes.nativeTypes,
      formats: allFormats,
    }),
  ],
});

beforeAll(async () => {
  await host.listen(0);
  await shown.listen(0);
});
afterAll(async () => {
  await host.close();
  await shown.close();
});
beforeEach(() => void opened.splice(0));

const callers = { Localhost: '127.0.0.1', LocalSubnet: '192.168.1.20', External: '203.0.113.9' } as const;
type Caller = keyof typeof callers;

interface Asking {
  readonly verb?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}
function ask(caller: Caller, path: string, { verb = 'POST', body, headers }: Asking = {}): Promise<Response> {
  const from = { 'x-forwarded-for': callers[caller], 'content-type': 'application/json', ...headers };
  return fetch(`${host.url}${path}`, {
    method: verb,
    body: body ?? (verb === 'POST' ? '{}' : undefined),
    headers: from,
  });
}
async function refusalOf(response: Response): Promise<unknown> {
  const { responseStatus } = (await response.json()) as { responseStatus: { errorCode: string; message: string } };
  return [response.status, responseStatus.errorCode, responseStatus.message];
}

describe('a restriction to networks', () => {
  const forms: readonly (readonly [path: string, asking: Asking])[] = [
    ['/doors/staff', {}],
    ['/doors/staff?format=json', { verb: 'GET' }],
    ['/api/StaffDoor', {}],
    ['/api/staffdoor', {}],
    ['/api/StaffDoor?name=a', { verb: 'GET' }],
    ['/api/StaffDoor.csv?format=json', {}],
    ['/api/x/StaffDoor', {}],
    ['/json/reply/StaffDoor', {}],
    ['/json/oneway/StaffDoor', {}],
    ['/api/StaffDoor[]', { body: '[{}]' }],
    ['/api/StaffDoor%5B%5D', { body: '[{},{}]' }],
    ['/json/reply/StaffDoor[]', { body: '[{}]' }],
    ['/json/oneway/StaffDoor[]', { body: '[{}]' }],
    ['/doors/staff', { headers: { 'x-http-method-override': 'PUT' } }],
  ];

  it.each(forms)('reliability 3.1 API5: keeps outsiders out at %s %j', async (path, asking) => {
    const outside = await ask('External', path, asking);

    expect(await refusalOf(outside)).toEqual([
      403,
      'UnauthorizedAccessException',
      'StaffDoor cannot be called from this network.',
    ]);
    expect(opened).toEqual([]);
    expect((await ask('Localhost', path, asking)).status).toBe(200);
    expect(opened.length).toBeGreaterThan(0);
  });

  it.each([
    ['OfficeDoor', 'Localhost', 200],
    ['OfficeDoor', 'LocalSubnet', 200],
    ['OfficeDoor', 'External', 403],
    ['StreetDoor', 'External', 200],
    ['StreetDoor', 'LocalSubnet', 403],
    ['StreetDoor', 'Localhost', 403],
    ['WalledUpDoor', 'Localhost', 403],
    ['InnerDoor', 'Localhost', 403],
    ['QueueDoor', 'Localhost', 403],
    ['OpenDoor', 'External', 200],
  ] as const)('answers a call of %s from %s with %i', async (name, caller, status) => {
    const answer = await ask(caller, `/api/${name}`);

    expect([answer.status, opened]).toEqual([status, status === 200 ? [name] : []]);
  });

  it('lets a Service open what is open in process only', async () => {
    const answer = await ask('External', '/api/KnockFromInside', { body: '{"name":"x"}' });

    expect(await answer.json()).toEqual({ opened: 'x' });
    expect(opened).toEqual(['InnerDoor']);
  });

  it('opens to nobody what is open to none, in process too', async () => {
    const call = host.context.gateway.send(new WalledUpDoor(), anonymous);

    await expect(call).rejects.toMatchObject({ status: 403, message: 'WalledUpDoor cannot be called by anybody.' });
    expect(opened).toEqual([]);
  });

  it('lets a message that has waited in a queue in: its caller was asked before', async () => {
    await host.runMessage(
      { operationName: 'StaffDoor', request: {}, session: anonymous, verb: 'POST' },
      new AbortController().signal,
    );

    expect(opened).toEqual(['StaffDoor']);
  });

  it('believes no address that an untrusted caller states', async () => {
    const direct = new AppHost({ services: [Doors] });
    await direct.listen(0);

    const response = await fetch(`${direct.url}/api/StreetDoor`, { headers: { 'x-forwarded-for': '203.0.113.9' } });

    expect(response.status).toBe(403);
    await direct.close();
  });

  it('asks who calls, and what with, before it asks from where', async () => {
    const anonymousCaller = await ask('External', '/api/PorterDoor');
    const unreadable = await ask('External', '/api/StaffDoor', { body: '{' });

    expect([anonymousCaller.status, unreadable.status]).toEqual([401, 400]);
  });

  it('takes no caller for a call in process who has hung up by the time it is asked where he is', async () => {
    const { hostname, port } = new URL(host.url);
    const socket = connect(Number(port), hostname);
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.write('POST /api/InnerDoor HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}', () =>
      socket.resetAndDestroy(),
    );

    // The connection after it is taken later: its answer says that the one before has been dealt with.
    expect((await ask('Localhost', '/api/OpenDoor')).status).toBe(200);
    expect(opened).toEqual(['OpenDoor']);
  });
});

describe('a restriction to the way of calling', () => {
  it.each([
    ['POST', '/api/NarrowDoor', undefined],
    ['PUT', '/api/NarrowDoor', undefined],
    ['POST', '/jsv/reply/NarrowDoor', undefined],
    ['GET', '/api/NarrowDoor', 'NarrowDoor cannot be called by GET.'],
    ['POST', '/api/NarrowDoor.csv', "NarrowDoor cannot be called in the format 'csv'."],
    ['POST', '/api/NarrowDoor?format=xml', "NarrowDoor cannot be called in the format 'xml'."],
    ['POST', '/api/NarrowDoor?format=x-msgpack', "NarrowDoor cannot be called in the format 'x-msgpack'."],
    ['POST', '/json/oneway/NarrowDoor', 'NarrowDoor cannot be called one way.'],
  ])('%s %s: %s', async (verb, path, refusal) => {
    const answer = await ask('External', path, { verb });
    const text = await answer.text();

    expect(answer.status).toBe(refusal === undefined ? 200 : 403);
    expect(text).toContain(refusal === undefined ? '' : 'NarrowDoor cannot be called');
    expect(opened).toEqual(refusal === undefined ? ['NarrowDoor'] : []);
  });

  it('tells secure connections from others', async () => {
    const plain = await ask('External', '/api/SecureDoor');
    const secure = await ask('External', '/api/SecureDoor', { headers: { 'x-forwarded-proto': 'https' } });

    expect(await refusalOf(plain)).toContain('SecureDoor cannot be called over an insecure connection.');
    expect(secure.status).toBe(200);
  });
});

describe('words of a restriction', () => {
  it('restrict each kind that is named, and no other', () => {
    expect(readRestriction('Localhost, json | HttpGet')).toEqual({
      networks: new Set(['Localhost']),
      formats: new Set(['json']),
      verbs: new Set(['GET']),
      isHidden: false,
    });
    expect(readRestriction('Any')).toEqual({ isHidden: false });
    expect(readRestriction('AnyFormat Json')).toEqual({ isHidden: false });
  });

  it('stop the start when they mean nothing, naming the DTO and its file', () => {
    expect(() => accessOf(dtoTypeOf(MisspeltDoor))).toThrow(
      /^@Restrict on MisspeltDoor \(.*access-restriction\.test\.ts:\d+\): 'Lokalhost' restricts nothing/,
    );
  });
});

describe('what a network may not call', () => {
  const textOf = async (caller: Caller, path: string) => {
    const response = await fetch(`${shown.url}${path}`, { headers: { 'x-forwarded-for': callers[caller] } });
    expect(response.status).toBe(200);
    return response.text();
  };

  it.each([
    '/types/typescript',
    '/types/csharp',
    '/types/metadata',
    '/metadata/app',
    '/api',
    '/operations/metadata',
    '/metadata',
  ])('reliability 3.1 API9: %s leaves it out, with the types that only it uses', async (path) => {
    const outside = await textOf('External', path);
    const inside = await textOf('Localhost', path);

    expect(outside).toContain('StreetDoor');
    expect(outside).not.toMatch(/StaffDoor|OfficeDoor|WalledUpDoor|InnerDoor|SecretOfStaff/);
    expect(inside).toContain('StaffDoor');
    expect(inside).not.toMatch(/StreetDoor|WalledUpDoor|InnerDoor/);
  });

  it('reliability 3.1 API9: /openapi.json, which is one for everybody, holds what everybody may call', async () => {
    const { paths } = JSON.parse(await textOf('Localhost', '/openapi.json')) as { paths: Record<string, unknown> };

    expect(Object.keys(paths).sort()).toEqual(
      ['KnockFromInside', 'NarrowDoor', 'OpenDoor', 'QueueDoor', 'SecureDoor', 'StreetDoor'].map(
        (name) => `/api/${name}`,
      ),
    );
  });

  it('is shown to everybody where restrictions of metadata are off', async () => {
    const open: AppHost = new AppHost({
      services: [Doors],
      features: [new NativeTypesFeature({ operations: () => open.operations, enableAccessRestrictions: false })],
    });
    await open.listen(0);

    const text = await (await fetch(`${open.url}/types/typescript`)).text();

    expect(text).toMatch(/class StreetDoor[\s\S]*class StaffDoor/);
    await open.close();
  });
});

import { Dto, Returns } from '../../../../dtos';
import { AppHost, Handles, Service, trustedProxies } from '../../../../src/engine';
import { baseUrlOf } from '../../../../src/engine/metadata/base-url';

@Returns('WhoAmIResponse')
@Dto()
class WhoAmI {}
@Dto()
class WhoAmIResponse {}

const seen: unknown[] = [];
class WhoAmIService extends Service {
  @Handles(WhoAmI)
  any(): WhoAmIResponse {
    const { remoteAddress, isSecure } = this.context;
    seen.push({ remoteAddress, isSecure });
    return new WhoAmIResponse();
  }
}

const hosts: AppHost[] = [];
afterEach(() => Promise.all(hosts.splice(0).map((host) => host.close())));
beforeEach(() => seen.splice(0));
async function startHost(proxies: string[]): Promise<AppHost> {
  const host = new AppHost({
    services: [WhoAmIService],
    trustedProxies: proxies,
    features: [
      {
        name: 'base',
        register: (builder) =>
          builder.rawHandler({
            matches: (_verb, path) => path === '/base',
            handle: async (request, response) => void response.end(baseUrlOf(request)),
          }),
      },
    ],
  });
  host.express.get('/express', (request, response) => void response.json([request.ip, request.protocol]));
  await host.listen(0);
  hosts.push(host);
  return host;
}

async function askAs(host: AppHost, headers: Record<string, string>) {
  await fetch(`${host.url}/api/WhoAmI`, { headers });
  const base = await fetch(`${host.url}/base`, { headers });
  return { ...(seen.at(-1) as object), base: await base.text() };
}

describe('trusted proxies (http-contract 7.7)', () => {
  const all = {
    'x-forwarded-for': '198.51.100.7',
    'x-forwarded-proto': 'https',
    'x-forwarded-host': 'www.example:8443',
  };

  it('D39: nobody is believed by default', async () => {
    const host = await startHost([]);

    expect(await askAs(host, all)).toEqual({ remoteAddress: '127.0.0.1', isSecure: false, base: host.url });
  });

  it('D39: strangers are not believed where others are', async () => {
    const host = await startHost(['10.0.0.0/8']);

    expect(await askAs(host, all)).toEqual({ remoteAddress: '127.0.0.1', isSecure: false, base: host.url });
  });

  it.each<[what: string, headers: Record<string, string>, remoteAddress: string, base: string]>([
    ['everything', all, '198.51.100.7', 'https://www.example:8443'],
    [
      'X-Real-IP',
      { 'x-real-ip': '198.51.100.7', 'x-forwarded-host': 'www.example' },
      '198.51.100.7',
      'http://www.example',
    ],
    [
      'the nearest stranger of a chain',
      { ...all, 'x-forwarded-for': '1.2.3.4, 198.51.100.7' },
      '198.51.100.7',
      'https://www.example:8443',
    ],
    [
      'who came through two of its own',
      { ...all, 'x-forwarded-for': '1.2.3.4, 198.51.100.7, 10.1.1.1' },
      '198.51.100.7',
      'https://www.example:8443',
    ],
    [
      'an address with a port',
      { ...all, 'x-forwarded-for': '198.51.100.7:4711' },
      '198.51.100.7',
      'https://www.example:8443',
    ],
    ['an IPv6 address', { ...all, 'x-forwarded-for': '[2001:db8::1]:4711' }, '2001:db8::1', 'https://www.example:8443'],
    [
      'nothing for what is no address',
      { ...all, 'x-forwarded-for': 'unknown' },
      '127.0.0.1',
      'https://www.example:8443',
    ],
  ])('http-contract 7.7: one that is trusted says %s', async (_what, headers, remoteAddress, base) => {
    const host = await startHost(['127.0.0.1', '10.0.0.0/8']);

    expect(await askAs(host, headers)).toEqual({ remoteAddress, isSecure: base.startsWith('https'), base });
  });

  it('what an earlier hop has added to the scheme and host does not count', async () => {
    const host = await startHost(['127.0.0.1']);
    const headers = {
      'x-forwarded-for': '203.0.113.9, 198.51.100.7',
      'x-forwarded-proto': 'https, http',
      'x-forwarded-host': 'evil.example, www.example',
    };

    expect(await askAs(host, headers)).toEqual({
      remoteAddress: '198.51.100.7',
      isSecure: false,
      base: 'http://www.example',
    });
  });

  it('D39: a forwarded host that is none is passed over', async () => {
    const host = await startHost(['127.0.0.1']);

    expect((await askAs(host, { 'x-forwarded-host': 'a"><script>' })).base).toBe(host.url);
  });

  it('Express is told the same', async () => {
    const host = await startHost(['127.0.0.1']);

    expect(await (await fetch(`${host.url}/express`, { headers: all })).json()).toEqual(['198.51.100.7', 'https']);
  });

  it.each([
    ['10.0.0.0/8', '10.200.1.1', true],
    ['10.0.0.0/8', '::ffff:10.1.1.1', true],
    ['10.0.0.0/8', '11.0.0.1', false],
    ['2001:db8::/32', '2001:db8:1::1', true],
    ['2001:db8::/32', '10.0.0.1', false],
    ['::1', '::1', true],
    ['127.0.0.1', undefined, false],
    ['127.0.0.1', 'nonsense', false],
  ])('%s and %s: %s', (entry, address, isTrusted) => {
    expect(trustedProxies([entry])(address)).toBe(isTrusted);
  });

  it.each(['loopback', '10.0.0.0/33', '10.0.0.0/8/8', '1', '*', ''])("refuses '%s', naming it", (entry) => {
    expect(() => trustedProxies([entry])).toThrow(`got '${entry}'`);
  });
});

import { isAllowedAddress } from '../../../src/booking/access/axema/address-policy';
import { EndpointRefused, parseEndpoint } from '../../../src/booking/access/axema/axema-endpoint';
import { resolveTarget } from '../../../src/booking/access/axema/resolve-target';

const strict = { allowPrivateHosts: false, allowedHosts: [] };
const open = { allowPrivateHosts: true, allowedHosts: [] };

describe('reliability 3.2 #11, 3.1 API7 where a setting may lead', () => {
  it.each<[string, string | undefined, boolean, boolean]>([
    // address, why, strict, permitted by the operator
    ['8.8.8.8', undefined, true, true],
    ['2606:4700::1', undefined, true, true],
    ['127.0.0.1', 'loopback', false, true],
    ['127.8.9.1', 'loopback', false, true],
    ['::1', 'loopback', false, true],
    ['::ffff:127.0.0.1', 'loopback inside IPv6', false, true],
    ['::127.0.0.1', 'loopback inside IPv6', false, true],
    ['10.1.2.3', 'private', false, true],
    ['172.16.0.1', 'private', false, true],
    ['192.168.1.20', 'private', false, true],
    ['::ffff:192.168.1.20', 'private inside IPv6', false, true],
    ['fc00::1', 'unique local', false, true],
    ['100.64.0.1', 'carrier grade NAT', false, true],
    ['169.254.169.254', 'link-local: metadata', false, false],
    ['::ffff:169.254.169.254', 'link-local inside IPv6', false, false],
    ['169.254.170.2', 'link-local: metadata of containers', false, false],
    ['fe80::1', 'link-local', false, false],
    ['fd00:ec2::254', 'metadata', false, false],
    ['100.100.100.200', 'metadata', false, false],
    ['168.63.129.16', 'metadata', false, false],
    ['::ffff:168.63.129.16', 'metadata inside IPv6', false, false],
    ['192.0.0.192', 'metadata', false, false],
    ['0.0.0.0', 'unspecified', false, false],
    ['::', 'unspecified', false, false],
    ['64:ff9b::a9fe:a9fe', 'NAT64 of a metadata address', false, false],
    ['2002:7f00:1::', '6to4 of loopback', false, false],
    ['2001:0:1::', 'Teredo', false, false],
    ['224.0.0.1', 'multicast', false, false],
    ['255.255.255.255', 'broadcast', false, false],
    ['192.0.2.1', 'documentation', false, false],
    ['fec0::1', 'site-local', false, false],
    ['not an address', 'no address', false, false],
  ])('%s (%s)', (address, _why, isAllowed, isAllowedIfPermitted) => {
    expect(isAllowedAddress(address, false)).toBe(isAllowed);
    expect(isAllowedAddress(address, true)).toBe(isAllowedIfPermitted);
  });

  it.each([
    ['http://vaka.example.com', 'https'],
    ['http://127.0.0.1', 'https'],
    ['file:///etc/passwd', 'host name or an https URL'],
    ['file:/etc/passwd', 'host name or an https URL'],
    ['gopher://127.0.0.1', 'host name or an https URL'],
    ['javascript:alert(1)', 'host name or an https URL'],
    ['https://user:secret@vaka.example.com', 'user name'],
    ['https://user@vaka.example.com', 'user name'],
    ['https://@vaka.example.com', 'user name'],
    ['https://vaka.example.com\\@evil.example', 'user name'],
    ['https://vaka.example.com?x=1', 'query'],
    ['https://vaka.example.com/#x', 'fragment'],
    ['https://vaka.example.com:8443', 'port'],
    ['vaka.example.com:8443', 'port'],
    ['vaka example.com', 'host name or an https URL'],
    ['https://vaka.example.com\r\nX: y', 'host name or an https URL'],
    ['https://', 'host name or an https URL'],
    ['', 'host name or an https URL'],
  ])('refuses %j: %s', (text, why) => {
    expect(() => parseEndpoint(text, 443, strict)).toThrow(EndpointRefused);
    expect(() => parseEndpoint(text, 443, strict)).toThrow(why);
    expect(() => parseEndpoint(text, 443, strict)).not.toThrow('secret');
  });

  it.each([
    ['vaka.example.com', { host: 'vaka.example.com', isHttps: true, basePath: '' }],
    ['HTTPS://Vaka.Example.com/', { host: 'vaka.example.com', isHttps: true, basePath: '' }],
    ['https://vaka.example.com/a/b/', { host: 'vaka.example.com', isHttps: true, basePath: '/a/b' }],
    ['åsa.example', { host: 'xn--sa-xia.example', isHttps: true, basePath: '' }],
    ['localhost.', { host: 'localhost', isHttps: true, basePath: '' }],
    ['0x7f.1', { host: '127.0.0.1', isHttps: true, basePath: '' }],
    ['2130706433', { host: '127.0.0.1', isHttps: true, basePath: '' }],
    ['0177.0.0.1', { host: '127.0.0.1', isHttps: true, basePath: '' }],
    ['[::ffff:127.0.0.1]', { host: '::ffff:7f00:1', isHttps: true, basePath: '' }],
    ['::1', { host: '::1', isHttps: true, basePath: '' }],
  ])('reads %j', (text, expected) => {
    expect(parseEndpoint(text, 443, strict)).toEqual({ port: 443, ...expected });
  });

  it('permits http where the operator permits the host', () => {
    const policy = { allowPrivateHosts: false, allowedHosts: ['vaka.local:8090', '10.0.0.7'] };

    expect(parseEndpoint('http://vaka.local', 8090, policy).isHttps).toBe(false);
    expect(parseEndpoint('http://10.0.0.7', 80, policy).isHttps).toBe(false);
    expect(() => parseEndpoint('http://vaka.local', 80, policy)).toThrow(EndpointRefused);
  });

  const resolving = (...addresses: string[]) => ({
    resolve: async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    timeoutMs: 1_000,
  });

  it.each([[['127.0.0.1']], [['8.8.8.8', '10.0.0.1']], [['169.254.169.254']], [['2606:4700::1', '::1']]])(
    'refuses a name that leads to %j',
    async (addresses) => {
      const target = { host: 'vaka.example.com', port: 443 };

      await expect(resolveTarget(target, strict, resolving(...addresses))).rejects.toThrow(EndpointRefused);
    },
  );

  it('refuses a metadata address even where the operator permits private hosts', async () => {
    const target = { host: 'vaka.example.com', port: 443 };

    await expect(resolveTarget(target, open, resolving('169.254.169.254'))).rejects.toThrow(EndpointRefused);
    await expect(resolveTarget(target, open, resolving('10.0.0.1'))).resolves.toHaveLength(1);
  });

  it.each([
    ['rejects', () => Promise.reject(new Error('ENOTFOUND secret.internal')), 'unreachable'],
    ['finds nothing', async () => [], 'unreachable'],
    ['never answers', () => new Promise<never>(() => undefined), 'timeout'],
  ])('answers an AxemaError when the resolver %s', async (_, resolve, kind) => {
    const target = { host: 'vaka.example.com', port: 443 };

    const failure = resolveTarget(target, strict, { resolve, timeoutMs: 20 });

    await expect(failure).rejects.toMatchObject({
      name: 'AxemaError',
      kind,
      message: expect.not.stringContaining('secret'),
    });
  });
});

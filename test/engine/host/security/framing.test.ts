import { AppHost } from '../../../../src/engine';
import { calls, HelloService } from '../../../support/hello';
import { sendRaw } from '../../../support/raw-http';

const host = new AppHost({ services: [HelloService] });
beforeAll(() => host.listen(0));
afterAll(() => host.close());
beforeEach(() => calls.splice(0));

const head = (line: string, ...headers: string[]): string => [line, 'Host: a.example', ...headers, '', ''].join('\r\n');
const post = (...headers: string[]): string =>
  head('POST /api/Hello HTTP/1.1', 'Content-Type: application/json', ...headers);
const body = '{"name":"A"}';
const smuggled = head('GET /api/Hello?name=smuggled HTTP/1.1');

/** The JSON of the only answer in a raw reply, with its headers. */
function answerIn(text: string): { headers: string; json: unknown } {
  const [headers = '', ...rest] = text.split('\r\n\r\n');
  return { headers, json: JSON.parse(rest.join('\r\n\r\n')) };
}

describe('requests that HTTP does not allow (reliability 3.2 #20)', () => {
  it.each<[what: string, bytes: string, status: number, errorCode: string]>([
    ['CL and TE', `${post('Content-Length: 4', 'Transfer-Encoding: chunked')}0\r\n\r\n${smuggled}`, 400, 'BadRequest'],
    ['TE and CL', `${post('Transfer-Encoding: chunked', 'Content-Length: 99')}0\r\n\r\n${smuggled}`, 400, 'BadRequest'],
    ['two lengths', `${post('Content-Length: 12', 'Content-Length: 3')}${body}${smuggled}`, 400, 'BadRequest'],
    ['a length that is none', `${post('Content-Length: 0x0c')}${body}${smuggled}`, 400, 'BadRequest'],
    ['chunk garbage', `${post('Transfer-Encoding: chunked')}xyz\r\n${body}\r\n0\r\n\r\n${smuggled}`, 400, 'BadRequest'],
    ['a hidden encoding', `${post('Transfer-Encoding: xchunked')}0\r\n\r\n${smuggled}`, 400, 'BadRequest'],
    ['a blank before the colon', `${post('Content-Length : 12')}${body}${smuggled}`, 400, 'BadRequest'],
    ['a folded header', head('GET /api/Hello HTTP/1.1', 'X-A: b', ' c') + smuggled, 400, 'BadRequest'],
    ['a bare CR in a header', head('GET /api/Hello HTTP/1.1', 'X-A: b\rX-B: c') + smuggled, 400, 'BadRequest'],
    ['NUL in a header', head('GET /api/Hello HTTP/1.1', 'X-A: b\0') + smuggled, 400, 'BadRequest'],
    ['another protocol', 'GET /api/Hello HTTP/3.7\r\n\r\n', 400, 'BadRequest'],
    ['no HTTP at all', '\x16\x03\x01\x02\x00', 400, 'BadRequest'],
    [
      '100 kB of headers',
      head('GET /api/Hello HTTP/1.1', `X-A: ${'y'.repeat(100_000)}`),
      431,
      'RequestHeaderFieldsTooLarge',
    ],
    ['another expectation', `${post('Expect: 200-maybe', 'Content-Length: 12')}${body}`, 417, 'ExpectationFailed'],
    ['a tunnel', 'CONNECT b.example:443 HTTP/1.1\r\nHost: b.example:443\r\n\r\n', 405, 'MethodNotAllowed'],
    [
      'endless chunk extensions',
      `${post('Transfer-Encoding: chunked')}1;${'x'.repeat(20_000)}\r\n`,
      413,
      'PayloadTooLarge',
    ],
  ])(
    'reliability 3.2 #20: %s is refused with an envelope, and the connection ends',
    async (_what, bytes, status, errorCode) => {
      const reply = await sendRaw(host.url, bytes);

      expect(reply.statuses).toEqual([status]);
      expect(reply.isClosed).toBe(true);
      const { headers, json } = answerIn(reply.text);
      expect(headers).toMatch(/^Connection: close$/im);
      expect(headers).toMatch(/^Content-Type: application\/json/im);
      expect(json).toMatchObject({ responseStatus: { errorCode } });
      expect(calls.filter((call) => call.includes('smuggled'))).toEqual([]);
    },
  );

  it('reliability 3.2 #20: a HEAD that is refused gets no body, which would pass for another answer', async () => {
    const reply = await sendRaw(host.url, head('HEAD /api/Hello HTTP/1.1', `X-A: ${'y'.repeat(20_000)}`));

    expect(reply.statuses).toEqual([431]);
    expect(reply.text).toMatch(/\r\n\r\n$/);
  });

  it('reliability 3.2 #20: a body that is sent slowly in pieces is one request', async () => {
    const { statuses } = await sendRaw(host.url, [post('Content-Length: 12'), body.slice(0, 5), body.slice(5)]);

    expect(statuses).toEqual([200]);
    expect(calls).toEqual(['Hello A']);
  });

  it('reliability 3.2 #20: 100-continue is answered before the body', async () => {
    const { statuses } = await sendRaw(host.url, [post('Expect: 100-continue', 'Content-Length: 12'), body]);

    expect(statuses).toEqual([100, 200]);
  });
});

describe('request targets and Host (RFC 9112, section 3.2)', () => {
  it.each([
    ['/api/Hello', 'GET http://a.example/api/Hello?name=B HTTP/1.1'],
    ['a route', 'GET HTTP://a.example:80/hello/B HTTP/1.1'],
  ])('the absolute form of %s is served like the ordinary one', async (_what, line) => {
    const { statuses } = await sendRaw(host.url, head(line));

    expect(statuses).toEqual([200]);
    expect(calls).toEqual(['Hello B']);
  });

  it.each([
    ['without Host', 'GET /api/Hello HTTP/1.1\r\n\r\n'],
    ['with two', `GET /api/Hello HTTP/1.1\r\nHost: a.example\r\nHost: b.example\r\n\r\n`],
    ['with an empty one', 'GET /api/Hello HTTP/1.1\r\nHost:\r\n\r\n'],
    ['with a path in it', 'GET /api/Hello HTTP/1.1\r\nHost: a.example/x\r\n\r\n'],
    ['with a user in it', 'GET /api/Hello HTTP/1.1\r\nHost: u@a.example\r\n\r\n'],
    ['with markup in it', `GET /nope HTTP/1.1\r\nHost: "><script>\r\n\r\n`],
    ['for a user at an absolute target', 'GET http://u:p@a.example/api/Hello HTTP/1.1\r\nHost: a.example\r\n\r\n'],
    ['for a target of another scheme', 'GET ftp://a.example/api/Hello HTTP/1.1\r\nHost: a.example\r\n\r\n'],
  ])('D39: a request %s is answered 400', async (_what, bytes) => {
    const { statuses, text } = await sendRaw(host.url, bytes);

    expect(statuses).toEqual([400]);
    expect(text).toContain('"errorCode":"BadRequest"');
    expect(calls).toEqual([]);
  });

  it('HTTP/1.0 needs no Host', async () => {
    expect((await sendRaw(host.url, 'GET /api/Hello HTTP/1.0\r\n\r\n')).statuses).toEqual([200]);
  });
});

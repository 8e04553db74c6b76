import type { HttpCase } from './fuzz-case';
import { fault, rawFault } from './oracle';
import type { RawCase } from './raw-faults';
import type { Reply } from './send';

/** An oracle that lets everything pass would make every run a success. */
const fuzz: HttpCase = {
  kind: 'http',
  plan: 'valid',
  verb: 'POST',
  target: '/api/Hello',
  headers: {},
  identity: 'anonymous',
};
const reply = (status: number, body: string, type = 'application/json; charset=utf-8', verb = 'POST'): Reply => ({
  status,
  headers: type === '' ? {} : { 'content-type': type },
  body: Buffer.from(body),
  verb,
});
const envelope = (status: object) => JSON.stringify({ responseStatus: status });
const good = { errorCode: 'NotFound', message: 'not here', errors: [] };

describe('passes', () => {
  it.each<[what: string, reply: Reply]>([
    ['an answer in JSON', reply(200, '{"result":"x"}')],
    ['an answer in JSV', reply(200, '{result:x}', 'application/jsv')],
    ['an answer in CSV', reply(200, 'A,B\r\n1,"x,y"\r\n', 'text/csv')],
    ['an empty table in JSONL', reply(200, '', 'text/jsonl')],
    ['nothing', reply(204, '', '')],
    ['a redirect to this host', { ...reply(302, '', ''), headers: { location: '/x.png' } }],
    ['a refusal of a HEAD', reply(404, '', '', 'HEAD')],
    ['an envelope', reply(404, envelope(good))],
    [
      'an envelope in PascalCase',
      reply(400, '{"ResponseStatus":{"ErrorCode":"X","Message":"","Errors":[{"FieldName":"A"}]}}'),
    ],
    [
      'an envelope in snake_case',
      reply(400, '{"response_status":{"error_code":"X","message":"m","errors":[{"field_name":""}]}}'),
    ],
    [
      'an envelope in XML',
      reply(400, '<E><ResponseStatus><ErrorCode>X</ErrorCode></ResponseStatus></E>', 'application/xml'),
    ],
    ['a status that node itself answers', { ...reply(400, '', ''), headers: { connection: 'close' } }],
  ])('%s', (_what, answer) => {
    expect(fault(fuzz, answer)).toBeUndefined();
  });
});

it('passes the dump that ?debug makes of JSV, where it was asked for', () => {
  const dump = reply(200, 'result: x', 'text/plain; charset=utf-8');

  expect(fault({ ...fuzz, target: '/jsv/reply/Hello?debug=1' }, dump)).toBeUndefined();
  expect(fault(fuzz, dump)).toMatch(/^content type/);
});

describe('finds', () => {
  it.each<[what: string, reply: Reply, fault: RegExp]>([
    ['500', reply(500, envelope(good)), /^status 500/],
    ['503', reply(503, envelope(good)), /^status 503/],
    ['a redirect to nowhere', reply(302, '', ''), /^a redirect to undefined/],
    ...['https://evil.test/', '//evil.test', '/\\evil.test', 'evil.test'].map((location): [string, Reply, RegExp] => [
      `a redirect to ${location}`,
      { ...reply(302, '', ''), headers: { location } },
      /^a redirect to /,
    ]),
    ['another redirect', reply(301, '', ''), /^status 301/],
    ['a body that is no JSON', reply(200, '{"a":'), /^no application\/json/],
    ['a table with a short row', reply(200, 'A,B\r\n1\r\n', 'text/csv'), /^no text\/csv/],
    ['a document that does not end', reply(200, '<a><b></a>', 'application/xml'), /^no application\/xml/],
    ['a content type that is none of ours', reply(400, 'Bad Request', 'text/plain'), /^content type 'text\/plain'/],
    ['an error without an envelope', reply(400, '{}'), /^no error code/],
    ['an error without an envelope in JSV', reply(400, '{a:b}', 'application/jsv'), /^no error code/],
    ['an error without a code', reply(400, envelope({ message: 'x' })), /^no error code/],
    ['an error without a message', reply(400, envelope({ errorCode: 'X' })), /^no message/],
    [
      'a field error without a name',
      reply(400, envelope({ ...good, errors: [{ errorCode: 'X' }] })),
      /^an error without a field name/,
    ],
    ['an empty error', reply(400, ''), /^an empty body/],
    ['a stack trace', reply(400, envelope({ ...good, message: 'at run (/srv/a.js:1:1)' })), /^the answer tells/],
    ['SQL', reply(400, envelope({ ...good, message: 'syntax error at or near "x"' })), /^the answer tells/],
    ['an error of 100 kB', reply(400, envelope({ ...good, message: 'x'.repeat(100_000) })), /^an error of 100/],
    ['a body where none may be', reply(204, 'x', ''), /^204 with a body/],
  ])('%s', (_what, answer, expected) => {
    expect(fault(fuzz, answer)).toMatch(expected);
  });

  it('a connection that hangs, or breaks', () => {
    expect(fault(fuzz, { what: 'hung', detail: 'no answer' })).toMatch(/^hung/);
    expect(fault(fuzz, { what: 'reset', detail: 'ECONNRESET' })).toMatch(/^reset/);
  });

  it('more answers than requests on a raw connection, and 5xx there', () => {
    const raw: RawCase = { kind: 'raw', label: 'x', bytes: Buffer.alloc(0), mostAnswers: 1 };

    expect(rawFault(raw, [reply(200, '{}'), reply(200, '{}')])).toBe('2 answers where 1 would be most');
    expect(rawFault(raw, [reply(500, envelope(good))])).toMatch(/^status 500/);
    expect(rawFault(raw, [])).toBeUndefined();
  });
});

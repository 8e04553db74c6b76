import { mayReadMetrics } from '../../../src/engine/operations/metrics-guard';

const token = 'a-token-of-24-characters';
const elsewhere = '203.0.113.7';

describe('who may read the metrics', () => {
  it.each([
    ['this machine', '127.0.0.1', {}, true],
    ['this machine by IPv6', '::1', {}, true],
    ['this machine by a mapped address', '::ffff:127.0.0.1', {}, true],
    ['another machine', elsewhere, {}, false],
    ['nobody knows who', undefined, {}, false],
    ['a proxy on this machine', '127.0.0.1', { 'x-forwarded-for': elsewhere }, false],
    ['a proxy on this machine that says so otherwise', '127.0.0.1', { via: '1.1 proxy' }, false],
    ['who has the token', elsewhere, { authorization: `Bearer ${token}` }, true],
    ['who has the token, through a proxy', '127.0.0.1', { via: '1.1 a', authorization: `bearer ${token}` }, true],
    ['who has another token', elsewhere, { authorization: `Bearer ${token}x` }, false],
    ['who sends the token as password', elsewhere, { authorization: `Basic ${token}` }, false],
  ])('%s', (_who, remoteAddress, headers, expected) => {
    expect(mayReadMetrics({ headers, remoteAddress }, token)).toBe(expected);
  });

  it('lets nobody in by a token when there is none', () => {
    expect(
      mayReadMetrics({ headers: { authorization: 'Bearer undefined' }, remoteAddress: elsewhere }, undefined),
    ).toBe(false);
  });
});

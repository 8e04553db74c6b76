import { verbs } from './addresses';
import { percent } from './encode-body';
import { oddText } from './odd-values';
import type { Random } from './random';

const places = [
  '/event-stream',
  '/event-heartbeat',
  '/event-unregister',
  '/event-subscribers',
  '/event-subscribers/x',
  '/current-requests/x/cancel',
  '/metadata',
  '/metadata/',
  '/json/metadata',
  '/jsonl/metadata',
  '/types',
  '/types/metadata',
  '/types/typescript',
  '/types/dart',
  '/types/vbnet',
  '/types/nope',
  '/openapi.json',
  '/swagger-ui/',
  '/healthz',
  '/readyz',
  '/metrics',
  '/',
  '/favicon.ico',
  '/package.json',
  '/.git/config',
  '/%2e%2e/%2e%2e/etc/passwd',
];
const names = [
  'id',
  'channels',
  'op',
  'lang',
  'profile',
  'format',
  'BaseUrl',
  'IncludeTypes',
  'ExcludeTypes',
  'GlobalNamespace',
  'AddDescriptionAsComments',
  'tag',
  't',
];
const values = [
  '',
  '1',
  'A,B',
  'UpdateCustomer',
  'UpdateCustomer.*',
  '{Booking}',
  'True',
  'classic',
  'typescript',
  'http://evil.example/',
  'x\n*/ y',
  '</script>',
  'company:11111111-1111-4111-8111-111111111111',
  '__proto__',
];

/** What the host answers beside messages: event streams, pages, generated code; and what nobody answers. */
export function otherTarget(random: Random): { verb: string; target: string } {
  const verb = random.chance(0.7) ? 'GET' : random.pick(verbs);
  const query = Array.from({ length: random.below(4) }, () => {
    const value = random.chance(0.8) ? random.pick(values) : oddText(random);
    return `${random.pick(names)}=${percent(value)}`;
  });
  return { verb, target: `${random.pick(places)}${query.length > 0 ? `?${query.join('&')}` : ''}` };
}

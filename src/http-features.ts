import { type Database, PostgresRequestCounts } from './data';
import {
  type AppHostOptions,
  type Clock,
  CorsFeature,
  type Feature,
  type Log,
  RateLimits,
  SecurityHeadersFeature,
} from './engine';
import type { HttpSettings } from './http-settings';

/** What pages of other origins may send and read beside what any page may. */
const corsHeaders = {
  allowHeaders: [
    'Content-Type',
    'Authorization',
    'X-Api-Key',
    'Idempotency-Key',
    'If-Match',
    'Prefer',
    'X-Tag',
    'X-Request-Id',
  ],
  exposeHeaders: [
    'Location',
    'Retry-After',
    'RateLimit-Limit',
    'RateLimit-Remaining',
    'RateLimit-Reset',
    'X-AutoBatch-Completed',
    'X-Request-Id',
    'Idempotency-Replayed',
  ],
} as const;

/** The features that look after HTTP itself: headers for browsers, other origins, rate limits. */
export function httpFeatures(
  { corsOrigins, rateLimits }: HttpSettings,
  { database, clock, log }: { database: Database; clock: Clock; log: Log },
): Feature[] {
  // The embedded database belongs to one process, which needs nobody to agree with.
  const counts = database.isEmbedded ? undefined : new PostgresRequestCounts(database.pool);
  const cors = { ...corsHeaders, allowOrigins: corsOrigins, allowCredentials: true };
  return [
    new SecurityHeadersFeature(),
    ...(corsOrigins.length > 0 ? [new CorsFeature(cors)] : []),
    new RateLimits({ ...rateLimits, counts, clock, log }),
  ];
}

/** What the settings change in the host itself. */
export function httpOptions(
  settings: HttpSettings,
): Required<Pick<AppHostOptions, 'trustedProxies' | 'limits' | 'server'>> {
  const { trustedProxies, maxBodyBytes, maxBatchItems, maxConnections } = settings;
  return { trustedProxies, limits: { maxBodyBytes, maxBatchItems }, server: { maxConnections } };
}

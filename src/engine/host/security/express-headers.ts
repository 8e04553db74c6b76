import type { RequestHandler } from 'express';
import helmet from 'helmet';

/**
 * The headers of what Express answers itself: pages and files of the project, which may load what is beside them and
 * nothing inline. https is not forced here: SecurityHeadersFeature does that where the caller uses it.
 */
export function expressHeaders(): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    xFrameOptions: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: false,
  });
}

import type { RequestContext } from '../core/request-context';

/** Answers one message in place of a Service. */
export type Answerer = (request: object, context: RequestContext) => Promise<unknown>;

import type { IncomingHttpHeaders } from 'node:http';
import type { WireSettings } from '../../core/wire-settings';
import type { Answer } from '../answer';

export interface ResultRequest {
  readonly verb: string;
  readonly headers: IncomingHttpHeaders;
  readonly negotiatedType: string;
  readonly isSecure: boolean;
}

// Interim: the owner of this folder replaces it.
export function rawAnswer(result: unknown, request: ResultRequest, _settings: WireSettings): Answer | undefined {
  if (typeof result === 'string')
    return { status: 200, headers: { 'Content-Type': request.negotiatedType }, body: result };
  if (Buffer.isBuffer(result))
    return { status: 200, headers: { 'Content-Type': 'application/octet-stream' }, body: result };
  return undefined;
}

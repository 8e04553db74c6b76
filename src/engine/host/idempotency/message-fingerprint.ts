import { createHash } from 'node:crypto';
import { addressKey } from '../../core/address-key';
import type { UploadedFile } from '../../core/http-result';
import type { RequestContext } from '../../core/request-context';
import type { OnceRequest } from './idempotency-store';

/**
 * What a key stands for: a message to an operation by one caller. Nobody meets another one's keys.
 *
 * The message counts as it was bound: the same one at another address or in another format is the same. `name` is the
 * operation's, with `[]` behind it for a batch that is taken as a whole.
 */
export function onceRequestOf(context: RequestContext, name: string, message: unknown, key: string): OnceRequest {
  const { session, remoteAddress, verb, files, rawBody } = context;
  const scope = JSON.stringify([callerOf(session, remoteAddress), session.companyId ?? null, name, key]);
  const parts = [verb, canonical(message), ...files.map(fileText), rawBody ? hashOf(rawBody) : ''];
  return { scope, fingerprint: parts.join('\n') };
}

function callerOf({ userId, apiKeyId }: RequestContext['session'], remoteAddress: string | undefined): string {
  if (userId !== undefined) return `user ${userId}`;
  if (apiKeyId !== undefined) return `key ${apiKeyId}`;
  return remoteAddress === undefined ? 'in process' : `address ${addressKey(remoteAddress)}`;
}

/** JSON with its members in order: two texts are equal when the messages are, in whichever order they were sent. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, member: unknown) => {
    if (member === null || typeof member !== 'object' || Array.isArray(member)) return member;
    return Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

function fileText({ name, fileName, contentType, bytes }: UploadedFile): string {
  return JSON.stringify([name, fileName, contentType, hashOf(bytes)]);
}

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('base64');
}

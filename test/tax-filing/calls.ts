import type { JsonServiceClient } from '@servicestack/client';
import type { ResponseError, ResponseStatus } from '../../dtos/common';

/** How a call was refused: status, code, and `code field` per field error. */
export interface Refusal {
  readonly status: number;
  readonly errorCode?: string;
  readonly fields: string[];
}

export const inShort = ({ errorCode, fieldName }: ResponseError): string => `${errorCode} ${fieldName}`;

/** The refusal of a call that must be refused. */
export async function refusalOf(
  client: JsonServiceClient,
  call: (client: JsonServiceClient) => Promise<unknown>,
): Promise<Refusal> {
  let status = 0;
  client.exceptionFilter = (response) => {
    status = response.status;
  };
  const refused = await call(client).then(
    () => undefined,
    (error: { responseStatus?: ResponseStatus }) => error.responseStatus,
  );
  if (refused === undefined) throw new Error('The call was answered.');
  return { status, errorCode: refused.errorCode, fields: (refused.errors ?? []).map(inShort) };
}

/** Sends a body as it is to an address of the operation. */
export async function send(
  client: JsonServiceClient,
  verb: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; text: string }> {
  const response = await fetch(new URL(path, client.baseUrl), {
    method: verb,
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${client.bearerToken}` },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return { status: response.status, text: await response.text() };
}

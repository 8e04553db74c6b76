import type { ErrorResponse, JsonServiceClient } from '@servicestack/client';

/** How a call was refused, as a client sees it. */
export interface Refusal {
  readonly status: number;
  readonly errorCode?: string;
  readonly message?: string;
  /** `fieldName errorCode` of every field error, in order. */
  readonly fields: readonly string[];
}

const statuses = new WeakMap<object, number>();

/** Makes a call that must be refused. Errors: when it is answered instead. */
export async function refusal(
  client: JsonServiceClient,
  call: (client: JsonServiceClient) => Promise<unknown>,
): Promise<Refusal> {
  const outcome = await attempt(client, call);
  if ('answer' in outcome) throw new Error(`The call was answered: ${JSON.stringify(outcome.answer)}`);
  return outcome.refusal;
}

/** Makes a call that may go either way, for calls that race. */
export async function attempt<T>(
  client: JsonServiceClient,
  call: (client: JsonServiceClient) => Promise<T>,
): Promise<{ answer: T } | { refusal: Refusal }> {
  client.exceptionFilter = (response, error: object) => void statuses.set(error, response?.status ?? 0);
  try {
    return { answer: await call(client) };
  } catch (error) {
    const { responseStatus } = error as ErrorResponse;
    return {
      refusal: {
        status: statuses.get(error as object) ?? 0,
        errorCode: responseStatus?.errorCode,
        message: responseStatus?.message,
        fields: (responseStatus?.errors ?? []).map((field) => `${field.fieldName} ${field.errorCode}`),
      },
    };
  }
}

import { checkProviderUrl, type OpenIdOptions } from './open-id-settings';

/**
 * A JSON object of the provider. Redirects are not followed, slow and huge answers are given up.
 *
 * Errors: Error that says what was wrong with the answer; those of `fetch`.
 */
export async function providerJson(
  url: string,
  { timeoutMs, maxBytes }: Pick<OpenIdOptions, 'timeoutMs' | 'maxBytes'>,
): Promise<Record<string, unknown>> {
  checkProviderUrl(url);
  const response = await fetch(url, {
    headers: { Accept: 'application/json' },
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new Error(`The OpenID provider answered ${response.status} at ${url}.`);
  }
  const value: unknown = JSON.parse(await limitedText(response, maxBytes));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error(`The OpenID provider answered no JSON object at ${url}.`);
  }
  return value as Record<string, unknown>;
}

async function limitedText({ body }: Response, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop by an error cancels the stream, and with it the connection.
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > maxBytes) throw new Error(`The OpenID provider answered more than ${maxBytes} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

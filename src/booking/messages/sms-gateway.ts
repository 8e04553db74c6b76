import type { SmsSettings } from './message-settings';
import {
  attemptSignal,
  type DeliverableMessage,
  type Delivery,
  DeliveryError,
  type MessageTransport,
} from './message-transport';

const attemptTimeoutMs = 15_000;
const maxAnswerBytes = 16 * 1024;
// Our key (401, 403), the gateway's pace (408, 429): not the message's fault, and may be put right in time.
const retryLater = new Set([401, 403, 408, 429]);

/**
 * Hands text messages over to an HTTP service.
 *
 * ```
 * POST <url>
 * Authorization: Bearer <key>
 * Idempotency-Key: outbox-17
 * Content-Type: application/json
 *
 * {"from": "Missive", "to": "+46701234567", "text": "…"}
 * ```
 *
 * Any 2xx means taken over; an `id` in a JSON answer is kept. A 4xx refuses for good, except 401, 403,
 * 408 and 429; these, a 3xx, a 5xx and silence are worth another attempt. The key is the same at every attempt.
 */
export class SmsGateway implements MessageTransport {
  private readonly url: string;

  /** Errors: thrown at start for a URL that cannot work. */
  constructor(private readonly settings: SmsSettings) {
    this.url = gatewayUrl(settings.url);
  }

  async send(message: DeliverableMessage, signal: AbortSignal): Promise<Delivery> {
    const bounded = attemptSignal(signal, attemptTimeoutMs);
    const response = await this.post(message, bounded);
    if (!response.ok) {
      await response.body?.cancel();
      const { status } = response;
      throw new DeliveryError(
        `The SMS gateway answered ${status}.`,
        status >= 400 && status < 500 && !retryLater.has(status),
      );
    }
    return { status: 'sent', providerMessageId: idIn(await startOfBody(response)) };
  }

  private async post(message: DeliverableMessage, signal: AbortSignal): Promise<Response> {
    try {
      return await fetch(this.url, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${this.settings.key}`,
          'idempotency-key': `outbox-${message.id}`,
          'content-type': 'application/json',
          accept: 'application/json',
        },
        body: JSON.stringify({ from: this.settings.from, to: message.recipient, text: message.body }),
        // A redirect would carry number and text to a place that nobody configured.
        redirect: 'manual',
        signal,
      });
    } catch (error) {
      throw new DeliveryError(`The SMS gateway was not reached or did not answer (${codeOf(error)}).`, false);
    }
  }
}

function gatewayUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'https:' || url?.protocol === 'http:') return url.href;
  // The value stays out of the message: it may hold a key.
  throw new Error('The URL of the SMS gateway must be an http or https URL.');
}

// The message has been taken over by now: an answer that breaks off or isn't JSON must not cause a second one.
async function startOfBody(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  try {
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      if (text.length > maxAnswerBytes) break;
    }
  } catch {
    return '';
  }
  return text;
}

function idIn(answer: string): string | undefined {
  try {
    const { id } = JSON.parse(answer) as { id?: unknown };
    if (typeof id === 'number') return String(id);
    return typeof id === 'string' && id.length <= 255 ? id : undefined;
  } catch {
    return undefined;
  }
}

function codeOf(error: unknown): string {
  const { name, cause } = error as Error & { cause?: { code?: unknown } };
  return typeof cause?.code === 'string' ? cause.code : name;
}

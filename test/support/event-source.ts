import { type ClientRequest, type IncomingMessage, request } from 'node:http';

type Listener = (event: never) => void;

/** What a listener of `message` is given. */
export interface StreamMessage {
  readonly type: string;
  readonly data: string;
  readonly lastEventId: string;
}

/**
 * The browser's EventSource, which Node 20 lacks, over node:http. Source: HTML standard, section 9.2.
 *
 * Beside the standard: `static headers` are sent with the request, for sign-in by bearer token; a new connection is made
 * after `retryMs`, 50 ms rather than the seconds of a browser.
 */
export class TestEventSource {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSED = 2;
  static headers: Readonly<Record<string, string>> = {};

  readonly CONNECTING = TestEventSource.CONNECTING;
  readonly OPEN = TestEventSource.OPEN;
  readonly CLOSED = TestEventSource.CLOSED;
  readonly withCredentials: boolean;
  readyState: number = TestEventSource.CONNECTING;
  onopen: Listener | null = null;
  onmessage: Listener | null = null;
  onerror: Listener | null = null;
  retryMs = 50;
  /** Connections that were opened, for tests that count them. */
  connections = 0;
  private readonly listeners = new Map<string, Set<Listener>>();
  private readonly parser = new StreamParser((message) => this.dispatch(message.type, message));
  private current?: ClientRequest;
  private retry?: NodeJS.Timeout;

  constructor(
    readonly url: string,
    options: { withCredentials?: boolean } = {},
  ) {
    this.withCredentials = options.withCredentials ?? false;
    this.connect();
  }

  addEventListener(type: string, listener: Listener): void {
    const ofType = this.listeners.get(type) ?? new Set();
    this.listeners.set(type, ofType.add(listener));
  }
  removeEventListener(type: string, listener: Listener): void {
    this.listeners.get(type)?.delete(listener);
  }
  close(): void {
    this.readyState = TestEventSource.CLOSED;
    clearTimeout(this.retry);
    this.current?.destroy();
  }

  /** Breaks the connection as a network would; the standard has no such thing. */
  reset(): void {
    this.current?.destroy();
  }

  private connect(): void {
    const { headers } = this.constructor as typeof TestEventSource;
    const { lastEventId } = this.parser;
    const call = request(this.url, {
      headers: {
        Accept: 'text/event-stream',
        'Cache-Control': 'no-cache',
        ...(lastEventId === '' ? {} : { 'Last-Event-ID': lastEventId }),
        ...headers,
      },
    });
    this.current = call;
    call.on('response', (response) => this.read(response));
    call.on('error', () => this.reconnect());
    call.end();
  }

  private read(response: IncomingMessage): void {
    const type = response.headers['content-type']?.split(';')[0]?.trim();
    if (response.statusCode !== 200 || type !== 'text/event-stream') {
      this.fail(response);
      return;
    }
    this.readyState = TestEventSource.OPEN;
    this.connections += 1;
    this.dispatch('open', { type: 'open' });
    response.setEncoding('utf8');
    response.on('data', (text: string) => this.parser.feed(text));
    // A break is told by 'close' too; without a listener it would end the process.
    response.on('error', () => undefined);
    response.on('close', () => this.reconnect());
  }

  /** Anything but an event stream is final. */
  private fail(response: IncomingMessage): void {
    response.resume();
    this.readyState = TestEventSource.CLOSED;
    this.dispatch('error', { type: 'error', status: response.statusCode });
  }

  private reconnect(): void {
    if (this.readyState === TestEventSource.CLOSED || this.retry) return;
    this.readyState = TestEventSource.CONNECTING;
    this.dispatch('error', { type: 'error' });
    this.parser.restart();
    this.retry = setTimeout(() => {
      this.retry = undefined;
      this.connect();
    }, this.retryMs);
  }

  private dispatch(type: string, event: object): void {
    if (this.readyState === TestEventSource.CLOSED && type !== 'error') return;
    const own = type === 'open' ? this.onopen : type === 'message' ? this.onmessage : this.onerror;
    own?.(event as never);
    for (const listener of [...(this.listeners.get(type) ?? [])]) listener(event as never);
  }
}

/** An EventSource that signs in by bearer token. */
export function eventSourceWith(headers: Readonly<Record<string, string>>): typeof TestEventSource {
  return class extends TestEventSource {
    static override headers = headers;
  };
}

/** Puts the stand-in where browsers have theirs; the typed client looks there. Answers how to take it away again. */
export function installEventSource(): () => void {
  const place = globalThis as { EventSource?: unknown };
  const before = place.EventSource;
  place.EventSource = TestEventSource;
  return () => {
    place.EventSource = before;
  };
}

/** Cuts a stream into messages. Source: HTML standard, section 9.2.6. */
export class StreamParser {
  lastEventId = '';
  private rest = '';
  private data: string[] = [];
  private type = '';

  constructor(private readonly onMessage: (message: StreamMessage) => void) {}

  feed(text: string): void {
    const lines = (this.rest + text).split(/\r\n|\n|\r/);
    this.rest = lines.pop() ?? '';
    for (const line of lines) this.take(line);
  }
  /** An unfinished message is dropped with its connection; the last id stays. */
  restart(): void {
    this.rest = '';
    this.data = [];
    this.type = '';
  }

  private take(line: string): void {
    if (line === '') {
      this.finish();
      return;
    }
    const colon = line.indexOf(':');
    // A line that begins with a colon is a comment.
    if (colon === 0) return;
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'data') this.data.push(value);
    else if (field === 'id' && !value.includes('\0')) this.lastEventId = value;
    else if (field === 'event') this.type = value;
  }

  private finish(): void {
    const { data, type, lastEventId } = this;
    this.data = [];
    this.type = '';
    if (data.length > 0) this.onMessage({ type: type || 'message', data: data.join('\n'), lastEventId });
  }
}

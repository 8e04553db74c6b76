import { Readable } from 'node:stream';

export interface StreamPartOptions {
  /** Bytes to leave out at the beginning. Default: 0. */
  readonly start?: number;
  /** Bytes to give; absent: all that come. */
  readonly length?: number;
}

/** How long an answer waits for a stream to show whether it works; then its head is sent without knowing. */
const longestWaitMs = 1000;

/**
 * A part of another stream, of exactly the length that the answer's head promises: a source that ends early is an error,
 * since the client would wait for the rest, and what it gives beyond that is not sent, since it would be read as the
 * next answer.
 *
 * Owns its source from the start: errors of the source before anybody reads end up here rather than in the process, and
 * destroying the part destroys the source.
 */
export class StreamPart extends Readable {
  /** Resolves with the first bytes, the end, or after a second; rejects when the source fails before. */
  readonly started: Promise<void>;
  private skip: number;
  private remaining: number;
  private settle: (error?: Error) => void = () => undefined;

  constructor(
    private readonly source: Readable,
    { start = 0, length = Number.POSITIVE_INFINITY }: StreamPartOptions = {},
  ) {
    super();
    this.skip = start;
    this.remaining = length;
    this.started = new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, longestWaitMs);
      this.settle = (error) => {
        clearTimeout(timer);
        if (error) reject(error);
        else resolve();
      };
    });
    // Whoever sends the part listens later than a source can fail; until then nobody may be missed.
    this.started.catch(() => undefined);
    this.on('error', () => undefined);
    if (length === 0) this.finish();
    this.follow();
  }

  private follow(): void {
    const { source } = this;
    const early = (): void => void this.destroy(new Error('The stream of an answer was closed before its end.'));
    source.on('error', (error) => this.destroy(error));
    source.on('end', () => this.ended());
    source.on('close', () => source.readableEnded || this.remaining === 0 || early());
    if (source.errored) this.destroy(source.errored);
    else if (source.destroyed || source.readableEnded) early();
    else source.on('data', (chunk: unknown) => this.accept(chunk));
  }

  private accept(chunk: unknown): void {
    const bytes = bytesOf(chunk);
    if (!bytes) {
      this.destroy(new TypeError(`A stream of an answer gives text or bytes; it gave ${typeof chunk}.`));
      return;
    }
    if (this.remaining === 0) {
      this.source.destroy();
      return;
    }
    const part = bytes.subarray(this.skip, this.skip + this.remaining);
    this.skip = Math.max(0, this.skip - bytes.length);
    this.remaining -= part.length;
    if (part.length === 0) return;
    this.settle();
    const wantsMore = this.push(part);
    if (this.remaining === 0) this.finish();
    else if (!wantsMore) this.source.pause();
  }

  private ended(): void {
    if (this.remaining === 0) return;
    if (this.remaining === Number.POSITIVE_INFINITY) this.finish();
    else this.destroy(new Error(`The stream of an answer ended ${this.remaining} bytes early.`));
  }

  private finish(): void {
    this.remaining = 0;
    this.settle();
    this.push(null);
  }

  override _read(): void {
    this.source.resume();
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    this.settle(error ?? undefined);
    this.source.destroy();
    callback(error);
  }
}

function bytesOf(chunk: unknown): Uint8Array | undefined {
  if (typeof chunk === 'string') return Buffer.from(chunk);
  return chunk instanceof Uint8Array ? chunk : undefined;
}

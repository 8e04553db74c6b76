const headEnd = Buffer.from('\r\n\r\n');
const chunkEnd = Buffer.from('\r\n');

/**
 * Finds where HTTP answers end in a stream of bytes, and their status; bodies are counted, not kept. As little as a load
 * generator needs: answers to requests other than HEAD, with Content-Length, in chunks, or without a body.
 */
export class AnswerReader {
  /** Bytes that belong to a head or a chunk's size and are not whole yet. */
  private rest = Buffer.alloc(0);
  private state: 'head' | 'body' | 'chunkSize' | 'chunk' | 'trailer' = 'head';
  private left = 0;
  private status = 0;

  constructor(private readonly onAnswer: (status: number) => void) {}

  /** Errors: Error for what is no HTTP/1.1 answer. The bytes may be overwritten afterwards. */
  push(bytes: Buffer): void {
    let at = 0;
    while (at < bytes.length) {
      if (this.state === 'body' || this.state === 'chunk') at = this.skip(bytes, at);
      else at = this.readLines(bytes, at);
    }
  }

  private skip(bytes: Buffer, at: number): number {
    const taken = Math.min(this.left, bytes.length - at);
    this.left -= taken;
    if (this.left === 0) {
      if (this.state === 'body') this.end();
      else this.state = 'chunkSize';
    }
    return at + taken;
  }

  private readLines(bytes: Buffer, at: number): number {
    const before = this.rest.length;
    const all = before === 0 ? bytes.subarray(at) : Buffer.concat([this.rest, bytes.subarray(at)]);
    const mark = this.state === 'head' ? headEnd : chunkEnd;
    const end = all.indexOf(mark);
    if (end < 0) {
      this.rest = Buffer.from(all);
      return bytes.length;
    }
    this.rest = this.rest.subarray(0, 0);
    if (this.state === 'head') this.readHead(all.toString('latin1', 0, end));
    else if (this.state === 'trailer') this.readTrailer(end);
    else this.readChunkSize(all.toString('latin1', 0, end));
    return at + end + mark.length - before;
  }

  private readHead(head: string): void {
    this.status = Number(head.slice(9, 12));
    if (!head.startsWith('HTTP/1.1 ') || !(this.status >= 200)) throw new Error(`No answer: ${head.slice(0, 80)}`);
    const length = /\r\ncontent-length: *(\d+)/i.exec(head);
    this.left = Number(length?.[1] ?? 0);
    if (length === null && /\r\ntransfer-encoding: *chunked/i.test(head)) this.state = 'chunkSize';
    else if (this.left > 0) this.state = 'body';
    else this.end();
  }

  private readChunkSize(line: string): void {
    const size = Number.parseInt(line, 16);
    if (!(size >= 0)) throw new Error(`No size of a chunk: ${line.slice(0, 80)}`);
    // The line end after a chunk is skipped with it.
    this.left = size + chunkEnd.length;
    this.state = size > 0 ? 'chunk' : 'trailer';
  }

  private readTrailer(length: number): void {
    if (length === 0) this.end();
  }

  private end(): void {
    this.state = 'head';
    this.onAnswer(this.status);
  }
}

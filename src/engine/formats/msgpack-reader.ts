import { isUtf8 } from 'node:buffer';

/** Levels of maps and lists, the message itself being the first (decisions D6). */
const maxLevels = 32;
// An empty map is one byte in a body and a hundred in memory; a batch of the largest budget holds a tenth of this.
const maxContainers = 200_000;
// Timestamps that JavaScript has as a date: 271,821 years either way.
const maxSeconds = 8_640_000_000_000;

/**
 * Reads MessagePack (msgpack.org, specification of 2017) as what a request may hold: no extension types but timestamps,
 * which become ISO-8601 text; bytes become base64 text; integers beyond 2^53 become text, so that none is rounded.
 *
 * The library that writes is not used here: it reads extensions of its own (records, references, classes), cannot be
 * held to a depth, and accepts broken UTF-8.
 *
 * Shape:  objects without prototype, lists, scalars.
 * Errors: SyntaxError naming the byte. Announced sizes are compared with what is there before anything is made.
 */
export function readMsgpack(body: Buffer): { value: unknown; hasNul: boolean } {
  const reader = new MsgpackReader(body);
  const value = reader.value(1);
  reader.expectEnd();
  return { value, hasNul: reader.hasNul };
}

class MsgpackReader {
  hasNul = false;
  private at = 0;
  private containers = 0;

  constructor(private readonly body: Buffer) {}

  value(level: number): unknown {
    const token = this.uint(1);
    if (token < 0x80) return token;
    if (token < 0x90) return this.map(token & 0x0f, level);
    if (token < 0xa0) return this.list(token & 0x0f, level);
    if (token < 0xc0) return this.text(token & 0x1f);
    if (token >= 0xe0) return token - 0x100;
    switch (token) {
      case 0xc0:
        return null;
      case 0xc2:
        return false;
      case 0xc3:
        return true;
      case 0xc4:
      case 0xc5:
      case 0xc6:
        return this.take(this.uint(1 << (token - 0xc4))).toString('base64');
      case 0xc7:
      case 0xc8:
      case 0xc9:
        return this.extension(this.uint(1 << (token - 0xc7)));
      case 0xca:
        return this.take(4).readFloatBE();
      case 0xcb:
        return this.take(8).readDoubleBE();
      case 0xcc:
      case 0xcd:
      case 0xce:
        return this.uint(1 << (token - 0xcc));
      case 0xcf:
        return exact(this.take(8).readBigUInt64BE());
      case 0xd0:
      case 0xd1:
      case 0xd2: {
        const size = 1 << (token - 0xd0);
        return this.take(size).readIntBE(0, size);
      }
      case 0xd3:
        return exact(this.take(8).readBigInt64BE());
      case 0xd4:
      case 0xd5:
      case 0xd6:
      case 0xd7:
      case 0xd8:
        return this.extension(1 << (token - 0xd4));
      case 0xd9:
      case 0xda:
      case 0xdb:
        return this.text(this.uint(1 << (token - 0xd9)));
      case 0xdc:
      case 0xdd:
        return this.list(this.uint(2 << (token - 0xdc)), level);
      case 0xde:
      case 0xdf:
        return this.map(this.uint(2 << (token - 0xde)), level);
      default:
        return this.fail(`token 0x${token.toString(16)} is not used by MessagePack`);
    }
  }

  expectEnd(): void {
    if (this.at < this.body.length) this.fail(`${this.body.length - this.at} bytes follow the value`);
  }

  private map(size: number, level: number): Record<string, unknown> {
    this.open(size, 2, level);
    // No prototype: a member named __proto__ becomes an ordinary key, which the binder then refuses.
    const result = Object.create(null) as Record<string, unknown>;
    for (let i = 0; i < size; i++) {
      const key = this.value(level + 1);
      if (typeof key !== 'string' && typeof key !== 'number') this.fail('a key is neither text nor a number');
      result[String(key)] = this.value(level + 1);
    }
    return result;
  }

  private list(size: number, level: number): unknown[] {
    this.open(size, 1, level);
    const result: unknown[] = [];
    for (let i = 0; i < size; i++) result.push(this.value(level + 1));
    return result;
  }

  private open(size: number, leastBytes: number, level: number): void {
    if (level > maxLevels) throw new SyntaxError(`the body is nested deeper than ${maxLevels} levels.`);
    this.containers += 1;
    if (this.containers > maxContainers) this.fail(`more than ${maxContainers} maps and lists`);
    if (size * leastBytes > this.body.length - this.at) this.fail(`${size} items are announced, but the body ends`);
  }

  private text(length: number): string {
    const bytes = this.take(length);
    if (!isUtf8(bytes)) this.fail('a text is no UTF-8');
    const text = bytes.toString('utf8');
    this.hasNul ||= text.includes('\0');
    return text;
  }

  /** Timestamps of 4, 8 and 12 bytes; what is below a millisecond is cut off. */
  private extension(length: number): string {
    const type = this.take(1).readInt8();
    const data = this.take(length);
    if (type !== -1) this.fail(`extension type ${type} is not read, only timestamps are`);
    let seconds = 0;
    let nanoseconds = 0;
    if (length === 4) seconds = data.readUInt32BE();
    else if (length === 8) {
      const both = data.readBigUInt64BE();
      seconds = Number(both & 0x3_ffff_ffffn);
      nanoseconds = Number(both >> 34n);
    } else if (length === 12) {
      nanoseconds = data.readUInt32BE();
      seconds = Number(data.readBigInt64BE(4));
    } else this.fail(`a timestamp of ${length} bytes`);
    if (nanoseconds > 999_999_999 || Math.abs(seconds) >= maxSeconds) this.fail('a timestamp is out of range');
    return new Date(seconds * 1000 + Math.floor(nanoseconds / 1_000_000)).toISOString().replace('.000Z', 'Z');
  }

  /** A big-endian unsigned integer of 1, 2 or 4 bytes. */
  private uint(size: number): number {
    return this.take(size).readUIntBE(0, size);
  }

  private take(length: number): Buffer {
    const start = this.at;
    if (length > this.body.length - start) this.fail('the body ends within a value');
    this.at += length;
    return this.body.subarray(start, this.at);
  }

  private fail(what: string): never {
    throw new SyntaxError(`the body is no MessagePack: ${what}, at byte ${this.at + 1}.`);
  }
}

/** A number only where it is exact. */
function exact(value: bigint): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value.toString();
}

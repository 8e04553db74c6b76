/** A payload of NOTIFY is shorter than 8,000 bytes. Source: PostgreSQL, NOTIFY. */
const longestPayload = 7_999;
const header = /^([\w-]{1,40})\.(\d{1,15})\.(\d{1,6})\.(\d{1,6}) /;
const longestHeader = 40 + 15 + 6 + 6 + 4;
const mostSenders = 256;

/** A text of one sender, numbered from 1 on. */
export interface RelayText {
  readonly sender: string;
  readonly number: number;
  readonly text: string;
}

/** The payloads that carry a text, in order, each of which says which part of what it is. */
export function relayParts({ sender, number, text }: RelayText): string[] {
  const pieces = slices(text, longestPayload - longestHeader);
  return pieces.map((piece, index) => `${sender}.${number}.${index}.${pieces.length} ${piece}`);
}

/** Pieces of at most `maxBytes` bytes of UTF-8, never cut inside a character. */
function slices(text: string, maxBytes: number): string[] {
  const bytes = Buffer.from(text, 'utf8');
  const pieces: string[] = [];
  let start = 0;
  do {
    let end = Math.min(bytes.length, start + maxBytes);
    while (end < bytes.length && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
    pieces.push(bytes.toString('utf8', start, end));
    start = end;
  } while (start < bytes.length);
  return pieces;
}

interface Sender {
  /** Of the last text that was complete. */
  lastNumber: number;
  partial?: { readonly number: number; readonly pieces: string[] };
}

/**
 * Puts the texts of all senders together again.
 *
 * The parts of one text come one after another, since they were sent in one transaction. A text whose beginning was
 * missed is dropped, and so is one that comes a second time: its sender could not know that it had arrived.
 */
export class RelayReader {
  private readonly senders = new Map<string, Sender>();

  /** The text that the payload completes, if it does. What is no payload of ours gives none. */
  read(payload: string): RelayText | undefined {
    const match = header.exec(payload);
    if (!match?.[1]) return undefined;
    const [number, index, count] = [Number(match[2]), Number(match[3]), Number(match[4])];
    const sender = this.senderOf(match[1]);
    if (number <= sender.lastNumber) return undefined;
    if (index === 0) sender.partial = { number, pieces: [] };
    const { partial } = sender;
    if (partial?.number !== number || partial.pieces.length !== index) {
      sender.partial = undefined;
      return undefined;
    }
    partial.pieces.push(payload.slice(match[0].length));
    if (partial.pieces.length < count) return undefined;
    sender.partial = undefined;
    sender.lastNumber = number;
    return { sender: match[1], number, text: partial.pieces.join('') };
  }

  /** Processes come and go: whoever was silent for longest is forgotten. */
  private senderOf(name: string): Sender {
    const sender = this.senders.get(name) ?? { lastNumber: 0 };
    this.senders.delete(name);
    this.senders.set(name, sender);
    if (this.senders.size > mostSenders) {
      const [oldest] = this.senders.keys();
      if (oldest !== undefined) this.senders.delete(oldest);
    }
    return sender;
  }
}

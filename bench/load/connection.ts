import { connect, type Socket } from 'node:net';
import { AnswerReader } from './answer-reader';

export interface Order {
  readonly bytes: Buffer;
  readonly status: number;
}
interface Options {
  readonly port: number;
  readonly orders: readonly Order[];
  /** Which order is the first. */
  readonly from: number;
  /** Asked after each answer: whether no more requests are to be sent. */
  readonly isOver: (now: number) => boolean;
  readonly onTime: (ms: number) => void;
}

/** Sends one request after the other until the time is over. Errors: Error for an answer with another status. */
export function runConnection({ port, orders, from, isOver, onTime }: Options): Promise<void> {
  return new Promise((resolve, reject) => {
    let at = from;
    let sentAt = 0;
    let expected = 0;
    const send = () => {
      const order = orders[at++ % orders.length] as Order;
      expected = order.status;
      sentAt = performance.now();
      socket.write(order.bytes);
    };
    const reader = new AnswerReader((status) => {
      const now = performance.now();
      if (status !== expected) throw new Error(`An answer has status ${status}, ${expected} was expected.`);
      onTime(now - sentAt);
      if (!isOver(now)) return send();
      socket.destroy();
      resolve();
    });
    // One buffer per connection: answers are counted, not kept.
    const onread = { buffer: Buffer.allocUnsafe(64 * 1024), callback: read };
    const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true, onread }, send);
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('The peer has closed a connection.')));

    function read(count: number, bytes: Uint8Array): boolean {
      try {
        reader.push(Buffer.from(bytes.buffer, bytes.byteOffset, count));
      } catch (error) {
        reject(error as Error);
        socket.destroy();
      }
      return true;
    }
  });
}

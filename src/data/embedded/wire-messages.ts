/**
 * The few parts of PostgreSQL's wire protocol that the multiplexer has to read or write itself.
 *
 * Source: PostgreSQL documentation, "Frontend/Backend Protocol", version 3.0.
 */

/** Types of messages that clients send. */
export const fromClient = {
  query: 0x51, // Q
  parse: 0x50, // P
  bind: 0x42, // B
  describe: 0x44, // D
  close: 0x43, // C
  sync: 0x53, // S
  flush: 0x48, // H
  terminate: 0x58, // X
  password: 0x70, // p
  copyData: 0x64, // d
  copyDone: 0x63, // c
  copyFail: 0x66, // f
} as const;

/** Types of messages that the server sends. */
export const fromServer = {
  readyForQuery: 0x5a, // Z
  notification: 0x41, // A
  copyInResponse: 0x47, // G
} as const;

/** Transaction status in ReadyForQuery. */
export const idle = 0x49; // I

/** The messages that make a server work on what it was sent before. */
export const endsBatch: ReadonlySet<number> = new Set([
  fromClient.query,
  fromClient.sync,
  fromClient.flush,
  fromClient.copyData,
  fromClient.copyDone,
  fromClient.copyFail,
]);

const sslRequest = 80877103;
const headerBytes = 5;
const zero = Buffer.from([0]);
const statementKind = 0x53; // S, as against P for a portal

export function message(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(headerBytes);
  head.write(type, 0, 'latin1');
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

export function cString(text: string): Buffer {
  return Buffer.from(`${text}\0`, 'utf8');
}

export const readyWhenIdle = message('Z', Buffer.from('I'));

/** A simple query, as a client would send it. */
export function simpleQuery(sql: string): Buffer {
  return message('Q', cString(sql));
}

export function errorResponse(sqlState: string, text: string): Buffer {
  return message(
    'E',
    Buffer.concat([cString('SERROR'), cString('VERROR'), cString(`C${sqlState}`), cString(`M${text}`), zero]),
  );
}

/** What a server answers to a start-up message; nobody has to prove who they are. */
export function startupAnswer(clientId: number): Buffer {
  const parameter = (name: string, value: string): Buffer =>
    message('S', Buffer.concat([cString(name), cString(value)]));
  const cancelKey = Buffer.alloc(8);
  cancelKey.writeInt32BE(clientId, 0);
  return Buffer.concat([
    message('R', Buffer.alloc(4)),
    parameter('server_version', '18.6 (embedded)'),
    parameter('client_encoding', 'UTF8'),
    parameter('DateStyle', 'ISO, MDY'),
    parameter('integer_datetimes', 'on'),
    parameter('standard_conforming_strings', 'on'),
    message('K', cancelKey),
    readyWhenIdle,
  ]);
}

/** The first start-up message in `buffer`, or `undefined` when it has not arrived as a whole. */
export function readStartup(buffer: Buffer): { length: number; asksForTls: boolean } | undefined {
  if (buffer.length < 8) return undefined;
  const length = buffer.readInt32BE(0);
  return buffer.length < length ? undefined : { length, asksForTls: buffer.readInt32BE(4) === sslRequest };
}

/** The first message in `buffer` from `offset`, or `undefined` when it has not arrived as a whole. */
export function readMessage(buffer: Buffer, offset = 0): Buffer | undefined {
  if (buffer.length < offset + headerBytes) return undefined;
  const end = offset + 1 + buffer.readInt32BE(offset + 1);
  return buffer.length < end ? undefined : buffer.subarray(offset, end);
}

export function* messagesIn(buffer: Buffer): Generator<Buffer> {
  for (let offset = 0; ; ) {
    const next = readMessage(buffer, offset);
    if (!next) return;
    yield next;
    offset += next.length;
  }
}

/** SQL text of a Query or Parse message; `undefined` for any other. */
export function sqlOf(received: Buffer): string | undefined {
  if (received[0] === fromClient.query) return received.subarray(headerBytes, -1).toString('utf8');
  if (received[0] !== fromClient.parse) return undefined;
  const start = received.indexOf(0, headerBytes) + 1;
  return received.subarray(start, received.indexOf(0, start)).toString('utf8');
}

/** Channel of a NotificationResponse. */
export function channelOf(received: Buffer): string {
  return received.subarray(9, received.indexOf(0, 9)).toString('utf8');
}

/** The same message with the name of its prepared statement changed; unnamed statements stay. */
export function renameStatement(received: Buffer, rename: (name: string) => string): Buffer {
  const renamed = (name: Buffer): Buffer => Buffer.from(rename(name.toString('utf8')), 'utf8');
  switch (received[0]) {
    case fromClient.parse: {
      const end = received.indexOf(0, headerBytes);
      if (end === headerBytes) return received;
      return message('P', Buffer.concat([renamed(received.subarray(headerBytes, end)), received.subarray(end)]));
    }
    case fromClient.bind: {
      const start = received.indexOf(0, headerBytes) + 1;
      const end = received.indexOf(0, start);
      if (end === start) return received;
      const portal = received.subarray(headerBytes, start);
      return message('B', Buffer.concat([portal, renamed(received.subarray(start, end)), received.subarray(end)]));
    }
    case fromClient.describe:
    case fromClient.close: {
      const isNamedStatement = received[headerBytes] === statementKind && received[headerBytes + 1] !== 0;
      if (!isNamedStatement) return received;
      const kind = received.subarray(headerBytes, headerBytes + 1);
      const name = renamed(received.subarray(headerBytes + 1, -1));
      return message(String.fromCharCode(received[0]), Buffer.concat([kind, name, zero]));
    }
    default:
      return received;
  }
}

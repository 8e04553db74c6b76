import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A mail as the server took it over. */
export interface ReceivedMail {
  envelopeFrom: string;
  envelopeTo: string[];
  /** Names in lower case, unfolded, encoded words decoded; a repeated header keeps each value. */
  headers: Map<string, string[]>;
  /** The body, decoded; single-part text mails only. */
  text: string;
  raw: string;
}

export interface SmtpSinkOptions {
  /** Demands this sign-in; without it nobody needs to sign in. */
  user?: string;
  password?: string;
}

/** A real mail server in process, that keeps what it is sent and refuses on demand. */
export interface SmtpSink {
  /** With user and password when the sink demands them. */
  readonly url: string;
  readonly mails: ReceivedMail[];
  /** The next command of this kind is answered with this code; several calls queue up. */
  refuseNext(stage: 'RCPT TO' | 'DATA', code: number, text?: string): void;
  close(): Promise<void>;
}

export async function startSmtpSink(options: SmtpSinkOptions = {}): Promise<SmtpSink> {
  const mails: ReceivedMail[] = [];
  const refusals: { stage: string; error: Error }[] = [];
  const nextRefusal = (stage: string): Error | undefined => {
    const index = refusals.findIndex((refusal) => refusal.stage === stage);
    return index < 0 ? undefined : refusals.splice(index, 1)[0]?.error;
  };

  const server = new SMTPServer({
    authOptional: options.user === undefined,
    // Plain text on the loopback interface: certificates are not what is tested here.
    disabledCommands: options.user === undefined ? ['AUTH', 'STARTTLS'] : ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, done) =>
      username === options.user && password === options.password
        ? done(null, { user: username })
        : done(withCode(new Error(`Bad sign-in of ${username} with ${password}`), 535)),
    onRcptTo: (_address, _session, done) => done(nextRefusal('RCPT TO')),
    onData: (stream, { envelope }, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const refusal = nextRefusal('DATA');
        if (refusal) return done(refusal);
        const raw = Buffer.concat(chunks).toString('latin1');
        const sender = envelope.mailFrom ? envelope.mailFrom.address : '';
        mails.push({ envelopeFrom: sender, envelopeTo: envelope.rcptTo.map(({ address }) => address), ...parse(raw) });
        done();
      });
    },
  });
  // A client that hangs up in the middle is part of some tests.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  const signIn = options.user === undefined ? '' : `${options.user}:${encodeURIComponent(options.password ?? '')}@`;

  return {
    url: `smtp://${signIn}127.0.0.1:${port}`,
    mails,
    refuseNext: (stage, code, text = 'refused by the test') =>
      void refusals.push({ stage, error: withCode(new Error(text), code) }),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function withCode(error: Error, responseCode: number): Error {
  return Object.assign(error, { responseCode });
}

function parse(raw: string): { headers: Map<string, string[]>; text: string; raw: string } {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const headers = new Map<string, string[]>();
  for (const line of head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    headers.set(name, [...(headers.get(name) ?? []), decodeWords(line.slice(colon + 1).trim())]);
  }
  const encoding = headers.get('content-transfer-encoding')?.[0] ?? '7bit';
  return { headers, text: decodeBody(rest.join('\r\n\r\n'), encoding).replace(/\r?\n$/, ''), raw };
}

function decodeBody(body: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  if (encoding === 'quoted-printable') return decodeQuoted(body.replace(/=\r\n/g, ''));
  return Buffer.from(body, 'latin1').toString('utf8');
}

/** RFC 2047; white space between two encoded words is not part of the text. */
function decodeWords(text: string): string {
  return text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, coded: string) =>
      kind.toLowerCase() === 'b'
        ? Buffer.from(coded, 'base64').toString('utf8')
        : decodeQuoted(coded.replace(/_/g, ' ')),
    );
}

function decodeQuoted(text: string): string {
  const bytes = text.replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

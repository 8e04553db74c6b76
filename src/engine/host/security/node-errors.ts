import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { HttpError } from '../../core/http-error';
import type { Answer } from '../answer';

/** After its answer a connection that cannot be read is given this long to take it, so that the answer arrives. */
const lingerMs = 1_000;

/**
 * Gives what Node itself refuses the host's own envelope, and ends the connection: what follows on it cannot be told from
 * the rest of a request (reliability 3.2 #20).
 *
 * `describe`: the answer to an error of no request.
 */
export function answerNodeErrors(server: Server, describe: (error: HttpError) => Answer): void {
  const answered = new WeakSet<object>();
  server.on('clientError', (error: ParseError, socket) => {
    // A broken parser complains about everything that still comes.
    if (answered.has(socket)) return;
    answered.add(socket);
    if (error.code === 'ECONNRESET' || !socket.writable || hasBegunAnswer(socket)) return void socket.destroy();
    const isHead = error.rawPacket?.subarray(0, 5).toString('latin1') === 'HEAD ';
    end(socket as Socket, describe(refusalOf(error)), isHead);
  });
  server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) => {
    const answer = describe(
      new HttpError(417, 'ExpectationFailed', 'The only expectation that is met is 100-continue.'),
    );
    const body = bodyOf(answer);
    response.writeHead(answer.status, closing(answer, body));
    response.end(body);
  });
  server.on('connect', (_request: IncomingMessage, socket) => {
    end(socket as Socket, describe(HttpError.methodNotAllowed('This server is no proxy.')));
  });
}

/** What Node's parser complains about, with the bytes that it was reading. */
interface ParseError extends NodeJS.ErrnoException {
  readonly rawPacket?: Buffer;
}

function refusalOf({ code }: ParseError): HttpError {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return new HttpError(431, 'RequestHeaderFieldsTooLarge', 'The headers are larger than 16 KiB.');
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return new HttpError(413, 'PayloadTooLarge', 'The extensions of the chunks are too large.');
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new HttpError(408, 'RequestTimeout', 'The request did not arrive in time.');
    default:
      return HttpError.badRequest('The request is not HTTP as RFC 9112 describes it.');
  }
}

/** Half an answer is followed by nothing: a client would take it for the answer's rest. Source: Node's own handler. */
function hasBegunAnswer(socket: object): boolean {
  const { _httpMessage: message } = socket as { _httpMessage?: { headersSent?: boolean } | null };
  return message?.headersSent === true;
}

/** `isHead`: the body is told of and left out; a client would take it for the next answer. */
function end(socket: Socket, answer: Answer, isHead = false): void {
  const body = bodyOf(answer);
  const lines = Object.entries(closing(answer, body)).flatMap(([name, value]) =>
    [value].flat().map((one) => `${name}: ${one}`),
  );
  const head = [`HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status] ?? ''}`, ...lines, '', ''].join('\r\n');
  socket.on('error', () => socket.destroy());
  socket.end(Buffer.concat([Buffer.from(head, 'latin1'), ...(isHead ? [] : [body])]));
  setTimeout(() => socket.destroy(), lingerMs).unref();
}

function bodyOf({ body }: Answer): Buffer {
  return Buffer.from(typeof body === 'string' || Buffer.isBuffer(body) ? body : '');
}

function closing({ headers }: Answer, body: Buffer): Record<string, string | string[]> {
  const own = headers as Record<string, string | string[]>;
  return { ...own, 'Content-Length': String(body.length), Connection: 'close' };
}

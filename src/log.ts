import pino, { type DestinationStream, type Logger } from 'pino';
import { redacted } from './engine';

/**
 * The product's log: JSON, one line per event, with no secrets in it (reliability 3.2 #23).
 *
 * `to`: default standard output.
 */
export function createLog(level: string, to?: DestinationStream): Logger {
  const options = {
    level,
    formatters: { log: (fields: object) => redacted(fields) as Record<string, unknown> },
    // Errors have been taken apart by then; pino's own serialiser would add what they carry.
    serializers: { err: (error: unknown) => error },
  };
  return to ? pino(options, to) : pino(options);
}

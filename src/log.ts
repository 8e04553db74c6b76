import pino, { type DestinationStream, type Logger, type LoggerOptions } from 'pino';
import { redacted } from './engine';

/**
 * The product's log: JSON, one line per event, with no secrets in it (reliability 3.2 #23).
 *
 * `to`: default standard output.
 */
export function createLog(level: string, to?: DestinationStream): Logger {
  const options: LoggerOptions = {
    level,
    formatters: { bindings: (fields) => redacted(fields) as Record<string, unknown> },
    // Errors have been taken apart by then, and pino would put them together in its own way.
    serializers: { err: (error: unknown) => error },
    hooks: {
      // Before pino sees them: of an error it would make fields and a message by itself.
      logMethod(args, method) {
        const [first, ...rest] = args as readonly unknown[];
        const fields = first instanceof Error ? { err: first } : first;
        method.apply(this, [fields, ...rest].map(redacted) as Parameters<typeof method>);
      },
    },
  };
  return to ? pino(options, to) : pino(options);
}

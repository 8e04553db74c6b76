/** The part of pino that the engine uses; `new AppHost({ log: pino() })` fits as it is. */
export interface Log {
  debug(fields: object, message?: string): void;
  info(fields: object, message?: string): void;
  warn(fields: object, message?: string): void;
  error(fields: object, message?: string): void;
}

const nothing = (): void => undefined;
/** Default of a host that is given no log. */
export const silentLog: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };

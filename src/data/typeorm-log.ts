import type { Logger } from 'typeorm';
import type { Log } from '../engine';

/** TypeORM's messages in our own log. Statements are left out: their parameters are people's data. */
export class TypeOrmLog implements Logger {
  constructor(private readonly to: Log) {}

  logQuery(): void {}
  logQueryError(): void {}
  logSchemaBuild(): void {}
  logQuerySlow(timeMs: number): void {
    this.to.warn({ timeMs }, 'A statement was slow.');
  }
  logMigration(message: string): void {
    this.to.info({}, message);
  }
  log(level: 'log' | 'info' | 'warn', message: unknown): void {
    if (level === 'warn') this.to.warn({}, String(message));
    else this.to.debug({}, String(message));
  }
}

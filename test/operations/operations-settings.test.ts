import { readOperationsSettings } from '../../src/operations-settings';

describe('settings of operations', () => {
  it('reliability 6.1: have defaults', () => {
    expect(readOperationsSettings({})).toEqual({
      prestopMs: 0,
      shutdownGraceMs: 10_000,
      metricsToken: undefined,
      maxInFlight: 1_000,
      maxLoopDelayMs: 1_000,
      database: { connectMs: 5_000, statementMs: 7_500, queryMs: 8_500 },
    });
  });

  it.each([
    [{ PRESTOP_MS: '-1' }, "PRESTOP_MS must be a whole number from 0 to 600000; it is '-1'."],
    [{ SHUTDOWN_GRACE_MS: '10s' }, "SHUTDOWN_GRACE_MS must be a whole number from 100 to 600000; it is '10s'."],
    [{ MAX_IN_FLIGHT: '0' }, "MAX_IN_FLIGHT must be a whole number from 1 to 1000000; it is '0'."],
    [{ MAX_LOOP_DELAY_MS: '1' }, "MAX_LOOP_DELAY_MS must be a whole number from 10 to 60000; it is '1'."],
    [{ PG_CONNECT_TIMEOUT_MS: '0' }, "PG_CONNECT_TIMEOUT_MS must be a whole number from 100 to 600000; it is '0'."],
    [
      { PG_QUERY_TIMEOUT_MS: '7500' },
      "PG_QUERY_TIMEOUT_MS must be more than PG_STATEMENT_TIMEOUT_MS (7500); it is '7500'.",
    ],
    [{ METRICS_TOKEN: 'short' }, 'METRICS_TOKEN must have at least 16 characters and no blanks.'],
    [{ METRICS_TOKEN: 'with a blank in it' }, 'METRICS_TOKEN must have at least 16 characters and no blanks.'],
  ])('reliability 6.1: %j stops the start and is named, secrets without their value', (env, message) => {
    expect(() => readOperationsSettings(env)).toThrow(new Error(message));
  });
});

import { QueryFailedError, QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError } from 'typeorm';
import { databaseErrors, isExclusionViolation, isForeignKeyViolation, isUniqueViolation } from '../../src/data';
import { HttpError } from '../../src/engine';

function withCode(code: string, more: object = {}): Error {
  return Object.assign(new Error('some text'), { code }, more);
}
function failed(driverError: Error): QueryFailedError {
  return new QueryFailedError('select secret from somewhere', ['a parameter'], driverError);
}
function answerTo(error: unknown): HttpError | undefined {
  return databaseErrors(error) as HttpError | undefined;
}

describe('databaseErrors', () => {
  it.each([
    ['08006', 'connection failure'],
    ['08003', 'connection does not exist'],
    ['57P01', 'ended by the administrator'],
    ['57P02', 'crash of the server'],
    ['57P03', 'starting up'],
    ['57014', 'statement_timeout'],
    ['25P03', 'idle in transaction'],
    ['53300', 'too many connections'],
    ['53100', 'disk full'],
    ['55P03', 'the wait of the embedded database'],
    ['25006', 'read only'],
    ['ECONNREFUSED', 'nothing listens'],
    ['ECONNRESET', 'reset'],
    ['EPIPE', 'closed while writing'],
    ['ETIMEDOUT', 'no route in time'],
  ])('answers 503 with Retry-After for %s, %s', (code) => {
    for (const error of [withCode(code), failed(withCode(code))]) {
      expect(answerTo(error)).toMatchObject({
        status: 503,
        errorCode: 'ServiceUnavailable',
        headers: { 'Retry-After': '5' },
        cause: error,
      });
    }
  });

  it.each([
    'Connection terminated',
    'Connection terminated unexpectedly',
    'Connection terminated due to connection timeout',
    'timeout exceeded when trying to connect',
    'Query read timeout',
    'Client has encountered a connection error and is not queryable',
  ])('answers 503 for the driver’s text %p, which has no code', (text) => {
    expect(answerTo(failed(new Error(text)))?.status).toBe(503);
    expect(answerTo(new Error(text))?.status).toBe(503);
  });

  it.each(['40001', '40P01'])('answers 503 to be tried again soon for the collision %s', (code) => {
    expect(answerTo(failed(withCode(code)))).toMatchObject({ status: 503, headers: { 'Retry-After': '1' } });
  });

  it('answers 503 when a transaction lost its connection on the way', () => {
    expect(answerTo(new QueryRunnerAlreadyReleasedError())?.status).toBe(503);
    expect(answerTo(new QueryRunnerProviderAlreadyReleasedError())?.status).toBe(503);
  });

  it('answers 503 when every address of a host refuses', () => {
    expect(answerTo(new AggregateError([withCode('ECONNREFUSED'), withCode('ECONNREFUSED')]))?.status).toBe(503);
  });

  it('tells neither SQL nor parameters', () => {
    const answer = answerTo(failed(withCode('57P01')));

    expect(answer?.message).toBe('The database is not available right now; try again.');
    expect(answer?.errors).toEqual([]);
  });

  it.each([
    ['a unique violation', failed(withCode('23505'))],
    ['a syntax error', failed(withCode('42601'))],
    ['a defect', new TypeError('x is not a function')],
    ['a refusal', HttpError.notFound('no such customer')],
    ['something thrown that is no error', 'text'],
    ['nothing', undefined],
  ])('leaves %s alone', (_name, error) => {
    expect(databaseErrors(error)).toBeUndefined();
  });
});

describe('violations', () => {
  it.each([
    ['unique', isUniqueViolation, '23505'],
    ['exclusion', isExclusionViolation, '23P01'],
    ['foreign key', isForeignKeyViolation, '23503'],
  ])('of a %s constraint are known by kind and name', (_kind, isViolation, code) => {
    const error = failed(withCode(code, { constraint: 'uq_customer_email' }));

    expect(isViolation(error)).toBe(true);
    expect(isViolation(error, 'uq_customer_email')).toBe(true);
    expect(isViolation(error, 'uq_other')).toBe(false);
    expect(isViolation(failed(withCode('42601')))).toBe(false);
    expect(isViolation(undefined)).toBe(false);
  });
});

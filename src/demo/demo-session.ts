import { isDeepStrictEqual } from 'node:util';
import { type IReturn, JsonServiceClient, type ResponseStatus } from '@servicestack/client';
import { Authenticate } from '../../dtos/auth';
import type { Fact, Printer } from './print';

/** Someone who has signed in, with a client of their own. */
export interface Caller {
  readonly userName: string;
  readonly client: JsonServiceClient;
}

/** One message on its way: who sends what, and how the screen says it. */
export interface DemoCall<T> {
  readonly by: Caller;
  readonly request: IReturn<T>;
  readonly says: string;
}

/** What an answer must be: a name, what came, what was expected. */
export type Check = readonly [what: string, actual: unknown, expected: unknown];

/** The refusal that a call is meant to get. `fields`: the `fieldName` of every field error, in order. */
export interface ExpectedRefusal {
  readonly status: number;
  readonly errorCode: string;
  readonly fields: readonly string[];
}

interface Outcome<T> {
  readonly status: number;
  readonly answer?: T;
  readonly error?: ResponseStatus;
}

/** Sends the demo's calls, prints them with their answers, and remembers every answer that was not the expected one. */
export class DemoSession {
  readonly differences: string[] = [];
  calls = 0;
  private operation = '';

  constructor(
    readonly url: string,
    readonly printer: Printer,
    private readonly password: string,
  ) {}

  /** Errors: an Error that names the user. */
  async signIn(userName: string): Promise<Caller> {
    const client = new JsonServiceClient(this.url);
    const request = new Authenticate({ provider: 'credentials', userName, password: this.password });
    const { response, error } = await client.api(request);
    if (!response?.bearerToken) {
      throw new Error(`Signing in as ${userName} brought no token: ${error?.message ?? 'the answer holds none'}.`);
    }
    client.bearerToken = response.bearerToken;
    return { userName, client };
  }

  /** A call that must succeed. Errors: when it is refused, since what follows needs its answer. */
  async answered<T>(
    call: DemoCall<T>,
    facts: (answer: T) => readonly Fact[],
    checks: (answer: T) => readonly Check[],
  ): Promise<T> {
    const { status, answer, error } = await this.send(call);
    if (error || answer === undefined) {
      this.printRefusal(status, error);
      throw new Error(`answered ${status} ${error?.errorCode ?? ''}, expected 200`);
    }
    this.printer.answer(status, facts(answer));
    this.compare([['status', status, 200], ...checks(answer)]);
    return answer;
  }

  /** A call that must be refused, in exactly this way. */
  async refused(call: DemoCall<unknown>, expected: ExpectedRefusal): Promise<void> {
    const { status, error } = await this.send(call);
    this.printRefusal(status, error);
    this.compare([
      ['status', status, expected.status],
      ['errorCode', error?.errorCode, expected.errorCode],
      ['field errors', (error?.errors ?? []).map(({ fieldName }) => fieldName), expected.fields],
    ]);
  }

  /** One operation's calls. What they throw counts as a difference, and the other operations are still shown. */
  async step(operation: string, calls: () => Promise<void>): Promise<void> {
    this.operation = operation;
    try {
      await calls();
    } catch (error) {
      this.differs(describe(error));
    }
  }

  compare(checks: readonly Check[]): void {
    for (const [what, actual, expected] of checks) {
      if (!isDeepStrictEqual(actual, expected)) {
        this.differs(`${what} is ${JSON.stringify(actual)}, expected ${JSON.stringify(expected)}`);
      }
    }
  }

  differs(text: string): void {
    this.differences.push(`${this.operation}: ${text}`);
    this.printer.difference(text);
  }

  private async send<T>({ by, request, says }: DemoCall<T>): Promise<Outcome<T>> {
    this.calls++;
    this.printer.call(says, by.userName, JSON.stringify(request));
    let status = 0;
    by.client.responseFilter = (response) => {
      status = response.status;
    };
    const { response: answer, error } = await by.client.api(request);
    return { status, answer, error };
  }

  private printRefusal(status: number, error: ResponseStatus | undefined): void {
    const fields = (error?.errors ?? []).map(({ fieldName, message }): Fact => [fieldName ?? '', message]);
    const details = [...fields, ...Object.entries(error?.meta ?? {})];
    this.printer.refusal(status, error?.errorCode ?? 'no error', error?.message ?? '', details);
  }
}

/** The client throws errors, and answers that hold one. */
function describe(error: unknown): string {
  if (error instanceof Error) return error.message;
  const status = (error as { responseStatus?: ResponseStatus }).responseStatus;
  return status ? `refused with ${status.errorCode}: ${status.message}` : String(error);
}

import { type Answered, Sender } from '../../contract/authorization/send';
import { eventually } from '../../support/eventually';
import type { TestApp } from '../../support/start-app';
import type { Answer, Ids, Message, Step } from './booking-scenario';

/** The people of one company, by the headers that prove it. */
export interface Company {
  readonly id: string;
  readonly admin: Readonly<Record<string, string>>;
  readonly customer: Readonly<Record<string, string>>;
}

/** Plays the scenario as one company, and keeps what its answers tell. */
export class CompanyRun {
  readonly ids: Partial<Ids> = {};
  /** `UpdateCustomer 404 …`, of every step that was refused. */
  readonly refusals: string[] = [];

  constructor(
    private readonly app: TestApp,
    private readonly sender: Sender,
    readonly company: Company,
    private readonly run: number,
  ) {}

  async play(steps: readonly Step[]): Promise<void> {
    for (const step of steps) await this.step(step);
  }

  async step(step: Step): Promise<void> {
    const answer = await this.send(step, step.message(this.ids as Ids, this.run));
    if (answer.status >= 400) this.refusals.push(`${step.operation} ${answer.status} ${answer.body.slice(0, 300)}`);
    else if (step.keep) Object.assign(this.ids, step.keep(JSON.parse(answer.body) as Answer));
    if (step.waitsForJobs) await this.jobsAreDone();
  }

  /** The step's request with other ids. */
  message(step: Step, changes: Partial<Ids>): Message {
    return step.message({ ...this.ids, ...changes } as Ids, this.run);
  }

  /** Names of the ids that the step's request speaks of. */
  idsIn(step: Step): (keyof Ids)[] {
    const asked = new Set<keyof Ids>();
    const ids = new Proxy(this.ids, {
      get: (target, name: keyof Ids) => {
        asked.add(name);
        return target[name];
      },
    });
    step.message(ids as Ids, this.run);
    return [...asked];
  }

  send({ operation, verb, as }: Step, message: Message): Promise<Answered> {
    const asked = {
      method: verb,
      path: `/api/${operation}`,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(message),
    };
    return this.sender.answer(asked, as === 'customer' ? this.company.customer : this.company.admin);
  }

  private async jobsAreDone(): Promise<void> {
    await eventually('the queue is empty', async () => {
      const { rows } = await this.app.database.pool.query('select count(*)::int as count from graphile_worker.jobs');
      return (rows as { count: number }[])[0]?.count === 0;
    });
  }
}

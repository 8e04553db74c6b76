import { randomUUID } from 'node:crypto';
import { type DataSource, type EntityManager, QueryFailedError } from 'typeorm';
import { inTransaction } from '../../../data';
import type { Clock, Log } from '../../../engine';
import type { AxemaPerson } from '../axema/axema-client';
import { AxemaUserSyncRepository, type SyncClaim } from './axema-user-sync-repository';
import type { PersonOutcome } from './page-plan';
import { PageRepository } from './page-repository';
import { planPersons } from './plan-persons';
import { type SyncCounts, withOutcomes } from './sync-counts';

/** Tries of one chunk that met another transaction at the wrong moment. */
const maxTries = 3;

/**
 * Writes pages of persons for one attempt: effects, counters and the record of who is done commit together, and only
 * while the attempt is the sync's last one (reliability, section 5).
 */
export class PageWriter {
  /** What is committed so far, earlier attempts included. */
  counts: SyncCounts;

  constructor(
    private readonly deps: { dataSource: DataSource; clock: Clock; log: Log },
    private readonly claim: SyncClaim,
    private readonly readsIdentities: boolean,
  ) {
    this.counts = claim.counts;
  }

  /**
   * One page. A person that the database refuses is skipped; the others are written all the same (domain 1.6).
   *
   * Errors: FencedError; whatever is not about the data of a person.
   */
  async write(persons: readonly AxemaPerson[]): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.commit(persons, (tx, fresh) => this.apply(tx, fresh));
      } catch (error) {
        const kind = kindOf(error);
        if (kind === 'other') throw error;
        if (tries < maxTries && (kind === 'transient' || persons.length === 1)) continue;
        if (persons.length === 1) return this.skip(persons, error);
        if (kind === 'transient') throw error;
        return this.writeHalves(persons);
      }
    }
  }

  /** Finds the person at fault in as many steps as the page has binary digits, not persons. */
  private async writeHalves(persons: readonly AxemaPerson[]): Promise<void> {
    const middle = Math.ceil(persons.length / 2);
    await this.write(persons.slice(0, middle));
    await this.write(persons.slice(middle));
  }

  private skip(persons: readonly AxemaPerson[], error: unknown): Promise<void> {
    const { jobId, companyId } = this.claim;
    this.deps.log.warn({ jobId, companyId, code: sqlState(error) }, 'A person of a sync could not be stored.');
    return this.commit(persons, async (_tx, fresh) => fresh.map(({ id }) => ({ personId: id, outcome: 'skipped' })));
  }

  private async commit(
    persons: readonly AxemaPerson[],
    apply: (tx: EntityManager, fresh: readonly AxemaPerson[]) => Promise<readonly PersonOutcome[]>,
  ): Promise<void> {
    const { companyId, jobId } = this.claim;
    const written = await inTransaction(this.deps.dataSource, async (tx) => {
      const syncs = new AxemaUserSyncRepository(tx);
      const pages = new PageRepository(tx);
      const now = this.deps.clock.now();
      // First of all: from here to the commit no other attempt can claim the sync.
      await syncs.beat(this.claim, now);
      const fresh = await pages.withoutHandled(companyId, jobId, persons);
      const outcomes = await apply(tx, fresh);
      await pages.recordHandled(
        companyId,
        jobId,
        fresh.map(({ id }) => id),
      );
      const counts = withOutcomes(this.counts, outcomes);
      await syncs.advance(this.claim, counts, persons.at(-1)?.id ?? null, now);
      return { counts, outcomes };
    });
    this.counts = written.counts;
    this.report(written.outcomes);
  }

  private async apply(tx: EntityManager, persons: readonly AxemaPerson[]): Promise<readonly PersonOutcome[]> {
    const { companyId, jobId } = this.claim;
    const pages = new PageRepository(tx);
    const now = this.deps.clock.now();
    const facts = await pages.facts(companyId, jobId, persons);
    const plan = planPersons(persons, facts, { now, readsIdentities: this.readsIdentities, newId: randomUUID });
    await pages.write(companyId, plan, now);
    return plan.outcomes;
  }

  /** By ids: names, addresses and numbers stay out of the log. */
  private report(outcomes: readonly PersonOutcome[]): void {
    const { jobId, companyId } = this.claim;
    const skipped = outcomes.flatMap(({ personId, reason }) => (reason ? { personId, reason } : []));
    const taken = outcomes.flatMap(({ personId, keysTaken }) => (keysTaken ? { personId, keysTaken } : []));
    if (skipped.length > 0) this.deps.log.warn({ jobId, companyId, skipped }, 'Persons of a sync were skipped.');
    if (taken.length > 0) this.deps.log.warn({ jobId, companyId, taken }, 'Identities belong to other customers.');
  }
}

type ErrorKind = 'data' | 'transient' | 'other';

/** SQLSTATE classes: 22 and 23 speak about values, 40 about another transaction. Source: PostgreSQL, appendix A. */
function kindOf(error: unknown): ErrorKind {
  const state = sqlState(error) ?? '';
  if (state.startsWith('22') || state.startsWith('23')) return 'data';
  return state.startsWith('40') ? 'transient' : 'other';
}

function sqlState(error: unknown): string | undefined {
  return error instanceof QueryFailedError ? (error.driverError as { code?: string }).code : undefined;
}

import type { AxemaGroup, AxemaPerson } from '../axema/axema-client';
import { Faults } from './faults';
import { type SeedOptions, seedPeople } from './seed-people';
import { SeededRandom } from './seeded-random';

/** A system account of the local face, or an application of the online one. */
export interface SimAccount {
  readonly username: string;
  readonly password: string;
  readonly permissions: readonly string[];
}

export interface SimOptions {
  /** Default: 1. */
  readonly seed?: number;
  readonly accounts?: readonly SimAccount[];
  readonly deviceId?: string;
  readonly approvalId?: string;
  /** Life of an access token. Default: 3,600 s. */
  readonly tokenLifeSeconds?: number;
  readonly now?: () => Date;
}

export interface SimReservation {
  readonly id: string;
  readonly userId: string | null;
  readonly ownerId: string | null;
  readonly ownerType: 'User' | 'Group' | 'Service';
  readonly status: 'Unused' | 'Used';
  readonly resourceId: string;
  readonly startTime: string;
  readonly endTime: string;
  readonly deviceId: string;
}

export interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly status: number;
  /** Scheme only: `Basic ***`. */
  readonly authorization?: string;
  readonly hasApiKey: boolean;
}

export const simAccount: SimAccount = {
  username: 'missive',
  password: 'vaka-simulator',
  permissions: ['Persons', 'Groups'],
};
/** May sign in, but see nobody. */
export const limitedSimAccount: SimAccount = { username: 'limited', password: 'vaka-simulator', permissions: [] };
export const simDeviceId = '0a5e3a00-0000-4000-8000-000000000001';
export const simApprovalId = '0a5e3a00-0000-4000-8000-000000000002';

const maxLogged = 10_000;

/** Everything a simulated system knows; in memory only. */
export class VakaState {
  persons = new Map<string, AxemaPerson>();
  groups: AxemaGroup[] = [];
  reservations: SimReservation[] = [];
  readonly webhooks = new Map<string, { id: string; url: string }>();
  readonly faults = new Faults();
  readonly requests: LoggedRequest[] = [];
  readonly tokens = new Map<string, number>();
  readonly apiKeys = new Set<string>();
  readonly accounts: readonly SimAccount[];
  readonly deviceId: string;
  readonly approvalId: string;
  readonly tokenLifeSeconds: number;
  readonly now: () => Date;
  random: SeededRandom;

  constructor(options: SimOptions = {}) {
    this.accounts = options.accounts ?? [simAccount, limitedSimAccount];
    this.deviceId = options.deviceId ?? simDeviceId;
    this.approvalId = options.approvalId ?? simApprovalId;
    this.tokenLifeSeconds = options.tokenLifeSeconds ?? 3_600;
    this.now = options.now ?? (() => new Date());
    this.random = new SeededRandom(0);
    this.reset({ seed: options.seed ?? 1 });
  }

  /** Starts again: people from a seed, or the given ones; no faults, no log. */
  reset(options: Omit<SeedOptions, 'deviceId' | 'persons'> & { persons?: number | readonly AxemaPerson[] }): void {
    const { seed, persons, groups } = options;
    const people = seedPeople({
      seed,
      deviceId: this.deviceId,
      groups,
      persons: typeof persons === 'object' ? 0 : persons,
    });
    const listed = typeof persons === 'object' ? persons : people.persons;
    this.random = new SeededRandom(seed + 1);
    this.groups = people.groups;
    this.persons = new Map(listed.map((person, index) => [person?.id ?? `#${index}`, person]));
    this.reservations = this.seedReservations();
    this.faults.clear();
    this.requests.length = 0;
  }

  account(username: string, password: string): SimAccount | undefined {
    return this.accounts.find((account) => account.username === username && account.password === password);
  }

  log(request: LoggedRequest): void {
    if (this.requests.length >= maxLogged) this.requests.shift();
    this.requests.push(request);
  }

  private seedReservations(): SimReservation[] {
    const users = [...this.persons.keys()].slice(0, 12);
    return users.map((userId, index) => {
      const day = String(1 + index).padStart(2, '0');
      return {
        id: this.random.uuid(),
        userId,
        ownerId: userId,
        ownerType: 'User',
        status: index % 2 === 0 ? 'Used' : 'Unused',
        resourceId: this.random.uuid(),
        startTime: `2025-03-${day}T17:00:00Z`,
        endTime: `2025-03-${day}T19:00:00Z`,
        deviceId: this.deviceId,
      };
    });
  }
}

import type { AxemaGroup, AxemaIdentity, AxemaPerson } from '../axema/axema-client';
import { SeededRandom } from './seeded-random';

/** People of one property, invented: 25 of them unless asked for more. */

export interface SeedOptions {
  readonly seed: number;
  readonly deviceId: string;
  /** Default: 25. Beyond that all are ordinary. */
  readonly persons?: number;
  /** Default: 6, apartments 1001 to 1006. */
  readonly groups?: number;
}

export interface SeededPeople {
  readonly groups: AxemaGroup[];
  readonly persons: AxemaPerson[];
}

export const defaultPersons = 25;
export const defaultGroups = 6;

/** The persons, counted from 0, that are not like the others. */
const withoutEmail = new Set([4, 11, 18]);
const withSeveralIdentities = new Set([2, 9]);
const blocked = 14;
const expired = 16;
/** Has the e-mail address of person 7, written in capitals. */
const duplicateEmail = 21;

const seededAt = '2025-01-15T08:00:00Z';

const firstnames = [
  'Åsa',
  'Björn',
  'Cecilia',
  'Dag',
  'Elin',
  'Fredrik',
  'Göran',
  'Hjördis',
  'Ingrid',
  'Jöns',
  'Karin',
  'Linnéa',
  'Måns',
  'Nils',
  'Örjan',
  'Pär',
  'Ragnhild',
  'Sören',
  'Tove',
  'Ulla',
  'Åke',
  'Ylva',
  'Märta',
  'Östen',
  'Gösta',
];
const lastnames = [
  'Åberg',
  'Bäckström',
  'Dahlström',
  'Ekström',
  'Forsgård',
  'Göransson',
  'Hällqvist',
  'Isaksson',
  'Jönsson',
  'Källström',
  'Lindström',
  'Månsson',
  'Nyström',
  'Öberg',
  'Pålsson',
  'Rönnkvist',
  'Sjögren',
  'Törnqvist',
  'Wåhlin',
  'Östlund',
];

export function seedPeople({
  seed,
  deviceId,
  persons = defaultPersons,
  groups = defaultGroups,
}: SeedOptions): SeededPeople {
  const random = new SeededRandom(seed);
  const seededGroups = Array.from({ length: groups }, (_, index) => aGroup(random, index, deviceId));
  const seededPersons: AxemaPerson[] = [];
  for (let index = 0; index < persons; index++) {
    seededPersons.push(aPerson(random, index, seededGroups, seededPersons));
  }
  return { groups: seededGroups, persons: seededPersons };
}

function aGroup(random: SeededRandom, index: number, deviceId: string): AxemaGroup {
  const apartmentId = String(1001 + index);
  return {
    id: random.uuid(),
    name: `Lägenhet ${apartmentId}`,
    apartmentId,
    referenceId: `ref-${apartmentId}`,
    deviceId,
  };
}

function aPerson(
  random: SeededRandom,
  index: number,
  groups: readonly AxemaGroup[],
  before: readonly AxemaPerson[],
): AxemaPerson {
  const firstname = firstnames[index % firstnames.length];
  const lastname = random.pick(lastnames);
  return {
    id: random.uuid(),
    // Both ways to write a name occur in VAKA.
    name: index % 2 === 0 ? `${lastname} ${firstname}` : `${lastname}, ${firstname}`,
    email: emailOf(index, firstname, lastname, before),
    phone: `+4670${random.digits(7)}`,
    groupId: groups.length > 0 ? groups[index % groups.length].id : null,
    identities: identitiesOf(random, index),
    validFrom: seededAt,
    validTo: index === expired ? '2025-06-30T22:00:00Z' : null,
    blocked: index === blocked,
    updatedAt: seededAt,
  };
}

function emailOf(index: number, firstname: string, lastname: string, before: readonly AxemaPerson[]): string | null {
  if (withoutEmail.has(index)) return null;
  if (index === duplicateEmail) return before[7].email?.toUpperCase() ?? null;
  const plain = `${firstname}.${lastname}`
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^a-z.]/g, '');
  return `${plain}.${index}@example.se`;
}

function identitiesOf(random: SeededRandom, index: number): AxemaIdentity[] {
  const card: AxemaIdentity = { type: index % 3 === 0 ? 'MIFARE' : 'EM', value: random.digits(10), label: 'Tagg' };
  if (!withSeveralIdentities.has(index)) return [card];
  return [
    card,
    { type: 'Radio', value: random.digits(8), label: 'Fjärr' },
    { type: 'PersonalCode', value: random.digits(6) },
  ];
}

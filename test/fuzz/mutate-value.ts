import { longText, nested, oddText, oddValue, poison, poisonedNames } from './odd-values';
import type { Random } from './random';
import { copied, define, isStructure, type Tree } from './tree';

type Mutation = (random: Random, place: Place) => void;

/** One value inside a message, with what holds it. */
interface Place {
  readonly holder: Record<string | number, unknown>;
  readonly key: string | number;
}

/** Changes a message in so many places; what it is given stays as it is. */
export function mutated(tree: Tree, random: Random, count: number): Tree {
  const copy = copied(tree) as Tree;
  for (let done = 0; done < count; done++) {
    const places = placesIn(copy);
    random.weighted(mutations)(random, places.length > 0 ? random.pick(places) : { holder: copy, key: 'x' });
  }
  return copy;
}

const mutations: readonly (readonly [weight: number, mutation: Mutation])[] = [
  [12, dropped],
  [6, repeated],
  [18, retyped],
  [16, withOddText],
  [6, oversized],
  [5, sentTwice],
  [6, renamed],
  [6, poisoned],
  [4, deepened],
  [6, withStranger],
  [6, asText],
  [5, swapped],
];

function dropped(_random: Random, { holder, key }: Place): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
}

/** A list of one becomes a list of many; anything else becomes a list of itself. */
function repeated(random: Random, { holder, key }: Place): void {
  const times = random.weighted([
    [80, 2],
    [17, 40],
    [3, 1_001],
  ]);
  const value = holder[key];
  // Many of many would be no larger a case for the server than its limits allow, and a burden for this process.
  if (times * sizeOf(value) > mostRepeated) return;
  if (Array.isArray(holder)) holder.push(...Array.from({ length: times }, () => copied(value)));
  else holder[key] = Array.from({ length: times }, () => copied(value));
}

function retyped(random: Random, { holder, key }: Place): void {
  holder[key] = oddValue(random);
}

function withOddText(random: Random, { holder, key }: Place): void {
  holder[key] = oddText(random);
}

function oversized(random: Random, { holder, key }: Place): void {
  holder[key] = longText(random);
}

/** The same member in another letter case, so that both mean one property. */
function sentTwice(random: Random, { holder, key }: Place): void {
  if (typeof key !== 'string') return;
  const twin = random.pick([key.toLowerCase(), key.toUpperCase(), key.charAt(0).toUpperCase() + key.slice(1)]);
  define(holder, twin, oddValue(random));
}

function renamed(random: Random, { holder, key }: Place): void {
  if (typeof key !== 'string') return;
  const value = holder[key];
  delete holder[key];
  define(
    holder,
    random.pick([key.toUpperCase(), ` ${key}`, `${key}\u0000`, `${key}[]`, `${key}[0]`, oddText(random)]),
    value,
  );
}

function poisoned(random: Random, { holder, key }: Place): void {
  const value = holder[key];
  const target = isStructure(value) && !Array.isArray(value) ? value : holder;
  define(target, random.pick(poisonedNames), random.chance(0.5) ? copied(poison) : { prototype: copied(poison) });
}

function deepened(random: Random, { holder, key }: Place): void {
  const levels = random.weighted([
    [40, 31],
    [40, 33],
    [15, 200],
    [5, 300],
  ]);
  holder[key] = nested(random, levels);
}

function withStranger(random: Random, { holder }: Place): void {
  define(
    holder,
    random.pick(['unknown', 'Id', 'CompanyId', 'roles', '__type', 'toString', 'hasOwnProperty', '']),
    oddValue(random),
  );
}

/** `1` becomes `"1"`, `{…}` becomes its JSON text. */
function asText(_random: Random, { holder, key }: Place): void {
  const value = holder[key];
  holder[key] = isStructure(value) ? JSON.stringify(value) : String(value);
}

/** Two neighbours change places: values of the right kind for another member. */
function swapped(random: Random, { holder, key }: Place): void {
  const other = random.pick([key, ...Object.keys(holder)]);
  const value = holder[key];
  holder[key] = holder[other];
  holder[other] = value;
}

const mostPlaces = 300;
const mostRepeated = 20_000;

/** Roughly the number of values inside. */
function sizeOf(value: unknown): number {
  return isStructure(value) ? 1 + placesIn(value).length : 1;
}

function placesIn(holder: object, found: Place[] = []): Place[] {
  for (const key of Object.keys(holder)) {
    if (found.length >= mostPlaces) return found;
    const place = { holder: holder as Place['holder'], key };
    found.push(place);
    const value = place.holder[key];
    if (isStructure(value)) placesIn(value, found);
  }
  return found;
}

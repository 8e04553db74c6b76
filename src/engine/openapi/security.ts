import { needsAuthentication } from '../auth/authorize';
import type { Guard, Operation } from '../core/operation';
import type { OperationObject, SecurityRequirement } from './openapi-types';

/** A way to say who calls (http-contract 6.3 to 6.6). */
export type SecurityKind = 'bearer' | 'session' | 'apiKey' | 'basic';

export const securitySchemes: Readonly<Record<SecurityKind, Readonly<Record<string, string>>>> = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'The token that signing in answers.',
  },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'ss-id',
    description: 'The session that signing in begins; browsers send it by themselves.',
  },
  apiKey: { type: 'apiKey', in: 'header', name: 'X-Api-Key', description: 'An API key of a company.' },
  basic: { type: 'http', scheme: 'basic', description: 'User name and password with each request.' },
};

/** The operator's secret, which some operations ask for (http-contract 6.9). */
export const adminSecretScheme = { type: 'apiKey', in: 'header', name: 'authsecret' } as const;

/** Any one of the ways that satisfies the guards; `undefined` for operations that everybody may call (OA-03). */
export function securityOf(
  operation: Operation,
  kinds: readonly SecurityKind[],
): readonly SecurityRequirement[] | undefined {
  if (!needsAuthentication(operation)) return undefined;
  const asks = (kind: Guard['kind']) => operation.guards.some((guard) => guard.kind === kind);
  const key = { ...(asks('apiKey') && { apiKey: [] }), ...(asks('authSecret') && { adminSecret: [] }) };
  const needsKey = Object.keys(key).length > 0;
  const asksForUser = asks('authenticated') || namedGuards(operation.guards).length > 0;
  if (needsKey && !asksForUser) return [key];
  const users = needsKey ? kinds.filter((kind) => kind !== 'apiKey') : kinds;
  return users.map((kind) => ({ [kind]: [], ...key }));
}

type NamedGuard = Extract<Guard, { names: readonly string[] }>;

const words: Readonly<Record<NamedGuard['kind'], string>> = {
  allRoles: 'all of these roles',
  anyRole: 'one of these roles',
  allPermissions: 'all of these permissions',
  anyPermission: 'one of these permissions',
};

/** What a caller needs, in a sentence per guard; none for operations that everybody may call. */
export function guardSentences(operation: Operation): string[] {
  const { guards, presentation } = operation;
  if (!needsAuthentication(operation)) return [];
  const named = namedGuards(guards).filter(({ names }) => !names.includes('AllowAnyUser'));
  const keys = guards.flatMap(keySentence);
  if (named.length === 0) return keys.length > 0 ? keys : ['Callers must be signed in.'];
  const sentences = named.map(({ kind, names }) => `Callers need ${words[kind]}: ${names.join(', ')}.`);
  const { superRole } = presentation;
  const all = superRole === undefined ? sentences : [...sentences, `The role ${superRole} stands for all of them.`];
  return [...all, ...keys];
}

function keySentence(guard: Guard): string[] {
  if (guard.kind === 'authSecret') return ['Callers need the secret of the operator.'];
  if (guard.kind !== 'apiKey') return [];
  const { scopes } = guard;
  return [
    scopes.length === 0 ? 'Callers need an API key.' : `Callers need an API key with the scope ${scopes.join(' or ')}.`,
  ];
}

/** `x-required-roles` and `x-required-permissions`: by guard, so that "all of" and "one of" are told apart. */
export function guardExtensions({ guards }: Operation): Partial<OperationObject> {
  const of = (all: NamedGuard['kind'], any: NamedGuard['kind']) => {
    const list = namedGuards(guards).filter(({ kind }) => kind === all || kind === any);
    return list.map(({ kind, names }) => (kind === all ? { allOf: names } : { anyOf: names }));
  };
  const roles = of('allRoles', 'anyRole');
  const permissions = of('allPermissions', 'anyPermission');
  return {
    ...(roles.length > 0 && { 'x-required-roles': roles }),
    ...(permissions.length > 0 && { 'x-required-permissions': permissions }),
  };
}

function namedGuards(guards: readonly Guard[]): NamedGuard[] {
  return guards.flatMap((guard) => ('names' in guard ? [guard as NamedGuard] : []));
}

/** Statuses that guards of the operation's own choosing refuse with, with their texts. */
export function conditionStatuses({ guards }: Operation): ReadonlyMap<number, string | undefined> {
  return new Map(guards.flatMap(({ status, message }) => (status === undefined ? [] : [[status, message] as const])));
}

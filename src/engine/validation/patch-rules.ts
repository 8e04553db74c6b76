import type { DtoType } from '../core/type-model';
import { defaultOf } from '../formats/wire-scalars';

/**
 * Whether a message is a patch of rows (http-contract 5.4, 9.5): sent by PATCH, of a DTO that declares `IPatchDb<Row>`.
 *
 * Of the other changes, `IUpdateDb<Row>` say, what is left out is set to its default, whichever verb brings them: their
 * rules hold for every member.
 */
export function isPatch(type: DtoType, verb: string): boolean {
  return verb === 'PATCH' && type.implements.some((text) => text.startsWith('IPatchDb<'));
}

/** Names of the members that a patch does not touch: at their type's default, and not among those to reset. */
export function untouchedMembers(request: object, type: DtoType, reset: readonly string[]): ReadonlySet<string> {
  const wanted = new Set(reset.map((name) => name.toLowerCase()));
  const untouched = type.properties.filter(({ name, declaredName, type: member }) => {
    const value = (request as Readonly<Record<string, unknown>>)[name] ?? undefined;
    const isAtDefault = value === undefined || value === defaultOf(member);
    return isAtDefault && !wanted.has(name.toLowerCase()) && !wanted.has(declaredName.toLowerCase());
  });
  return new Set(untouched.map(({ name }) => name));
}

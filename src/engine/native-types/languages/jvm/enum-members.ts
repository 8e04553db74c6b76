import type { CodeType } from '../../code-model';
import { upperFirst } from '../../names';

export interface EnumMember {
  /** PascalCase */
  readonly name: string;
  /** The number, where the members' numbers are not simply their places. */
  readonly value?: string;
  /** What stands on the wire, where it is not the name: a member value, the number of a flag. */
  readonly wireName?: string;
}

/** Members of an enum in their order; none of other types. */
export function enumMembers({ kind, metadata }: CodeType): readonly EnumMember[] {
  const { enumNames = [], enumValues, enumMemberValues, isEnumInt } = metadata;
  if (kind !== 'enum') return [];
  return enumNames.map((declared, index) => {
    const name = upperFirst(declared);
    const value = enumValues?.[index];
    const wireName = enumMemberValues?.[index] ?? (isEnumInt ? value : undefined) ?? declared;
    return { name, ...(value !== undefined && { value }), ...(wireName !== name && { wireName }) };
  });
}

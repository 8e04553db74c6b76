import type { CodeType } from './code-model';

/** A member of an enum, as most languages write it. */
export interface EnumMember {
  readonly name: string;
  /** What stands on the wire. */
  readonly text: string;
  /** Its number, where the enum has numbers of its own and no texts on the wire beside its names. */
  readonly number?: string;
}

/** The members of an enum in their order; none of other types. */
export function enumMembersOf({ metadata }: CodeType): readonly EnumMember[] {
  const { enumNames = [], enumValues, enumMemberValues } = metadata;
  return enumNames.map((name, index) => {
    const number = enumMemberValues ? undefined : enumValues?.[index];
    return { name, text: enumMemberValues?.[index] ?? name, ...(number !== undefined && { number }) };
  });
}

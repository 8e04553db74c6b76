import type { CodeType } from '../../code-model';
import { memberName } from '../../names';

export interface AddedMember {
  readonly name: string;
  readonly text: string;
  readonly value: string;
}

/** What AddImplicitVersion and AddResponseStatus add. `integer`: how the language calls an Int32. */
export function addedMembers(type: CodeType, integer: string): readonly AddedMember[] {
  const named = (declared: string) => memberName(declared, 'textCase', type.textCase);
  const { implicitVersion, addsResponseStatus } = type;
  return [
    ...(implicitVersion === undefined
      ? []
      : [{ name: named('Version'), text: integer, value: String(implicitVersion) }]),
    ...(addsResponseStatus ? [{ name: named('ResponseStatus'), text: 'ResponseStatus', value: 'null' }] : []),
  ];
}

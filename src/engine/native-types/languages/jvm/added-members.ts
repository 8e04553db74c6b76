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

/** The interfaces that a type lists: of a request first what it answers with. */
export function interfacesOf(type: CodeType, returns: string | undefined, nameText: (name: Implemented) => string) {
  const marker = type.returnMarker === 'void' ? 'IReturnVoid' : returns && `IReturn<${returns}>`;
  return [...(marker ? [marker] : []), ...type.implements.map(nameText)];
}

type Implemented = CodeType['implements'][number];

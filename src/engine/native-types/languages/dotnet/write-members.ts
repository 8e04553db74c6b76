import type { CodeMember, CodeModel, CodeType } from '../../code-model';
import type { CodeWriter } from '../../code-writer';
import { addedMemberHead, type Head, type HeadStyle, memberHead } from './heads';
import { isExtensible } from './members';

/** How a language declares the members of a type. */
export interface MemberTexts {
  readonly style: HeadStyle;
  /** Whether a doc comment alone sets a member off from the next one, as attributes always do. Default: false. */
  readonly gapsAfterComments?: boolean;
  declarationOf(member: CodeMember): string;
  /** Of AddResponseStatus. */
  readonly responseStatus: string;
  /** Of MakeDataContractsExtensible; absent where it is no member of its own. */
  readonly extensionData?: string;
}

/** The members of a type with what stands before them, then those that options add. */
export function writeMembers(out: CodeWriter, type: CodeType, code: CodeModel, texts: MemberTexts): void {
  const { style, gapsAfterComments = false, declarationOf, responseStatus, extensionData } = texts;
  let needsGap = false;
  const write = ({ comment, attributes }: Head, declaration: string) => {
    if (needsGap) out.gap();
    needsGap = attributes.length > 0 || (gapsAfterComments && comment.length > 0);
    for (const line of [...comment, ...attributes, declaration]) out.line(line);
  };
  type.members.forEach((member, index) => {
    write(memberHead(member, index + 1, code, style), declarationOf(member));
  });
  if (type.addsResponseStatus) write(addedMemberHead(type.members.length + 1, code, style), responseStatus);
  if (extensionData !== undefined && isExtensible(type, code)) write({ comment: [], attributes: [] }, extensionData);
}

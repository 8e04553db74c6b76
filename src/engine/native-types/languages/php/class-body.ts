import type { CodeModel, CodeType } from '../../code-model';
import type { CodeWriter } from '../../code-writer';
import { docText } from '../../comments';
import { inheritedOf, membersOf, type PhpMember } from './members';
import { docBlock } from './text';

const throwing = '/** @throws Exception */';

/** Constructor, reading and writing of a class; the first two only where it has members, own or inherited ones. */
export function writeClassBody(out: CodeWriter, type: CodeType, code: CodeModel, hasBase: boolean): void {
  const own = membersOf(type, code);
  const inherited = inheritedOf(type, code);
  if (own.length + inherited.length > 0) {
    writeConstructor(out, own, inherited);
    out.gap().line(throwing);
    const body = () => {
      if (hasBase && (code.isPage || baseReads(type, code))) out.line('parent::fromMap($o);');
      for (const { key, variable, read } of own) {
        out.line(`if (isset($o[${key}])) $this->${variable} = ${read(`$o[${key}]`)};`);
      }
    };
    out.block('public function fromMap($o): void {', body, '}');
  }
  out.gap().line(throwing);
  writeSerializer(out, own, { hasBase, runs: !code.isPage });
}

/** Whether the base has `fromMap`: one of the output without any member has none, and calling it would be an error. */
function baseReads(type: CodeType, code: CodeModel): boolean {
  const bases = code.basesOf(type);
  const root = bases.at(-1) ?? type;
  const isPackaged = root.inherits !== undefined;
  return isPackaged || bases.some((base) => membersOf(base, code).length > 0);
}

function writeConstructor(out: CodeWriter, own: readonly PhpMember[], inherited: readonly PhpMember[]): void {
  for (const line of docBlock(inherited.map(({ doc, variable }) => `@param ${doc} $${variable}`))) out.line(line);
  const known = new Set(inherited.map(({ variable }) => variable));
  const parameters = () => {
    for (const { type, variable, initial } of inherited) out.line(`${type} $${variable}=${initial},`);
    let isAfterComments = false;
    for (const member of own.filter(({ variable }) => !known.has(variable))) {
      if (isAfterComments) out.gap();
      writeParameter(out, member);
      isAfterComments = member.comments.length > 0;
    }
    out.replaceLast((line) => line.replace(/,$/, ''));
  };
  const body = () => {
    const passed = inherited.map(({ variable }) => `$${variable}`).join(',');
    if (passed !== '') out.line(`parent::__construct(${passed});`);
  };
  out.line('public function __construct(').indented(parameters).block(') {', body, '}');
}

function writeParameter(out: CodeWriter, { description, comments, doc, type, variable, initial }: PhpMember): void {
  if (description !== undefined) out.line(`/** @description ${docText(description)} */`);
  for (const comment of comments) out.line(comment);
  out.line(`/** @var ${doc} */`).line(`public ${type} $${variable}=${initial},`);
}

/** `runs`: whether the text is for PHP, or for a page, which has the published one (README, decisions). */
function writeSerializer(
  out: CodeWriter,
  own: readonly PhpMember[],
  { hasBase, runs }: { readonly hasBase: boolean; readonly runs: boolean },
): void {
  const body = () => {
    out.line(`$o = ${hasBase ? 'parent::jsonSerialize()' : '[]'};`);
    // A base of which nothing is set answers an object, to which no member can be added.
    if (runs && hasBase && own.length > 0) out.line('if (!is_array($o)) $o = [];');
    for (const { key, variable, write } of own) {
      out.line(`if (isset($this->${variable})) $o[${key}] = ${write(`$this->${variable}`)};`);
    }
    out.line('return empty($o) ? new class(){} : $o;');
  };
  out.block('public function jsonSerialize(): mixed\n{', body, '}');
}

import type { ReadBody, ReadTarget } from './content-format';
import { textOf } from './text-body';
import { type XmlContract, xmlContractOfDto } from './xml-contract';
import { parseXml, type XmlElement, type XmlLimits } from './xml-document';

/**
 * Levels as decisions D6 says, the message itself being the first. The others are far beyond what a batch of the largest
 * budget holds, and bound what a small body can make of a large memory.
 */
const limits: XmlLimits = { levels: 32, elements: 500_000, attributes: 32 };

/**
 * Reads a data contract: members in any order and letter case, with or without namespaces; `i:nil` is null, an empty
 * element of a list is the empty list, a missing one is absent.
 *
 * Shape:  objects without prototype, lists, texts; what no type describes follows its `i:type`.
 * Errors: SyntaxError.
 */
export function readXml(body: Buffer, { type, isBatch }: ReadTarget): ReadBody {
  const root = parseXml(textOf(body), limits);
  const contract = xmlContractOfDto(type);
  const isList = isBatch && root.name.toLowerCase() !== contract.name.toLowerCase();
  const value = isList ? root.children.map((child) => read(child, contract, 1)) : read(root, contract, 1);
  // XML has neither NUL nor half surrogate pairs.
  return { value, checkText: false };
}

function read(element: XmlElement, contract: XmlContract, level: number): unknown {
  if (element.isNil) return null;
  const { children, text } = element;
  if (contract.kind === 'untyped') return readUntyped(element, level);
  if (contract.kind === 'text') {
    return children.length === 0 ? contract.read(text) : readUntyped({ ...element, type: undefined }, level);
  }
  if (contract.kind === 'offset') return children.find((child) => child.name === 'DateTime')?.text ?? text;
  // Not what the type says: the binder refuses the text, by the member's name.
  if (children.length === 0 && text.trim() !== '') return text;
  checkLevel(level);
  switch (contract.kind) {
    case 'list':
      return children.map((child) => read(child, contract.item, level + 1));
    case 'dictionary':
      return readEntries(element, (child) => read(child, contract.value, level + 1));
    case 'members':
      return readMembers(element, contract, level);
  }
}

function readMembers(
  { children }: XmlElement,
  contract: Extract<XmlContract, { kind: 'members' }>,
  level: number,
): Record<string, unknown> {
  const result = bare();
  for (const child of children) {
    const member = contract.find(child.name);
    // The binder looks through what it does not know, for names that are refused.
    if (member) result[member.property.name] = read(child, member.contract, level + 1);
    else result[child.name] = readUntyped(child, level + 1);
  }
  return result;
}

function readEntries({ children }: XmlElement, readValue: (child: XmlElement) => unknown): Record<string, unknown> {
  const result = bare();
  for (const child of children) {
    const key = child.children.find(({ name }) => name === 'Key');
    const value = child.children.find(({ name }) => name === 'Value');
    // Also lenient: the keys as element names.
    if (!isEntry(child)) result[child.name] = readValue(child);
    else if (key) result[key.text] = value ? readValue(value) : null;
  }
  return result;
}

function isEntry({ name, children }: XmlElement): boolean {
  return name.startsWith('KeyValueOf') && children.some((child) => child.name === 'Key');
}

function readUntyped(element: XmlElement, level: number): unknown {
  const { isNil, type, text, children } = element;
  if (isNil) return null;
  const isList = type?.startsWith('ArrayOf') ?? false;
  if (children.length === 0 && !isList) return readScalar(text, type);
  checkLevel(level);
  if (type?.startsWith('ArrayOfKeyValueOf') || (children.length > 0 && children.every(isEntry))) {
    return readEntries(element, (child) => readUntyped(child, level + 1));
  }
  if (isList || children.every(({ name }) => name === 'anyType')) {
    return children.map((child) => readUntyped(child, level + 1));
  }
  return readObject(children, level);
}

/** Names that stand several times are a list. */
function readObject(children: readonly XmlElement[], level: number): Record<string, unknown> {
  const lists = new Map<string, unknown[]>();
  for (const child of children) {
    const list = lists.get(child.name) ?? [];
    lists.set(child.name, list);
    list.push(readUntyped(child, level + 1));
  }
  const result = bare();
  for (const [name, list] of lists) result[name] = list.length === 1 ? list[0] : list;
  return result;
}

/** Only the scalars of XML Schema: a type name in a body never makes anything else. */
function readScalar(text: string, type: string | undefined): unknown {
  switch (type) {
    case 'boolean':
      return /^\s*(?:true|1)\s*$/.test(text);
    case 'int':
    case 'long':
    case 'short':
    case 'byte':
    case 'double':
    case 'float': {
      const number = Number(text);
      return text.trim() !== '' && Number.isFinite(number) && Math.abs(number) <= Number.MAX_SAFE_INTEGER
        ? number
        : text;
    }
    default:
      return text;
  }
}

function checkLevel(level: number): void {
  if (level > limits.levels) throw new SyntaxError(`the body is nested deeper than ${limits.levels} levels.`);
}

/** No prototype: a member named __proto__ becomes an ordinary key, which the binder then refuses. */
function bare(): Record<string, unknown> {
  return Object.create(null) as Record<string, unknown>;
}

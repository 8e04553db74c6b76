import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { decodeXmlName, isXmlChar, noXmlChar } from './xml-names';

/** One element of a document, as far as data contracts need it: other attributes, comments and prefixes are gone. */
export interface XmlElement {
  /** Name without prefix. */
  readonly name: string;
  /** `i:nil` */
  readonly isNil: boolean;
  /** `i:type` without prefix. */
  readonly type?: string;
  /** All text directly in it, blanks included. */
  readonly text: string;
  readonly children: readonly XmlElement[];
}

export interface XmlLimits {
  /** Levels of objects and lists; an entry of a dictionary takes two levels of elements for one. */
  readonly levels: number;
  readonly elements: number;
  /** Attributes of one element. */
  readonly attributes: number;
}

/**
 * Reads a document. There are no document types, entities or processing instructions in it: what is not there cannot
 * be expanded, fetched or run.
 *
 * Errors: SyntaxError that says what is wrong and, where the library tells, in which line; never a piece of the text.
 */
export function parseXml(text: string, limits: XmlLimits): XmlElement {
  refuseMarkup(text);
  const nodes = parse(text, limits);
  const malformed = firstFault(text);
  if (malformed) throw malformed;
  const [root] = nodes;
  if (root === undefined || nodes.length > 1 || nameOf(root).startsWith('#') || !text.trimEnd().endsWith('>')) {
    throw new SyntaxError('the body is no XML document: exactly one root element is expected.');
  }
  return toElement(root);
}

/** A node as the library gives it: one key with the children, `#text` or `#cdata`; attributes beside it. */
type Node = { readonly ':@'?: Readonly<Record<string, string>> } & { readonly [name: string]: unknown };

/** Starts of comments, CDATA sections, document types and instructions; and tags of more than 8 KiB. */
const marks = /<(?:[!?]|[^<>!?][^<>]{8192})/g;

// The library skips document types and instructions wherever they stand; here they end the reading.
function refuseMarkup(text: string): void {
  if (noXmlChar.test(text)) throw new SyntaxError('the body is no XML document: it holds a control character.');
  const declaration = /^<\?xml\s[^<>]*\?>/.exec(text);
  marks.lastIndex = declaration?.[0].length ?? 0;
  for (let mark = marks.exec(text); mark; mark = marks.exec(text)) {
    if (mark[0].length > 2) throw new SyntaxError('a tag of the body is longer than 8 KiB.');
    const isComment = text.startsWith('<!--', mark.index);
    if (!isComment && !text.startsWith('<![CDATA[', mark.index)) {
      throw new SyntaxError('XML with a document type, an entity or a processing instruction is not read.');
    }
    const end = text.indexOf(isComment ? '-->' : ']]>', mark.index + (isComment ? 4 : 9));
    if (end < 0) throw new SyntaxError('the body is no XML document: a comment or CDATA section is not closed.');
    marks.lastIndex = end + 3;
  }
}

function parse(text: string, limits: XmlLimits): readonly Node[] {
  let elements = 0;
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    removeNSPrefix: true,
    trimValues: false,
    parseTagValue: false,
    parseAttributeValue: false,
    processEntities: false,
    cdataPropName: '#cdata',
    ignoreDeclaration: true,
    maxNestedTags: 2 * limits.levels + 1,
    jPath: false,
    onDangerousProperty: (name) => name,
    updateTag: (name, _path, attributes) => {
      elements += 1;
      if (elements > limits.elements) throw new SyntaxError(`the body holds more than ${limits.elements} elements.`);
      if (Object.keys(attributes ?? {}).length > limits.attributes) {
        throw new SyntaxError(`an element of the body has more than ${limits.attributes} attributes.`);
      }
      return name;
    },
  });
  try {
    return parser.parse(text) as readonly Node[];
  } catch (error) {
    if (error instanceof SyntaxError) throw error;
    const { message } = error as Error;
    if (message.startsWith('Maximum nested tags'))
      throw new SyntaxError(`the body is nested deeper than ${limits.levels} levels.`);
    if (message.startsWith('[SECURITY]'))
      throw new SyntaxError('an element of the body has a name that is not allowed.');
    throw firstFault(text) ?? new SyntaxError('the body is no XML document: it ends within a tag.');
  }
}

const faults: Readonly<Record<string, string>> = {
  InvalidTag: 'an element is not closed, is closed by another name, or has no name',
  InvalidAttr: 'an attribute is malformed or stands twice',
  InvalidChar: 'an unexpected character',
  InvalidXml: 'exactly one root element is expected',
};

/** What makes the text no well-formed document; the reader itself is lenient. */
function firstFault(text: string): SyntaxError | undefined {
  const result = XMLValidator.validate(text);
  if (result === true) return undefined;
  const { code, line, col } = result.err;
  const place = Number.isInteger(line) ? `, line ${line}${Number.isInteger(col) ? `, column ${col}` : ''}` : '';
  return new SyntaxError(`the body is no XML document: ${faults[code] ?? 'it is malformed'}${place}.`);
}

function toElement(node: Node): XmlElement {
  const name = nameOf(node);
  const content = node[name] as readonly Node[];
  const attributes = node[':@'];
  let text = '';
  const children: XmlElement[] = [];
  for (const child of content) {
    const key = nameOf(child);
    if (key === '#text') text += decodeText(String(child[key]));
    else if (key === '#cdata') text += String((child[key] as readonly Node[])[0]?.['#text'] ?? '');
    else children.push(toElement(child));
  }
  return {
    name: decodeXmlName(name),
    isNil: attributes?.nil === 'true' || attributes?.nil === '1',
    type: attributes?.type?.replace(/^.*:/, ''),
    text,
    children,
  };
}

function nameOf(node: Node): string {
  for (const key in node) if (key !== ':@') return key;
  return '';
}

const predefined: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function decodeText(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#(\d{1,7});|#x([\dA-Fa-f]{1,6});|(lt|gt|amp|quot|apos);)?/g,
    (_whole, decimal, hex, name) => {
      if (name !== undefined) return predefined[name as string] ?? '';
      const code =
        decimal !== undefined ? Number(decimal) : hex !== undefined ? Number.parseInt(hex as string, 16) : -1;
      if (!isXmlChar(code)) {
        throw new SyntaxError('the body refers to an entity, or to a character that XML does not allow.');
      }
      return String.fromCodePoint(code);
    },
  );
}

/** Namespaces of data contracts. */
export const namespaces = {
  instance: 'http://www.w3.org/2001/XMLSchema-instance',
  schema: 'http://www.w3.org/2001/XMLSchema',
  /** Scalars that are a document of their own. */
  serialization: 'http://schemas.microsoft.com/2003/10/Serialization/',
  /** Items of lists of scalars, entries of dictionaries. */
  arrays: 'http://schemas.microsoft.com/2003/10/Serialization/Arrays',
  /** The engine's own DTOs. */
  builtIn: 'http://schemas.servicestack.net/types',
  /** Before the CLR namespace of all others. */
  clr: 'http://schemas.datacontract.org/2004/07/',
} as const;

const letters = 'A-Za-z_\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff';
const nameStart = new RegExp(`^[${letters}]$`);
const nameChar = new RegExp(`^[${letters}0-9.-]$`);

/** A declared name as an XML name: characters that none may hold become `_xHHHH_`, as .NET clients expect them. */
export function encodeXmlName(name: string): string {
  if (/^[A-Za-z_][\w.-]*$/.test(name) && !/_x[0-9A-Fa-f]{4}_/.test(name)) return name;
  return [...name]
    .map((char, index) => {
      // A name that reads like an escape would come back as another one.
      const isEscape = char === '_' && /^_x[0-9A-Fa-f]{4}_/.test([...name].slice(index, index + 7).join(''));
      return (index === 0 ? nameStart : nameChar).test(char) && !isEscape ? char : escaped(char);
    })
    .join('');
}

function escaped(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  return `_x${code
    .toString(16)
    .toUpperCase()
    .padStart(code > 0xffff ? 8 : 4, '0')}_`;
}

/** The name that `encodeXmlName` was given. */
export function decodeXmlName(name: string): string {
  return name.includes('_x')
    ? name.replace(/_x([0-9A-Fa-f]{8}|[0-9A-Fa-f]{4})_/g, (whole, hex: string) => {
        const code = Number.parseInt(hex, 16);
        return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
      })
    : name;
}

/** Whether XML 1.0 may hold the character, even as a reference (section 2.2). */
export function isXmlChar(code: number): boolean {
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd;
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x1_0000 && code <= 0x10_ffff);
}

/** A character that XML 1.0 cannot hold (section 2.2). C1 controls, unlike C0, are allowed. */
export const noXmlChar = /[\p{Cc}\ufffe\uffff](?<![\t\n\r\u007f-\u009f])/u;
const special = new RegExp(`[&<>\\r]|${noXmlChar.source}`, 'u');
const allSpecial = new RegExp(special, 'gu');

/**
 * Text as element content. A bare CR would be read as LF, so it becomes a reference. What XML 1.0 cannot hold at all, not
 * even as a reference, becomes U+FFFD: one such character in one text must not make the whole answer unreadable.
 */
export function escapeXmlText(text: string): string {
  const whole = text.isWellFormed() ? text : text.toWellFormed();
  return special.test(whole) ? whole.replace(allSpecial, escapeChar) : whole;
}

function escapeChar(char: string): string {
  switch (char) {
    case '&':
      return '&amp;';
    case '<':
      return '&lt;';
    case '>':
      return '&gt;';
    case '\r':
      return '&#xD;';
    default:
      return '\ufffd';
  }
}

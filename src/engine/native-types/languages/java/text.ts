import { docBlock, quoted } from '../../comments';
import type { JvmText } from '../jvm/annotations';

/**
 * The text with `\u` made to mean itself: Java reads Unicode escapes before anything else, so that `\u002a\u002f` ends a
 * comment, and `C:\users` in one is an error.
 *
 * Source: Java Language Specification, section 3.3: a backslash counts after an even number of others only.
 */
export function withoutUnicodeEscapes(text: string): string {
  return text.replace(/\\+(?=u)/g, (backslashes) => (backslashes.length % 2 === 1 ? `${backslashes}\\` : backslashes));
}

export const javaText: JvmText = {
  doc: (description) => withoutUnicodeEscapes(docBlock(description)),
  quoted,
  classLiteral: (name) => `${name}.class`,
};

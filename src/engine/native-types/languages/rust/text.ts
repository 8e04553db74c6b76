import type { AttributeShape } from '../../comments';
import { toIdentifier } from '../../names';

/** `// Name(Key=v)`, `// Name` */
export const rustAttributes: AttributeShape = {
  line: (name, args) => (args === '' ? `// ${name}` : `// ${name}(${args})`),
  named: (key, value) => `${key}=${value}`,
};

const keywords = new Set(
  (
    'abstract as async await become box break const continue do dyn else enum extern false final fn for gen if impl in let ' +
    'loop macro match mod move mut override priv pub ref return static struct trait true try type typeof unsafe unsized use ' +
    'virtual where while yield'
  ).split(' '),
);

/** A name as code writes it: keywords raw, the four that cannot be with a `_` behind. */
export function rustName(name: string): string {
  const identifier = toIdentifier(name);
  if (/^(?:self|Self|super|crate|_)$/.test(identifier)) return `${identifier}_`;
  return keywords.has(identifier) ? `r#${identifier}` : identifier;
}

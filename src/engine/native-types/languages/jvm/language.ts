import type { ProfileOptions } from '../../../metadata/metadata-config';
import type { Language, TypeMap } from '../../language';
import { upperFirst } from '../../names';
import type { OptionKey } from '../../option-keys';
import { scalarTexts } from '../../scalar-texts';

/** What Java and Kotlin have in common. */
export const jvmLanguage = {
  order: 'list',
  names: 'textCase',
  annotatesWireNames: true,
  library: {
    packaged: new Set(['ResponseStatus', 'ResponseError', 'ErrorResponse']),
    isPackagedOnPages: true,
  },
  escapeKeyword: upperFirst,
} as const satisfies Partial<Language>;

const scalars = scalarTexts(
  { text: 'String', instant: 'Date', span: 'TimeSpan' },
  {
    Boolean: 'Boolean',
    Byte: 'Short',
    SByte: 'Byte',
    Int16: 'Short',
    Int64: 'Long',
    UInt32: 'Long',
    UInt64: 'BigInteger',
    Single: 'Float',
    Double: 'Double',
    Decimal: 'BigDecimal',
    Guid: 'UUID',
    Uri: 'Uri',
    Type: 'Class',
    Stream: 'InputStream',
    Object: 'Object',
  },
);

/** Texts of types; `own`: the scalars that the languages call differently. Primitive types are written boxed: all members may be null. */
export function jvmTypeMap(own: Readonly<Record<'Int32' | 'UInt16' | 'Byte[]', string>>): TypeMap {
  const all = { ...scalars, ...own };
  return {
    scalars: () => all,
    list: (item) => `ArrayList<${item}>`,
    dictionary: (key, value) => `HashMap<${key},${value}>`,
    generic: (name, args) => `${name}<${args.join(', ')}>`,
  };
}

const javaKeywords =
  'abstract assert boolean break byte case catch char class continue default do double else enum extends final finally ' +
  'float for if implements import instanceof int interface long native new package private protected public return short ' +
  'static strictfp super switch synchronized this throw throws transient try void volatile while';
const kotlinKeywords =
  'annotation as by companion const constructor crossinline data dynamic external fun get in infix inline inner internal is ' +
  'lateinit noinline object open operator out reified sealed set tailrec trait type val var vararg when where';

/** Appendix D of metadata-and-types; Kotlin refuses what Java does, and more. */
export const reservedNames: Readonly<Record<'java' | 'kotlin', (options: ProfileOptions) => ReadonlySet<string>>> = {
  java: constant(javaKeywords),
  kotlin: constant(`${javaKeywords} ${kotlinKeywords}`),
};

function constant(words: string): () => ReadonlySet<string> {
  const names = new Set(words.split(' '));
  return () => names;
}

/** The header's options (metadata-and-types 4.0). */
export const jvmOptions = {
  java: [
    'Package',
    'GlobalNamespace',
    'AddPropertyAccessors',
    'SettersReturnThis',
    'AddServiceStackTypes',
    'AddResponseStatus',
    'AddDescriptionAsComments',
    'AddImplicitVersion',
    'IncludeTypes',
    'ExcludeTypes',
    'TreatTypesAsStrings',
    'DefaultImports',
  ],
  kotlin: [
    'Package',
    'AddServiceStackTypes',
    'AddResponseStatus',
    'AddImplicitVersion',
    'AddDescriptionAsComments',
    'IncludeTypes',
    'ExcludeTypes',
    'InitializeCollections',
    'TreatTypesAsStrings',
    'DefaultImports',
  ],
} as const satisfies Readonly<Record<string, readonly OptionKey[]>>;

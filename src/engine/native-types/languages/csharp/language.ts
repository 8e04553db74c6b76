import { slashHeader } from '../../header-styles';
import type { Language } from '../../language';
import { netOptions } from '../dotnet/options';
import { emit } from './emit';
import { escapeKeyword, keywords } from './keywords';

const scalars: Readonly<Record<string, string>> = {
  String: 'string',
  Boolean: 'bool',
  Byte: 'byte',
  Int16: 'short',
  Int32: 'int',
  Int64: 'long',
  UInt16: 'ushort',
  UInt32: 'uint',
  UInt64: 'ulong',
  Single: 'float',
  Double: 'double',
  Decimal: 'decimal',
  'Byte[]': 'byte[]',
};

/** Partial classes for clients of C# (metadata-and-types 4.6). */
export const csharp: Language = {
  key: 'csharp',
  aliases: [],
  label: 'CSharp',
  tab: 'C#',
  fileExtension: 'dtos.cs',
  contentType: 'text/plain',
  order: 'namespace',
  header: slashHeader,
  options: () => netOptions.csharp,
  names: 'declared',
  aritySuffix: () => '',
  library: { printed: 'onRequest', packaged: new Set(), hasSystemTypes: true },
  typeMap: {
    scalars: () => scalars,
    list: (item, clr) => `${clr}<${item}>`,
    array: (item) => `${item}[]`,
    dictionary: (key, value, { clr }) => `${clr}<${key}, ${value}>`,
    generic: (name, args) => `${name}<${args.join(', ')}>`,
    nullable: (inner) => `${inner}?`,
  },
  keywords: () => keywords,
  escapeKeyword,
  emit,
};

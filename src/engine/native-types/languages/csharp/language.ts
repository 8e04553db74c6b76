import { slashHeader } from '../../header-styles';
import type { Language } from '../../language';
import { emitClasses } from '../dotnet/emit-classes';
import { byNamespace } from '../dotnet/language';
import { netOptions } from '../dotnet/options';
import { syntax } from './emit';
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
  ...byNamespace,
  key: 'csharp',
  label: 'CSharp',
  tab: 'C#',
  fileExtension: 'dtos.cs',
  header: slashHeader,
  options: () => netOptions.csharp,
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
  emit: (code) => emitClasses(code, syntax),
};

import { vbHeader } from '../../header-styles';
import type { Language } from '../../language';
import { emitClasses } from '../dotnet/emit-classes';
import { byNamespace } from '../dotnet/language';
import { netOptions } from '../dotnet/options';
import { syntax } from './emit';
import { escapeKeyword, keywordsOf } from './keywords';

const scalars: Readonly<Record<string, string>> = {
  Int16: 'Short',
  Int32: 'Integer',
  Int64: 'Long',
  DateTime: 'Date',
  'Byte[]': 'Byte()',
};

/** Partial classes for clients of VB.NET (metadata-and-types 4.5). */
export const vbnet: Language = {
  ...byNamespace,
  key: 'vbnet',
  label: 'VbNet',
  tab: 'VB.NET',
  fileExtension: 'dtos.vb',
  header: vbHeader,
  options: () => netOptions.vbnet,
  typeMap: {
    // Other types go by their CLR names: `Boolean`, `UInt16`, `Guid`.
    scalars: () => scalars,
    list: (item, clr) => `${clr}(Of ${item})`,
    array: (item) => `${item}()`,
    dictionary: (key, value, { clr }) => `${clr}(Of ${key}, ${value})`,
    generic: (name, args) => `${name}(Of ${args.join(', ')})`,
    nullable: (inner, { vbNullable }) => (vbNullable === 'mark' ? `${inner}?` : `Nullable(Of ${inner})`),
  },
  keywords: keywordsOf,
  escapeKeyword,
  emit: (code) => emitClasses(code, syntax),
};

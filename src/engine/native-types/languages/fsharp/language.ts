import { fsharpHeader } from '../../header-styles';
import type { Language } from '../../language';
import { netOptions } from '../dotnet/options';
import { emit } from './emit';
import { escapeKeyword, keywords } from './keywords';

/** Classes for clients of F#, in one namespace (metadata-and-types 4.7). */
export const fsharp: Language = {
  key: 'fsharp',
  label: 'FSharp',
  tab: 'F#',
  fileExtension: 'dtos.fs',
  order: 'fsharp',
  header: fsharpHeader,
  options: () => netOptions.fsharp,
  names: 'declared',
  // Enums of the platform are declared: no namespace but the default ones is opened, so that they could not be named.
  library: { isPrintedOnRequest: true },
  typeMap: {
    scalars: () => ({}),
    list: (item, clr) => `${clr === 'List' ? 'ResizeArray' : clr}<${item}>`,
    array: (item) => `${item}[]`,
    dictionary: (key, value, { clr }) => `${clr}<${key}, ${value}>`,
    generic: (name, args) => `${name}<${args.join(', ')}>`,
    parameter: (name) => `'${name}`,
    nullable: (inner) => `Nullable<${inner}>`,
  },
  keywords: () => keywords,
  escapeKeyword,
  emit,
};

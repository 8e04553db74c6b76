import { slashHeader } from '../../header-styles';
import type { Language } from '../../language';
import { jvmLanguage, jvmOptions, jvmTypeMap, reservedNames } from '../jvm/language';
import { emit } from './emit';
import { withoutUnicodeEscapes } from './text';

/** Nested static classes with accessors, for Gson (metadata-and-types 4.8). */
export const java: Language = {
  ...jvmLanguage,
  key: 'java',
  label: 'Java',
  tab: 'Java',
  fileExtension: 'dtos.java',
  header: { ...slashHeader, safe: withoutUnicodeEscapes },
  options: () => jvmOptions.java,
  typeMap: jvmTypeMap({ Int32: 'Integer', UInt16: 'Integer', 'Byte[]': 'byte[]' }),
  keywords: reservedNames.java,
  emit,
};

import { nestingHeader } from '../../header-styles';
import type { Language } from '../../language';
import { jvmLanguage, jvmOptions, jvmTypeMap, reservedNames } from '../jvm/language';
import { emit } from './emit';

/** Open classes with nullable properties, for Gson (metadata-and-types 4.9). */
export const kotlin: Language = {
  ...jvmLanguage,
  key: 'kotlin',
  label: 'Kotlin',
  tab: 'Kotlin',
  fileExtension: 'dtos.kt',
  header: nestingHeader,
  options: () => jvmOptions.kotlin,
  typeMap: jvmTypeMap({ Int32: 'Int', UInt16: 'Int', 'Byte[]': 'ByteArray' }),
  keywords: reservedNames.kotlin,
  emit,
};

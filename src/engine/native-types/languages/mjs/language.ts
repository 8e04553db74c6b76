import { slashHeader } from '../../header-styles';
import type { Language } from '../../language';
import { typeMap } from '../typescript/language';
import { emit } from './emit';

/** JavaScript modules with JSDoc (metadata-and-types 4.3). */
export const mjs: Language = {
  key: 'mjs',
  // `/types/javascript`: decisions D14
  aliases: ['javascript'],
  label: 'Mjs',
  tab: 'JavaScript',
  fileExtension: 'dtos.mjs',
  contentType: 'text/javascript',
  order: 'deps',
  header: slashHeader,
  options: () => [
    'AddServiceStackTypes',
    'AddDocAnnotations',
    'AddDescriptionAsComments',
    'IncludeTypes',
    'ExcludeTypes',
    'DefaultImports',
  ],
  names: 'textCase',
  typeMap,
  emit,
};

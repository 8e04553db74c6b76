import type { Language } from '../../language';
import { mjs } from '../mjs/language';
import { emit } from './emit';

/** JavaScript of CommonJS and ES5, for browsers and tools without modules (metadata-and-types 4.3). */
export const js: Language = {
  ...mjs,
  key: 'js',
  aliases: [],
  label: 'CommonJs',
  tab: undefined,
  fileExtension: 'dtos.js',
  options: (profile) => mjs.options(profile).filter((key) => key !== 'AddDocAnnotations'),
  emit,
};

import { codeStyle } from './style/code';
import { contentStyle } from './style/content';
import { frameStyle } from './style/frame';

/** The pages' only style sheet. */
export const styleSheet = frameStyle + contentStyle + codeStyle;

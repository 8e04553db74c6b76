import type { HeaderStyle } from './language';

/** Of most languages: typescript, mjs, js, dart, java, kotlin, swift, csharp, php, go, rust. */
export const slashHeader: HeaderStyle = { open: '/* Options:', close: '*/', unset: '//' };

import { codeScript } from './browser/code';
import { keepPlaceScript } from './browser/keep-place';
import { menuScript } from './browser/menu';
import { searchScript } from './browser/search';
import { themeSwitchScript } from './browser/theme';

export { themeScript } from './browser/theme';

/** What the pages do beyond links: they hold the same without it. */
export const pageScript = [themeSwitchScript, menuScript, searchScript, codeScript, keepPlaceScript].join('');

import type { TextCase } from '../core/presentation';
import { inTextCase } from '../metadata/metadata-json';

/** A link of a navigation that clients draw (metadata-and-types 1.8). */
export interface NavItem {
  readonly label: string;
  readonly href?: string;
  /** Active only at exactly this address. */
  readonly exact?: boolean;
  readonly id?: string;
  readonly className?: string;
  readonly iconClass?: string;
  readonly iconSrc?: string;
  /** Which state of the client shows the item: `auth`, `role:Admin`, `perm:CanAdd`. */
  readonly show?: string;
  /** Which state hides it. */
  readonly hide?: string;
  readonly children?: readonly NavItem[];
  readonly meta?: Readonly<Record<string, string>>;
}

interface Navigation {
  readonly navItems: readonly NavItem[];
  /** Lists of other navigations, by name. */
  readonly navItemsMap: Readonly<Record<string, readonly NavItem[]>>;
  /** Of the answer's members; names of navigations stay as they are. */
  readonly textCase: TextCase;
}

/** What `/metadata/nav` and, with a name, `/metadata/nav/{Name}` answer; an unknown name has no items. */
export function navigationAnswer(navigation: Navigation, baseUrl: string, name?: string): object {
  const { navItems, navItemsMap, textCase } = navigation;
  const lists = Object.entries(navItemsMap);
  const found = lists.find(([key]) => key.toLowerCase() === name?.toLowerCase())?.[1] ?? [];
  const answer = inTextCase({ baseUrl, results: name === undefined ? navItems : found }, textCase) as object;
  if (name !== undefined) return answer;
  const map = Object.fromEntries(lists.map(([key, items]) => [key, inTextCase(items, textCase)]));
  return { ...answer, [textCase === 'camelCase' ? 'navItemsMap' : 'NavItemsMap']: map };
}

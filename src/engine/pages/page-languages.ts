import { findLanguage } from '../native-types/languages';

/** A language that pages show code of. */
export interface PageLanguage {
  readonly key: string;
  /** Of its tab and its caption: `VB.NET`. */
  readonly label: string;
}

/** Tabs in their order (metadata-and-types 1.6). */
const tabs = ['csharp', 'mjs', 'typescript', 'dart', 'java', 'kotlin', 'python', 'php', 'swift', 'vbnet', 'fsharp'];

export const pageLanguages: readonly PageLanguage[] = tabs.flatMap((key) => pageLanguage(key) ?? []);

/** By key or alias, in any letter case; languages without a tab are shown too. `undefined`: there is none. */
export function pageLanguage(key: string): PageLanguage | undefined {
  const language = findLanguage(key);
  return language && { key: language.key, label: language.tab ?? language.label };
}

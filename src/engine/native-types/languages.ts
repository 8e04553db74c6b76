import type { Language } from './language';
import { js } from './languages/js/language';
import { mjs } from './languages/mjs/language';
import { typescript } from './languages/typescript/language';
import { typescriptDefinition } from './languages/typescript-definition/language';

/**
 * All languages, in the order of `/types`: csharp, fsharp, vbnet, typescript, typescript.d, js, mjs, php, dart, java,
 * kotlin, swift, python, ruby, go, rust, zig.
 */
export const languages: readonly Language[] = [typescript, typescriptDefinition, js, mjs];

/** By key or alias, in any letter case. */
export function findLanguage(key: string): Language | undefined {
  const wanted = key.toLowerCase();
  return languages.find((language) => language.key === wanted || language.aliases.includes(wanted));
}

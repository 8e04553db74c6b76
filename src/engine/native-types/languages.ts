import type { Language } from './language';
import { csharp } from './languages/csharp/language';
import { dart } from './languages/dart/language';
import { fsharp } from './languages/fsharp/language';
import { go } from './languages/go/language';
import { java } from './languages/java/language';
import { js } from './languages/js/language';
import { kotlin } from './languages/kotlin/language';
import { mjs } from './languages/mjs/language';
import { php } from './languages/php/language';
import { python } from './languages/python/language';
import { ruby } from './languages/ruby/language';
import { rust } from './languages/rust/language';
import { swift } from './languages/swift/language';
import { typescript } from './languages/typescript/language';
import { typescriptDefinition } from './languages/typescript-definition/language';
import { vbnet } from './languages/vbnet/language';
import { zig } from './languages/zig/language';

/**
 * All languages, in the order of `/types`: csharp, fsharp, vbnet, typescript, typescript.d, js, mjs, php, dart, java,
 * kotlin, swift, python, ruby, go, rust, zig.
 */
export const languages: readonly Language[] = [
  csharp,
  fsharp,
  vbnet,
  typescript,
  typescriptDefinition,
  js,
  mjs,
  php,
  dart,
  java,
  kotlin,
  swift,
  python,
  ruby,
  go,
  rust,
  zig,
];

/** By key or alias, in any letter case. */
export function findLanguage(key: string): Language | undefined {
  const wanted = key.toLowerCase();
  return languages.find((language) => language.key === wanted || language.aliases?.includes(wanted));
}

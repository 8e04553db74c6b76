import type { TextCase } from '../core/presentation';
import { toCamelCase } from '../metadata/type-reader';
import type { MemberNames } from './language';

/** `digestHa1Hash` → `digest_ha1_hash`, `Id2` → `id2` (metadata-and-types 0.3). */
export function toSnakeCase(name: string): string {
  return toCamelCase(name).replace(/[^0-9a-z_]/g, (char) => `_${char.toLowerCase()}`);
}

/** A member's declared name under a language's rule. */
export function memberName(declared: string, rule: MemberNames, textCase: TextCase): string {
  switch (rule) {
    case 'declared':
      return declared;
    case 'camelCase':
      return toCamelCase(declared);
    case 'snake_case':
      return toSnakeCase(declared);
    case 'textCase':
      return textCase === 'camelCase' ? toCamelCase(declared) : declared;
  }
}

export function upperFirst(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

export function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** `X-ab c` → `X_ab_c`: characters that identifiers of no language have. */
export function toIdentifier(text: string, allowed = /[^A-Za-z0-9_]/g): string {
  return text.replace(allowed, '_');
}

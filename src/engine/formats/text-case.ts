import type { DtoType, TypeModel } from '../core/type-model';
import { toPascalCase } from '../metadata/type-reader';

type Convert = (value: unknown) => unknown;

const converters = new Map<DtoType, Convert | undefined>();

/**
 * Built-in DTOs are declared camelCase; a PascalCase feature writes them PascalCase (decisions D26). Everything else is
 * declared as it is written. Answers `undefined` where no built-in DTO can occur: the value is then written as it is.
 */
export function pascalCaseConverter(type: TypeModel): Convert | undefined {
  switch (type.kind) {
    case 'list': {
      const item = pascalCaseConverter(type.item);
      return item && ((value) => (Array.isArray(value) ? value.map(item) : value));
    }
    case 'dto':
      return ofDto(type.type());
    default:
      return undefined;
  }
}

function ofDto(type: DtoType): Convert | undefined {
  if (converters.has(type)) return converters.get(type);
  // Circles: a DTO that is being looked at counts as free of built-ins until its own members say otherwise.
  converters.set(type, undefined);
  const inner = type.properties.flatMap((prop) => {
    const convert = pascalCaseConverter(prop.type);
    return convert || type.isBuiltIn
      ? [{ name: prop.name, wire: type.isBuiltIn ? toPascalCase(prop.name) : prop.name, convert }]
      : [];
  });
  const convert = inner.length === 0 ? undefined : type.isBuiltIn ? renaming(inner) : copying(inner);
  converters.set(type, convert);
  return convert;
}

interface Member {
  readonly name: string;
  readonly wire: string;
  readonly convert?: Convert;
}

function renaming(members: readonly Member[]): Convert {
  return (value) => {
    if (value === null || typeof value !== 'object') return value;
    const source = value as Record<string, unknown>;
    const result: Record<string, unknown> = {};
    for (const { name, wire, convert } of members) {
      const member = source[name];
      if (member !== undefined && member !== null) result[wire] = convert ? convert(member) : member;
    }
    return result;
  };
}

function copying(members: readonly Member[]): Convert {
  return (value) => {
    if (value === null || typeof value !== 'object') return value;
    const source = value as Record<string, unknown>;
    const affected = members.filter(({ name }) => source[name] !== undefined && source[name] !== null);
    if (affected.length === 0) return value;
    const result = { ...source };
    for (const { name, convert } of affected) result[name] = convert?.(source[name]);
    return result;
  };
}

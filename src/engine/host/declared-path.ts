import type { DtoType, TypeModel } from '../core/type-model';
import { toPascalCase } from '../metadata/type-reader';

/** `items[0].clientIp` → `Items[0].ClientIP`: the members of a path as they were declared; unknown ones in PascalCase. */
export function declaredPath(path: string, root: DtoType | undefined): string {
  let type: DtoType | undefined = root;
  const parts = path.split('.').map((part) => {
    const [, name = '', rest = ''] = /^([^[]*)(.*)$/s.exec(part) ?? [];
    const property = type?.properties.find((one) => one.name.toLowerCase() === name.toLowerCase());
    type = property && dtoInside(property.type);
    return `${property?.declaredName ?? toPascalCase(name)}${rest}`;
  });
  return parts.join('.');
}

/** The DTO that a member holds, in a list or dictionary too. */
function dtoInside(type: TypeModel): DtoType | undefined {
  switch (type.kind) {
    case 'dto':
      return type.type();
    case 'list':
      return dtoInside(type.item);
    case 'dictionary':
      return dtoInside(type.value);
    default:
      return undefined;
  }
}

import type { TypeModel } from '../../../core/type-model';
import type { CodeModel } from '../../code-model';
import { listItem } from './parts';

/** The package, what the host adds, and what the types need; each once. */
export function importsOf(code: CodeModel): string[] {
  const { defaultImports, dartImports } = code.config;
  const extendsList = !code.isPage && code.types.some((type) => listItem(type) !== undefined);
  const hasBytes = code.types.some(({ members, operation }) =>
    [...members.map(({ model }) => model), operation?.returnType?.model].some(mentionsBytes),
  );
  return [
    ...new Set([
      ...(code.isPage || !defaultImports ? ['package:servicestack/servicestack.dart'] : defaultImports),
      ...dartImports,
      ...(extendsList ? ['dart:collection'] : []),
      ...(hasBytes ? ['dart:typed_data'] : []),
    ]),
  ];
}

function mentionsBytes(model: TypeModel | undefined): boolean {
  switch (model?.kind) {
    case 'scalar':
      return model.clr === 'Byte[]';
    case 'list':
      return mentionsBytes(model.item);
    case 'dictionary':
      return mentionsBytes(model.key) || mentionsBytes(model.value);
    case 'dto':
      return model.args.some(mentionsBytes);
    default:
      return false;
  }
}

import type { TypeModel } from '../../../core/type-model';
import type { MetadataTypeName } from '../../../metadata/metadata-types';
import type { CodeModel, CodeType } from '../../code-model';
import { upperFirst } from '../../names';

/** What a class that is a list holds; `undefined`: it is none. */
export function listItem({ inherits }: CodeType): TypeModel | undefined {
  return inherits?.model?.kind === 'list' ? inherits.model.item : undefined;
}

const verbs = new Set(['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']);

/** What a class implements: its answer, what is declared, being convertible, and its verb where that is not declared. */
export function interfacesOf(type: CodeType, code: CodeModel): string[] {
  const { returnMarker, operation, kind, metadata } = type;
  const marker =
    returnMarker === undefined || returnMarker === 'void'
      ? returnMarker && 'IReturnVoid'
      : `IReturn<${code.nameText(returnMarker, type)}>`;
  const isConvertible = kind === 'class' && !metadata.isAbstract;
  const verb = operation && verbs.has(operation.method) ? `I${upperFirst(operation.method.toLowerCase())}` : undefined;
  const all = [
    marker,
    ...type.implements.map((name) => code.nameText(name, type)),
    isConvertible ? 'IConvertible' : undefined,
    verb,
  ];
  return [...new Set(all.filter((name) => name !== undefined))];
}

const defaults: Readonly<Record<string, string>> = {
  String: '""',
  int: '0',
  double: '0',
  bool: 'false',
  DateTime: 'DateTime(0)',
  Uint8List: 'Uint8List(0)',
  dynamic: '{}',
};

/** The empty answer of a request: `X()`, `<X>[]`, or the default of a simple type. */
export function emptyAnswer(returns: MetadataTypeName, type: CodeType, code: CodeModel): string {
  const { model } = returns;
  if (model?.kind === 'list') return `<${code.typeText(model.item, type)}>[]`;
  const text = code.nameText(returns, type);
  return defaults[text] ?? (model?.kind === 'enum' ? `${text}.values.first` : `${text}()`);
}

import type { TypeModel } from '../../../core/type-model';
import type { MetadataTypeName } from '../../../metadata/metadata-types';
import { typesIn } from '../../../metadata/type-references';
import type { CodeModel, CodeType } from '../../code-model';
import { isMerged } from './members';

/** Types that stand together. */
export interface NamespaceBlock {
  /** Absent: outside of any. */
  readonly namespace?: string;
  readonly types: readonly CodeType[];
}

/** The types by namespace, in output order; in one block where they are merged. */
export function namespaceBlocks(code: CodeModel): NamespaceBlock[] {
  const { types, config } = code;
  if (config.excludeNamespace) return [{ types }];
  if (config.globalNamespace !== undefined) return [{ namespace: config.globalNamespace, types }];
  const names = [...new Set(types.map(({ metadata }) => metadata.namespace))];
  return names.map((namespace) => ({
    namespace,
    types: types.filter((type) => type.metadata.namespace === namespace),
  }));
}

/**
 * Namespaces to import: what every output has, then those of the types, each once.
 *
 * `/types` adds those that are used of the platform and the client library; pages have no such (metadata-and-types 1.6).
 */
export function importedNamespaces(code: CodeModel): string[] {
  const { addGeneratedCodeAttributes, addNamespaces = [], defaultNamespaces } = code.config;
  const names = [
    ...defaultNamespaces,
    ...(addGeneratedCodeAttributes ? ['System.CodeDom.Compiler'] : []),
    ...addNamespaces,
    ...(isMerged(code) ? [] : code.namespaces),
    ...(code.isPage ? [] : usedNamespaces(code)),
  ];
  return [...new Set(names.filter((name) => name !== ''))];
}

/** Of types that are used and stand elsewhere: `System.Net` of HttpStatusCode. */
function usedNamespaces(code: CodeModel): string[] {
  return code.types.flatMap((type) => {
    const { inherits, returnMarker, implements: interfaces } = type;
    const named = [inherits, returnMarker === 'void' ? undefined : returnMarker, ...interfaces].flatMap(
      (name) => name ?? [],
    );
    const models = [...type.members.map(({ model }) => model), ...named.flatMap(modelsOf)];
    return [
      ...named.filter((name) => !name.model && !code.find(name, type)).map(({ namespace }) => namespace),
      ...models.filter(usesStream).map(() => 'System.IO'),
      ...models.flatMap(typesIn).flatMap((model) => (code.find(model, type) ? [] : namespaceOf(model))),
    ];
  });
}

function modelsOf({ model, args = [] }: MetadataTypeName): readonly TypeModel[] {
  return model ? [model] : args;
}

const usesStream = ({ clr }: TypeModel) => clr === 'Stream';

function namespaceOf(model: TypeModel): string[] {
  const namespace = model.kind === 'dto' ? model.type().ns : model.kind === 'enum' ? model.enum.ns : undefined;
  return namespace === undefined ? [] : [namespace];
}

/** Namespaces of the output's types, to which AddDataContractAttributes gives AddDefaultXmlNamespace. */
export function contractNamespaces(code: CodeModel): string[] {
  if (!code.config.addDataContractAttributes) return [];
  return namespaceBlocks(code).flatMap(({ namespace }) => namespace ?? []);
}

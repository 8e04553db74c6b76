import type { TypeModel } from '../core/type-model';
import type { MetadataPropertyType, MetadataType, MetadataTypeName } from '../metadata/metadata-types';
import type { CodeType } from './code-model';

const text = (clr: string, scalar: 'string' | 'int'): TypeModel => ({ kind: 'scalar', scalar, clr, nullable: false });
const string = text('String', 'string');

/** Members of the library's interfaces; all others are empty markers. */
const membersOf: Readonly<Record<string, readonly (readonly [name: string, type: TypeModel])[]>> = {
  IHasSessionId: [['SessionId', string]],
  IHasBearerToken: [['BearerToken', string]],
  IHasVersion: [['Version', text('Int32', 'int')]],
  IMeta: [
    ['Meta', { kind: 'dictionary', clr: 'Dictionary<String,String>', key: string, value: string, nullable: false }],
  ],
};

/** Declared names of the members of a library's interface; none of markers. */
export function libraryMembersOf(name: string): string[] {
  return (membersOf[name] ?? []).map(([member]) => member);
}

/** The library's interfaces that these types implement, as types that an output can declare; in the order in which they are met. */
export function libraryInterfacesOf(types: readonly CodeType[]): MetadataType[] {
  const used = new Map<string, MetadataTypeName>();
  for (const type of types) {
    for (const name of type.implements) {
      const isLibrary = name.namespace === 'ServiceStack' && !types.some(({ metadata }) => metadata.name === name.name);
      if (isLibrary && !used.has(name.name)) used.set(name.name, name);
    }
  }
  return [...used.values()].map(toInterface);
}

function toInterface({ name, namespace, genericArgs }: MetadataTypeName): MetadataType {
  return {
    name,
    namespace,
    ...(genericArgs && {
      genericArgs: genericArgs.length === 1 ? ['Table'] : genericArgs.map((_, index) => `T${index + 1}`),
    }),
    implements: [],
    displayType: name,
    isInterface: true,
    properties: (membersOf[name] ?? []).map(
      ([member, model]): MetadataPropertyType => ({
        name: member,
        type: model.clr,
        namespace: 'System',
        attributes: [],
        model,
      }),
    ),
    attributes: [],
    textCases: [],
  };
}

import type { DtoType, TypeModel } from '../../../core/type-model';
import { substitute } from '../../../metadata/clr-names';
import type { CodeModel, CodeType } from '../../code-model';
import { builtIns } from './built-ins';
import { parametersOf, runtimeName, withoutMarks } from './text';

// A generic class may hold itself with ever longer arguments: `Node<T>` a `Node<List<T>>`.
const deepest = 8;

/**
 * The map of types by which the client makes instances of what it reads (metadata-and-types 4.4, end).
 *
 * Order: as the types are met: a class when its declaration starts, a member's type when it is read. Each once.
 */
export class TypeContext {
  private readonly entries = new Map<string, string>();

  constructor(private readonly code: CodeModel) {}

  /** Lines of the map, each with its comma. */
  get lines(): readonly string[] {
    return [...this.entries].map(([name, info]) => `'${name}': TypeInfo(${info}),`);
  }

  /** A type of the output, where its declaration starts. */
  enterDeclaration(type: CodeType): void {
    this.enter(withoutMarks(type.declaration), declaredInfo(type));
  }

  /** The type of a member or an answer, and what reading it takes. */
  enterUse(model: TypeModel, owner: CodeType, depth = 0): void {
    const name = runtimeName(model, owner, this.code);
    // The map stands outside of classes: a parameter means nothing there.
    if (depth > deepest || hasParameter(model) || !this.enter(name, this.usedInfo(model, owner))) return;
    const isDeclared = this.code.find(model, owner) !== undefined;
    // A generic class reads its members by the closed type: `Page<Book>` asks for `List<Book>`.
    const members = model.kind === 'dto' && model.args.length > 0 ? closedMembers(model.type(), model.args) : [];
    for (const next of [...(isDeclared ? [] : argumentsOf(model)), ...members]) this.enterUse(next, owner, depth + 1);
  }

  /** Whether it was not known before. */
  private enter(name: string, info: string): boolean {
    if (builtIns.has(name) || this.entries.has(name)) return false;
    this.entries.set(name, info);
    return true;
  }

  private usedInfo(model: TypeModel, owner: CodeType): string {
    const text = this.code.typeText(model, owner);
    switch (model.kind) {
      case 'enum':
        return `TypeOf.Enum, enumValues:${text}.values`;
      case 'list':
        return `TypeOf.Class, create:() => <${this.code.typeText(model.item, owner)}>[]`;
      case 'dto':
        return model.type().isAbstract ? 'TypeOf.AbstractClass' : `TypeOf.Class, create:() => ${text}()`;
      default:
        return `TypeOf.Class, create:() => ${text}(${text === 'Uint8List' ? '0' : ''})`;
    }
  }
}

function declaredInfo(type: CodeType): string {
  const { kind, metadata, name, declaration } = type;
  if (kind === 'enum') return `TypeOf.Enum, enumValues:${name}.values`;
  if (kind === 'interface') return 'TypeOf.Interface';
  if (metadata.isAbstract) return 'TypeOf.AbstractClass';
  return parametersOf(type).length > 0
    ? `TypeOf.GenericDef,create:() => ${name}()`
    : `TypeOf.Class, create:() => ${declaration}()`;
}

function argumentsOf(model: TypeModel): readonly TypeModel[] {
  if (model.kind === 'list') return [model.item];
  if (model.kind === 'dictionary') return [model.key, model.value];
  return model.kind === 'dto' ? model.args : [];
}

function hasParameter(model: TypeModel): boolean {
  return model.kind === 'parameter' || argumentsOf(model).some(hasParameter);
}

function closedMembers({ generics, properties }: DtoType, args: readonly TypeModel[]): TypeModel[] {
  const byName = new Map(generics.flatMap((name, index) => (args[index] ? [[name, args[index]] as const] : [])));
  return properties.map(({ type }) => substitute(type, byName));
}

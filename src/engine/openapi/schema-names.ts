import type { TextCase } from '../core/presentation';
import type { DtoType, EnumType, TypeModel } from '../core/type-model';
import { clrText } from '../metadata/clr-names';

/** A type that gets a schema of its own. */
export interface NamedType {
  readonly source: DtoType | EnumType;
  readonly args: readonly TypeModel[];
  /** The case of its members; enums have none. */
  readonly textCase?: TextCase;
}

/**
 * Names of schemas in `components`: `Customer`, `QueryResponse_Customer_`. Where two types would have one name, the later
 * one gets its namespace, its case or a number added; the order of the operations decides which is later.
 */
export class SchemaNames {
  private readonly known = new Map<string, string>();
  private readonly taken = new Set<string>();
  private readonly ids = new Map<unknown, number>();

  /** `isNew`: the name has been given for the first time. */
  nameOf(type: NamedType): { readonly name: string; readonly isNew: boolean } {
    const key = this.keyOf(type);
    const known = this.known.get(key);
    if (known !== undefined) return { name: known, isNew: false };
    const name = this.freeName(type);
    this.known.set(key, name);
    return { name, isNew: true };
  }

  /** A name that no schema has: the wanted one, or with a number. */
  reserve(wanted: string): string {
    let name = wanted;
    for (let number = 2; this.taken.has(name); number += 1) name = `${wanted}${number}`;
    this.taken.add(name);
    return name;
  }

  private freeName(type: NamedType): string {
    const plain = plainName(type);
    const { ns } = type.source;
    const candidates = [
      plain,
      ...('isBuiltIn' in type.source && type.source.isBuiltIn ? [`${plain}_${type.textCase}`] : []),
      ...(ns === undefined ? [] : [`${ns}.${plain}`]),
    ].map((name) => name.replace(/[^A-Za-z0-9._-]/g, '_'));
    return this.reserve(candidates.find((name) => !this.taken.has(name)) ?? candidates.at(-1) ?? plain);
  }

  private keyOf({ source, args, textCase = '' }: Omit<NamedType, 'textCase'> & { textCase?: string }): string {
    return `${this.idOf(source)}<${args.map((arg) => this.modelKey(arg)).join()}>${textCase}`;
  }

  /** Equal for equal types only: two classes may share a name. */
  private modelKey(model: TypeModel): string {
    const mark = model.nullable ? '?' : '';
    switch (model.kind) {
      case 'list':
        return `[${this.modelKey(model.item)}]${mark}`;
      case 'dictionary':
        return `{${this.modelKey(model.key)}:${this.modelKey(model.value)}}${mark}`;
      case 'dto':
        return `${this.keyOf({ source: model.type(), args: model.args })}${mark}`;
      case 'enum':
        return `${this.idOf(model.enum)}${mark}`;
      default:
        return `${model.clr}${mark}`;
    }
  }

  private idOf(source: unknown): number {
    const id = this.ids.get(source) ?? this.ids.size;
    this.ids.set(source, id);
    return id;
  }
}

function plainName({ source, args }: NamedType): string {
  if (args.length === 0) return source.name;
  const texts = args.map((arg) => clrText(arg).replaceAll('[]', 'Array').replace(/\W+/g, '_'));
  return `${source.name}_${texts.join('_')}_`.replace(/_{2,}/g, '_');
}

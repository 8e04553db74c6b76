import type { TypeModel } from '../../core/type-model';
import { clrText, collectionName } from '../../metadata/clr-names';
import { enumValue, exampleMember, exampleScalar } from './example-scalars';
import { collectionOf, type DtoModel, sampleMembers } from './sample-members';

/** Types of which more than so many are being filled give null: what holds itself ends there. */
const mostOpen = 2;
/** Structures of one example. Types that all refer to each other would otherwise make millions: the rest is then null. */
const mostStructures = 5_000;

/**
 * A value in which every member is filled (metadata-and-types 2.2): keyed by the members' own names, scalars as a Service
 * would hand them over, `null` where nothing can be made of a type.
 */
export function exampleOf(type: TypeModel): unknown {
  const examples = new Examples();
  // A plain class at the top does not count among those being filled.
  return type.kind === 'dto' && type.args.length === 0 ? examples.structure(type) : examples.value(type);
}

class Examples {
  /** How many of a type are being filled. */
  private readonly open = new Map<unknown, number>();
  private made = 0;

  value(type: TypeModel): unknown {
    switch (type.kind) {
      case 'scalar':
        return exampleScalar(type);
      case 'enum':
        return enumValue(type.enum, exampleMember(type.enum, type.nullable));
      case 'parameter':
        return null;
      default:
        return this.counted(type);
    }
  }

  private counted(type: TypeModel): unknown {
    const key = type.kind === 'dto' && type.args.length === 0 ? type.type() : clrText(type);
    const count = this.open.get(key) ?? 0;
    if (count > mostOpen || this.made >= mostStructures) return null;
    this.made += 1;
    this.open.set(key, count + 1);
    const value = this.structure(type);
    this.open.set(key, count);
    return value;
  }

  structure(declared: TypeModel): unknown {
    const type = collectionOf(declared);
    switch (type.kind) {
      case 'list':
        return type.isArray || isClass(type) ? [this.value(type.item)] : null;
      case 'dictionary':
        return isClass(type) ? this.dictionary(type) : null;
      case 'dto':
        return type.type().isAbstract ? null : this.members(type);
      default:
        return null;
    }
  }

  private dictionary({ key, value }: Extract<TypeModel, { kind: 'dictionary' }>): unknown {
    const member = key.kind === 'enum' ? exampleMember(key.enum, key.nullable) : undefined;
    const name = member?.wire ?? this.value(key);
    return name === null ? {} : { [String(name)]: this.value(value) };
  }

  private members(type: DtoModel): unknown {
    const entries = sampleMembers(type).map((member) => [member.property.name, this.value(member.type)] as const);
    return Object.fromEntries(entries);
  }
}

/** Whether the CLR can create the collection: of its interfaces (`IList`, `IEnumerable` …) it cannot. */
function isClass(type: Extract<TypeModel, { kind: 'list' | 'dictionary' }>): boolean {
  return !/^I[A-Z]/.test(collectionName(type));
}

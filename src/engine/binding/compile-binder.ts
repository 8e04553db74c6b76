import type { DtoProperty, DtoType, TypeModel } from '../core/type-model';
import type { BindContext } from './bind-context';
import type { BindObject, BoundMember } from './bound-member';
import type { FindMember } from './member-finder';

/**
 * Turns a DTO's members into one function: known names are read directly; only when the source has other names too are
 * they looked up in lower case. All instances of a DTO share one hidden class: absent members are `undefined`.
 *
 * Where code generation is off (`node --disallow-code-generation-from-strings`) the same is done by closures.
 */
export function compileBinder(
  type: DtoType,
  members: readonly BoundMember[],
  memberOf: FindMember,
): { bind: BindObject; create: () => Record<string, unknown> } {
  const create = constructorOf(type, members);
  const others = otherNames(memberOf);
  return { create, bind: generated(type, members, create, others) ?? byClosures(members, create, others) };
}

type Create = () => Record<string, unknown>;
type Others = (
  target: Record<string, unknown>,
  source: Record<string, unknown>,
  context: BindContext,
  depth: number,
) => void;

/** Makes instances without running the constructor, unless it (or a field initialiser) sets something. */
function constructorOf(type: DtoType, members: readonly BoundMember[]): Create {
  const target = type.target as unknown as new () => Record<string, unknown>;
  const names = members.map((member) => member.property.name);
  const initial = type.isAbstract ? {} : new target();
  if (Object.values(initial).some((value) => value !== undefined)) return () => new target();
  const make = (generatedConstructor(names) ??
    function (this: Record<string, unknown>) {
      for (const name of names) this[name] = undefined;
    }) as unknown as new () => Record<string, unknown>;
  make.prototype = target.prototype;
  return () => new make();
}

/** One store per member, each with a cache of its own: in the loop all members of all DTOs share one. */
function generatedConstructor(names: readonly string[]): unknown {
  return generatedCode(
    () => new Function(names.map((name) => `this[${JSON.stringify(name)}] = undefined;`).join('\n')),
  );
}

/** `undefined` where code generation is off. Only member names, as JSON text, become code. */
function generatedCode<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof EvalError) return undefined;
    throw error;
  }
}

/**
 * Members that came in another letter case or under their declared name, and names that no member has. Of several
 * spellings of one member the last wins (http-contract 3.2).
 */
function otherNames(memberOf: FindMember): Others {
  return (target, source, context, depth) => {
    const last = new Map<BoundMember, string>();
    for (const name of Object.keys(source)) {
      const member = memberOf(name, context);
      if (member !== undefined) last.set(member, name);
      else {
        context.checkUntyped(source[name], depth + 1);
      }
    }
    for (const [{ property, convert }, name] of last) {
      if (name === property.name) continue;
      const value = source[name];
      target[property.name] =
        value === null || value === undefined ? undefined : convert(value, context, property.name, depth);
    }
  };
}

function byClosures(members: readonly BoundMember[], create: Create, others: Others): BindObject {
  return (source, context, depth) => {
    const target = create();
    let known = 0;
    for (const { property, convert } of members) {
      const value = source[property.name];
      if (value === undefined) continue;
      known += 1;
      if (value !== null) target[property.name] = convert(value, context, property.name, depth);
    }
    if (Object.keys(source).length !== known) others(target, source, context, depth);
    return target;
  };
}

function generated(
  type: DtoType,
  members: readonly BoundMember[],
  create: Create,
  others: Others,
): BindObject | undefined {
  const lines = members.map(({ property }, index) => {
    const key = JSON.stringify(property.name);
    const accept = inlineTest(property);
    const convert = `c[${index}](v, context, ${key}, depth)`;
    const value = accept === undefined ? convert : `${accept} ? v : ${convert}`;
    return `v = s[${key}]; if (v !== undefined) { n++; if (v !== null) o[${key}] = ${value}; }`;
  });
  const body = `return function bind_${type.name.replace(/\W/g, '_')}(s, context, depth) {
const o = create(); let n = 0, v;
${lines.join('\n')}
let k = 0; for (const _ in s) k++;
if (k !== n) others(o, s, context, depth);
return o; }`;
  const converters = members.map((member) => member.convert);
  return generatedCode(() => new Function('c', 'create', 'others', body)(converters, create, others) as BindObject);
}

/** A test under which the value needs no conversion; doubt goes to the converter. */
function inlineTest({ type }: DtoProperty): string | undefined {
  return type.kind === 'scalar' ? scalarTest(type) : undefined;
}

function scalarTest(type: Extract<TypeModel, { kind: 'scalar' }>): string | undefined {
  switch (type.scalar) {
    case 'string':
      return "typeof v === 'string' && !context.checkText";
    case 'bool':
      return "typeof v === 'boolean'";
    case 'int':
      return `Number.isInteger(v) && v >= ${type.min} && v <= ${type.max}`;
    case 'float':
      return 'Number.isFinite(v)';
    default:
      return undefined;
  }
}

import type { EnumType } from '../core/type-model';

/**
 * Texts that stand for an enum's value: one, or one per set flag; a value that the enum does not know stands as it is.
 * Both TypeScript forms are read: numbers and texts.
 */
export function enumNames(type: EnumType): (value: unknown) => readonly string[] {
  const texts = new Map<unknown, string>(type.members.map((member) => [member.value, member.wire]));
  if (type.isText) for (const member of type.members) texts.set(type.record.values[member.name], member.wire);
  return (value) => {
    const text = texts.get(value);
    if (text !== undefined) return [text];
    return type.isFlags && typeof value === 'number' ? flagNames(type, value) : [String(value)];
  };
}

function flagNames(type: EnumType, value: number): readonly string[] {
  const set = type.members.filter((member) => member.value !== 0 && (value & member.value) === member.value);
  const covered = set.reduce((bits, member) => bits | member.value, 0);
  return covered === value && value !== 0 ? set.map((member) => member.wire) : [String(value)];
}

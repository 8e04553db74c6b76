const groups = {
  text: ['String', 'Char', 'Guid', 'Uri', 'Type'],
  instant: ['DateTime', 'DateOnly', 'DateTimeOffset'],
  span: ['TimeSpan', 'TimeOnly'],
  bytes: ['Byte[]', 'Stream'],
  integer: ['Byte', 'Int16', 'Int32', 'Int64', 'UInt16', 'UInt32', 'UInt64'],
  fraction: ['Single', 'Double', 'Decimal'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

type Scalars = Readonly<Record<string, string>>;

/** Texts of scalars by CLR name: one for each group of like ones, and those that are written otherwise. */
export function scalarTexts(byGroup: Readonly<Partial<Record<keyof typeof groups, string>>>, own: Scalars): Scalars {
  const grouped = Object.entries(byGroup).flatMap(([group, text]) =>
    groups[group as keyof typeof groups].map((clr) => [clr, text] as const),
  );
  return { ...Object.fromEntries(grouped), ...own };
}

/** Numbers that are called by their width: rust, zig. */
export const machineNumbers: Scalars = {
  SByte: 'i8',
  Byte: 'u8',
  Int16: 'i16',
  Int32: 'i32',
  Int64: 'i64',
  UInt16: 'u16',
  UInt32: 'u32',
  UInt64: 'u64',
  Single: 'f32',
  Double: 'f64',
  Decimal: 'f64',
};

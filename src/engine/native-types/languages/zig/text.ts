import { bracedText } from '../structural/text';

const keywords = new Set(
  (
    'addrspace align allowzero and anyframe anytype asm async await break callconv catch comptime const continue defer else ' +
    'enum errdefer error export extern fn for if inline linksection noalias noinline nosuspend opaque or orelse packed pub ' +
    'resume return struct suspend switch test threadlocal try union unreachable usingnamespace var volatile while ' +
    // Not keywords, but names that mean something of their own.
    'true false null undefined type anyerror anyopaque bool void noreturn'
  ).split(' '),
);

/** A name as code writes it: `@"…"` can be any text. */
export function zigName(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && name !== '_' && !keywords.has(name) ? name : `@${bracedText(name)}`;
}

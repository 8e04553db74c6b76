import type { Class } from '../../../dtos/annotation-records';
import type { TypeModel } from '../core/type-model';
import { jsonFormat } from '../formats/json-format';
import type { WireStyle } from '../formats/wire-style';
import { dtoTypeOf, isDto } from '../metadata/type-reader';

/** A channel's name ends at `@`, names are listed with commas, and clients write them into addresses as they are. */
const channelName = /^[\p{L}\p{N}_.:*~/-]{1,100}$/u;
/** `op.target`, with a blank in the target only: the first one ends it on the wire, where it is written `%20`. */
const selector = /^[\w-]+\.(?:[^\s@\p{Cc}]| )+$/u;
const longestSelector = 500;

/** The channel of subscribers who name none. */
export const unnamedChannel = '*';

export const channelNameRule = 'letters, digits and _ . : * ~ / -, at most 100 characters';

export function isChannelName(text: string): boolean {
  return channelName.test(text);
}

/** What stands after `data:`, without a channel. Errors: Error for a selector that clients could not read. */
export function eventText(target: string, json: string | undefined): string {
  if (!selector.test(target) || target.length > longestSelector) {
    throw new Error(
      `A selector of server events is 'op.target' or 'op.target$cssSelector', at most ${longestSelector} characters without '@' and line breaks; got '${target.slice(0, 100)}'.`,
    );
  }
  const written = target.replaceAll(' ', '%20');
  return json === undefined ? written : `${written} ${json}`;
}

/** The same in a channel. Errors: Error for a name that is none. */
export function inChannel(channel: string, text: string): string {
  if (!isChannelName(channel)) {
    throw new Error(`A channel of server events is named with ${channelNameRule}; got '${channel.slice(0, 100)}'.`);
  }
  return `${channel}@${text}`;
}

/** The first line of an event of the stream, which is one subscriber's own. */
export function idLine(id: number): string {
  return `id: ${id}\n`;
}

/**
 * The rest of an event: one line of data and the blank line (CLI-16). `text` holds no line break.
 *
 * The same bytes go to all subscribers: a text for each of 5,000 would be 5,000 copies in memory at once.
 */
export function dataLine(text: string): Buffer {
  return Buffer.from(`data: ${text}\n\n`);
}

/** A message as one line of JSON: DTOs as answers are written, whatever else as JavaScript says. */
export function messageJson(message: unknown, style: WireStyle): string | undefined {
  if (message === undefined) return undefined;
  if (Array.isArray(message)) return `[${message.map((item) => messageJson(item, style) ?? 'null').join(',')}]`;
  return jsonFormat.write(message, { type: typeOf(message), style, operationName: '' }).toString();
}

const types = new WeakMap<Class, TypeModel>();

function typeOf(message: unknown): TypeModel | undefined {
  const target = (message as { constructor?: Class } | null)?.constructor;
  if (target === undefined || !isDto(target)) return undefined;
  const known = types.get(target);
  if (known) return known;
  const dto = dtoTypeOf(target);
  const type: TypeModel = { kind: 'dto', clr: dto.name, type: () => dto, args: [], nullable: false };
  types.set(target, type);
  return type;
}

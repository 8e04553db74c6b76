import type { TypeModel } from '../core/type-model';
import { toDecimalText } from './decimal-json';
import type { WireStyle } from './wire-style';

/** Texts of scalars on the wire. Services hand over ISO dates, dashed Guids and XSD durations (decisions D26). */

type Scalar = Extract<TypeModel, { kind: 'scalar' }>;
type WriteScalar = (value: unknown) => unknown;

/** A text that JSV writes without quotes although it holds `:` — a date or a time of day, which is no string. */
export class BareText {
  constructor(readonly text: string) {}

  toString(): string {
    return this.text;
  }
  toJSON(): string {
    return this.text;
  }
}

/** How a scalar is written; `undefined` where it is written as it is. */
export function scalarWriter(type: Scalar, style: WireStyle): WriteScalar | undefined {
  switch (type.scalar) {
    case 'DateTime': {
      const write = dateWriter(type, style);
      return write && marked(style, write);
    }
    case 'DateOnly':
      return style.dates === 'unixtime' || style.dates === 'unixtimems'
        ? (value) => (typeof value === 'string' ? dateText(value, style) : value)
        : undefined;
    case 'Guid':
      return style.guids === 'dashed'
        ? undefined
        : (value) => (typeof value === 'string' ? value.replaceAll('-', '') : value);
    case 'TimeSpan':
      return style.timeSpans === 'duration' ? undefined : marked(style, toClockText);
    case 'decimal':
      return style.decimals === 'number' ? toDecimalText : undefined;
    default:
      return undefined;
  }
}

function marked(style: WireStyle, write: (text: string) => string | number): WriteScalar {
  const isBare = style.notation === 'jsv';
  return (value) => {
    if (typeof value !== 'string') return value;
    const text = write(value);
    return isBare && typeof text === 'string' ? new BareText(text) : text;
  };
}

function dateWriter(type: Scalar, style: WireStyle): ((text: string) => string | number) | undefined {
  if (style.dates === 'iso') return undefined;
  // JSV writes DateTimeOffset in full, so that its offset is told (http-contract 4.7).
  if (style.dates === 'short' && type.clr === 'DateTimeOffset')
    return (text) => String(dateText(text, { ...style, dates: 'iso8601' })).replace(/Z$/, '+00:00');
  return (text) => dateText(text, style);
}

// A wall time without offset (decisions D27) is no instant: it gets no Z, and in WCF's form the offset that means "unspecified".
function dateText(text: string, style: WireStyle): string | number {
  const isInstant = /(?:Z|[+-]\d\d:?\d\d)$/i.test(text) && text.length > 10;
  const instant = Date.parse(isInstant ? text : `${text.length === 10 ? `${text}T00:00:00` : text}Z`);
  if (Number.isNaN(instant)) return text;
  const iso = new Date(instant).toISOString();
  const zone = isInstant ? 'Z' : '';
  switch (style.dates) {
    case 'wcf':
      return `/Date(${instant}${isInstant ? (style.utcOffset === 'write' ? '+0000' : '') : '-0000'})/`;
    case 'short':
      return instant % 86_400_000 === 0 ? iso.slice(0, 10) : `${withoutTrailingZeros(iso)}${zone}`;
    case 'iso8601':
      return `${iso.slice(0, -1)}0000${zone}`;
    case 'iso8601dateonly':
      return iso.slice(0, 10);
    case 'iso8601datetime':
      return iso.slice(0, 19).replace('T', ' ');
    case 'rfc1123':
      return new Date(instant).toUTCString();
    case 'unixtime':
      return Math.floor(instant / 1000);
    case 'unixtimems':
      return instant;
    case 'iso':
      return text;
  }
}

/** `2001-01-01T12:00:00.500Z` → `2001-01-01T12:00:00.5`; whole seconds have no fraction. */
function withoutTrailingZeros(iso: string): string {
  return iso.slice(0, -1).replace(/\.?0+$/, '');
}

/** `P1DT2H` → `1.02:00:00` */
function toClockText(duration: string): string {
  const match = /^(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(\.\d+)?S)?)?$/.exec(duration);
  if (!match) return duration;
  const [, sign = '', days, hours = '0', minutes = '0', seconds = '0', fraction = ''] = match;
  const clock = [hours, minutes, seconds].map((part) => part.padStart(2, '0')).join(':');
  return `${sign}${days ? `${days}.` : ''}${clock}${fraction && `.${fraction.slice(1).padEnd(7, '0')}`}`;
}

/** What .NET writes for a value type that nobody has set; `undefined` for reference types and nullable values. */
export function defaultOf(type: TypeModel): unknown {
  if (type.nullable) return undefined;
  if (type.kind === 'enum') {
    const zero = type.enum.members.find((member) => member.value === 0);
    return type.enum.isText && zero ? type.enum.record.values[zero.name] : 0;
  }
  if (type.kind !== 'scalar') return undefined;
  switch (type.scalar) {
    case 'bool':
      return false;
    case 'int':
    case 'float':
      return 0;
    case 'decimal':
      return '0';
    case 'Guid':
      return '00000000-0000-0000-0000-000000000000';
    case 'DateTime':
      return '0001-01-01T00:00:00Z';
    case 'DateOnly':
      return '0001-01-01';
    case 'TimeSpan':
      return 'PT0S';
    default:
      return undefined;
  }
}

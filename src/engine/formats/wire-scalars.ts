import type { TypeModel } from '../core/type-model';
import type { DateStyle, WireStyle } from './wire-style';

/** Texts of scalars on the wire. Services hand over ISO dates, dashed Guids and XSD durations (decisions D26). */

type Scalar = Extract<TypeModel, { kind: 'scalar' }>;
type WriteScalar = (value: unknown) => unknown;

/** How a scalar is written; `undefined` where it is written as it is. */
export function scalarWriter(type: Scalar, style: WireStyle): WriteScalar | undefined {
  switch (type.scalar) {
    case 'DateTime':
      return style.dates === 'iso' ? undefined : (value) => writeDate(value, style.dates);
    case 'DateOnly':
      return style.dates === 'unixtime' || style.dates === 'unixtimems'
        ? (value) => writeDate(value, style.dates)
        : undefined;
    case 'Guid':
      return style.guids === 'dashed'
        ? undefined
        : (value) => (typeof value === 'string' ? value.replaceAll('-', '') : value);
    case 'TimeSpan':
      return style.timeSpans === 'duration'
        ? undefined
        : (value) => (typeof value === 'string' ? toClockText(value) : value);
    default:
      return undefined;
  }
}

function writeDate(value: unknown, style: DateStyle): unknown {
  if (typeof value !== 'string') return value;
  // A wall time without offset (decisions D27) is no instant: only its text can be rearranged.
  const instant = Date.parse(
    /Z$|[+-]\d\d:\d\d$/.test(value) ? value : `${value.length === 10 ? `${value}T00:00:00` : value}Z`,
  );
  return Number.isNaN(instant) ? value : dateText(instant, style);
}

function dateText(instant: number, style: DateStyle): string | number {
  const iso = new Date(instant).toISOString();
  switch (style) {
    case 'wcf':
      return `/Date(${instant})/`;
    case 'short':
      if (instant % 86_400_000 === 0) return iso.slice(0, 10);
      return iso.replace('.000Z', 'Z').replace(/0+Z$/, 'Z');
    case 'iso8601':
      return iso.replace('Z', '0000Z');
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
      return iso.replace('.000Z', 'Z');
  }
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

import type { DtoProperty } from '../../engine';

/** What the driver gives, as a DTO's member holds it (decisions D26). `undefined` for null. */
export function fromColumn(value: unknown, property: DtoProperty): unknown {
  if (value === null || value === undefined) return undefined;
  if (Array.isArray(value)) return value.map((item) => fromColumn(item, property));
  if (value instanceof Date) return isDateOnly(property) ? dayText(value) : instantText(value);
  if (Buffer.isBuffer(value)) return value.toString('base64');
  if (isInterval(value)) return durationText(value);
  // Numbers that JavaScript might round come as text: bigint, numeric.
  return typeof value === 'string' && isNumber(property) ? Number(value) : value;
}

/** A figure about a member as text, from the JSON text that the database made of it. */
export function figureText(text: string, property: DtoProperty | undefined): string {
  const isInstant =
    property?.type.kind === 'scalar' && property.type.scalar === 'DateTime' && /^\d{4}-\d\d-\d\dT/.test(text);
  return isInstant ? instantText(new Date(text)) : text;
}

/** A member's value for the driver. */
export function toColumn(value: unknown, columnType: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (columnType === 'bytea' && typeof value === 'string') return Buffer.from(value, 'base64');
  if (columnType === 'json' || columnType === 'jsonb') return JSON.stringify(value);
  return value;
}

function isNumber({ type }: DtoProperty): boolean {
  const item = type.kind === 'list' ? type.item : type;
  if (item.kind === 'enum') return !item.enum.isText;
  return item.kind === 'scalar' && (item.scalar === 'int' || item.scalar === 'float');
}

function isDateOnly({ type }: DtoProperty): boolean {
  return type.kind === 'scalar' && type.scalar === 'DateOnly';
}

function instantText(date: Date): string {
  return date.toISOString().replace('.000Z', 'Z');
}

// The driver makes a `date` the midnight of this machine's zone.
function dayText(date: Date): string {
  const parts = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  return parts.map((part, index) => String(part).padStart(index === 0 ? 4 : 2, '0')).join('-');
}

interface Interval {
  readonly days?: number;
  readonly hours?: number;
  readonly minutes?: number;
  readonly seconds?: number;
  readonly milliseconds?: number;
  toPostgres(): string;
}

function isInterval(value: unknown): value is Interval {
  return typeof value === 'object' && value !== null && 'toPostgres' in value && 'toISOString' in value;
}

function durationText({ days = 0, hours = 0, minutes = 0, seconds = 0, milliseconds = 0 }: Interval): string {
  const total = ((days * 24 + hours) * 60 + minutes) * 60 + seconds + milliseconds / 1_000;
  const size = Math.abs(total);
  const whole = Math.floor(size);
  const [d, h, m] = [Math.floor(whole / 86_400), Math.floor(whole / 3_600) % 24, Math.floor(whole / 60) % 60];
  const s = Math.round((size - Math.floor(whole / 60) * 60) * 1_000) / 1_000;
  if (size === 0) return 'PT0S';
  const time = `${h ? `${h}H` : ''}${m ? `${m}M` : ''}${s ? `${s}S` : ''}`;
  return `${total < 0 ? '-' : ''}P${d ? `${d}D` : ''}${time ? `T${time}` : ''}`;
}

import type { DateStyle, WireStyle } from './wire-style';

/** What `?jsconfig=` asks of one answer (http-contract 4.5); absent: as the host does. */
export interface JsConfig {
  readonly names?: WireStyle['names'];
  readonly dates?: DateStyle;
  readonly timeSpans?: WireStyle['timeSpans'];
  readonly excludeDefaults?: boolean;
  readonly includeDefaultEnums?: boolean;
  readonly includeNulls?: boolean;
  readonly includeNullValues?: boolean;
  readonly enumsAsNumbers?: boolean;
  readonly appendUtcOffset?: boolean;
  readonly isIndented?: boolean;
  /** Members of the body that cannot be read are refused. */
  readonly isStrict?: boolean;
  /** Underscores and hyphens in names of the request mean nothing. */
  readonly isLenient?: boolean;
}

export interface AppliedJsConfig {
  readonly style: WireStyle;
  readonly isIndented: boolean;
  readonly isStrict?: boolean;
  readonly isLenient?: boolean;
}

type Read = (value: string) => JsConfig | undefined;

const textCases: Readonly<Record<string, WireStyle['names']>> = {
  default: 'wire',
  d: 'wire',
  pascalcase: 'declared',
  pc: 'declared',
  camelcase: 'camelCase',
  cc: 'camelCase',
  snakecase: 'snake_case',
  sc: 'snake_case',
};
const dateHandlers: Readonly<Record<string, DateStyle>> = {
  timestampoffset: 'wcf',
  to: 'wcf',
  // Differs from the above in local times only, which are never written here.
  dcjscompatible: 'wcf',
  dcjsc: 'wcf',
  iso8601: 'iso8601',
  iso8601dateonly: 'iso8601dateonly',
  iso8601do: 'iso8601dateonly',
  iso8601datetime: 'iso8601datetime',
  iso8601dt: 'iso8601datetime',
  rfc1123: 'rfc1123',
  unixtime: 'unixtime',
  ut: 'unixtime',
  unixtimems: 'unixtimems',
  utm: 'unixtimems',
};
const timeSpanHandlers: Readonly<Record<string, WireStyle['timeSpans']>> = {
  durationformat: 'duration',
  df: 'duration',
  standardformat: 'clock',
  sf: 'clock',
};
const propertyConventions: Readonly<Record<string, boolean>> = { lenient: true, l: true, strict: false, s: false };

/**
 * What each key means, by its names in lower case. Keys that are not here are ignored: the unknown ones, and those without
 * a meaning on this host, whose instants are UTC (`auu`, `au`, `sdtc`) and whose answers carry no `__type` (`iti`, `eti`).
 */
const keys: ReadonlyMap<string, Read> = new Map<string, Read>([
  ...named(names('camelCase'), 'emitcamelcasenames', 'eccn'),
  ...named(names('declared'), 'emitpascalcasenames', 'epcn'),
  ...named(names('snake_case'), 'emitlowercaseunderscorenames', 'elun'),
  ...named(oneOf('names', textCases), 'textcase', 'tc'),
  ...named(flag('excludeDefaults'), 'excludedefaultvalues', 'edv'),
  ...named(flag('includeDefaultEnums'), 'includedefaultenums', 'ide'),
  ...named(flag('includeNulls'), 'includenullvalues', 'inv'),
  ...named(flag('includeNullValues'), 'includenullvaluesindictionaries', 'invid'),
  ...named(oneOf('dates', dateHandlers), 'datehandler', 'dh'),
  ...named(oneOf('timeSpans', timeSpanHandlers), 'timespanhandler', 'tsh'),
  ...named(flag('enumsAsNumbers'), 'treatenumasinteger', 'teai'),
  ...named(flag('isIndented'), 'indent', 'i', 'pp'),
  ...named(flag('appendUtcOffset'), 'appendutcoffset', 'auo'),
  ...named(oneOf('isLenient', propertyConventions), 'propertyconvention', 'pc'),
  ...named(flag('isStrict'), 'throwonerror', 'throwondeserializationerror', 'toe', 'tode'),
]);

function named(read: Read, ...aliases: string[]): [string, Read][] {
  return aliases.map((alias) => [alias, read]);
}

/** Any value but `false` and `0` means true, a missing one too. */
function isOn(value: string): boolean {
  return value !== 'false' && value !== '0';
}

function flag(member: keyof JsConfig): Read {
  return (value) => ({ [member]: isOn(value) });
}

// `:false` changes nothing: which names are written then is the host's affair (FMT-21).
function names(written: WireStyle['names']): Read {
  return (value) => (isOn(value) ? { names: written } : undefined);
}

function oneOf(member: keyof JsConfig, values: Readonly<Record<string, unknown>>): Read {
  return (value) => (Object.hasOwn(values, value) ? { [member]: values[value] } : undefined);
}

const parsed = new Map<string, JsConfig>();
const mostParsed = 200;
const longestKept = 200;

/** Reads `key[:value],…` in any letter case. A key that comes twice: the last one counts. Never fails. */
export function parseJsConfig(text: string): JsConfig {
  const known = parsed.get(text);
  if (known) return known;
  const config: JsConfig = Object.assign({}, ...text.toLowerCase().split(',').map(readItem));
  if (text.length <= longestKept) {
    if (parsed.size >= mostParsed) parsed.clear();
    parsed.set(text, config);
  }
  return config;
}

function readItem(item: string): JsConfig | undefined {
  const colon = item.indexOf(':');
  const [key, value] = colon < 0 ? [item, ''] : [item.slice(0, colon), item.slice(colon + 1)];
  return keys.get(key.trim())?.(value.trim());
}

const applied = new WeakMap<JsConfig, WeakMap<WireStyle, AppliedJsConfig>>();

/** The host's style as the caller wants it; equal arguments give the same style, so that what is compiled for it serves again. */
export function applyJsConfig(style: WireStyle, config: JsConfig): AppliedJsConfig {
  const byStyle = applied.get(config) ?? new WeakMap<WireStyle, AppliedJsConfig>();
  applied.set(config, byStyle);
  let result = byStyle.get(style);
  if (result === undefined) {
    const { isIndented = false, isStrict, isLenient } = config;
    result = { style: changed(style, config), isIndented, isStrict, isLenient };
    byStyle.set(style, result);
  }
  return result;
}

function changed(style: WireStyle, config: JsConfig): WireStyle {
  return {
    ...style,
    names: config.names ?? style.names,
    dates: config.dates ?? style.dates,
    timeSpans: config.timeSpans ?? style.timeSpans,
    enums: either(config.enumsAsNumbers, 'number', 'name') ?? style.enums,
    utcOffset: either(config.appendUtcOffset, 'write', 'omit') ?? style.utcOffset,
    defaults: either(config.excludeDefaults, 'omit', 'write') ?? style.defaults,
    defaultEnums: either(config.includeDefaultEnums, 'write', 'omit') ?? style.defaultEnums,
    nulls: nullsOf(style.nulls, config),
  };
}

function either<T>(isWanted: boolean | undefined, yes: T, no: T): T | undefined {
  return isWanted === undefined ? undefined : isWanted ? yes : no;
}

function nullsOf(nulls: WireStyle['nulls'], config: JsConfig): WireStyle['nulls'] {
  const { includeNulls = nulls === 'members' || nulls === 'write' } = config;
  const { includeNullValues = nulls === 'values' || nulls === 'write' } = config;
  if (includeNulls) return includeNullValues ? 'write' : 'members';
  return includeNullValues ? 'values' : 'omit';
}

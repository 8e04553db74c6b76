import type { TextCase } from '../core/presentation';

/** How an instant is written. `iso`: as in JSON of the `system` profile; `wcf`: `/Date(ms)/`; `short`: as in JSV and CSV. */
export type DateStyle =
  | 'iso'
  | 'wcf'
  | 'short'
  | 'iso8601'
  | 'iso8601dateonly'
  | 'iso8601datetime'
  | 'rfc1123'
  | 'unixtime'
  | 'unixtimems';

/** What the tree is made for: `json`: as JSON.stringify takes it; `jsv`: for the text formats JSV and CSV. */
export type Notation = 'json' | 'jsv';

/**
 * Names, and texts of scalars, of one answer: what the profile says, changed by the format and by `?jsconfig=`.
 *
 * Two styles are the same when `styleKey` says so.
 */
export interface WireStyle {
  /** `wire`: as declared, built-in DTOs in `textCase`; `declared`: CLR names; else the wire name in that case. */
  readonly names: 'wire' | 'declared' | 'camelCase' | 'snake_case';
  readonly textCase: TextCase;
  readonly dates: DateStyle;
  /** `+0000` in `/Date(ms)/` of instants in UTC. Default: omit. */
  readonly utcOffset?: 'omit' | 'write';
  readonly guids: 'dashed' | 'plain';
  readonly timeSpans: 'duration' | 'clock';
  readonly enums: 'name' | 'number';
  /**
   * Which nulls are written: none; null members; null values of dictionaries; both. Null elements of lists always are.
   * With anything but `omit` the tree holds exactly the nulls to write.
   */
  readonly nulls: 'omit' | 'members' | 'values' | 'write';
  /** Absent members of non-nullable value types: left out, or written at their default. Default: left out. */
  readonly absent: 'omit' | 'default';
  /** Members at their type's default: written, or left out; enums have a say of their own. */
  readonly defaults: 'write' | 'omit';
  readonly defaultEnums: 'write' | 'omit';
  /**
   * `json`: DTOs stay as they are where nothing differs. `jsv`: declared members only, in declared order, and the texts of
   * dates and time spans marked as `BareText`, since they are written without the quotes of strings.
   * Default: json.
   */
  readonly notation?: Notation;
  /**
   * Decimals in the tree: their digits as text, or marked as `DecimalText` for a writer that prints numbers as they are.
   * Default: text.
   */
  readonly decimals?: 'text' | 'number';
}

/** JSON of the `system` profile (decisions D3). */
export const systemStyle: WireStyle = {
  names: 'wire',
  textCase: 'camelCase',
  dates: 'iso',
  guids: 'dashed',
  timeSpans: 'duration',
  enums: 'name',
  nulls: 'omit',
  absent: 'omit',
  defaults: 'write',
  defaultEnums: 'write',
};

/** JSON of the `classic` profile (http-contract 4.4). */
export const classicStyle: WireStyle = { ...systemStyle, dates: 'wcf', guids: 'plain', absent: 'default' };

const inPascalCase: WireStyle = { ...systemStyle, textCase: 'PascalCase' };

/** JSON of the `system` profile in the case of a feature. */
export function systemStyleIn(textCase: TextCase): WireStyle {
  return textCase === 'PascalCase' ? inPascalCase : systemStyle;
}

const keys = new WeakMap<WireStyle, string>();

/** Equal for styles that write alike. */
export function styleKey(style: WireStyle): string {
  let key = keys.get(style);
  if (key === undefined) {
    const { names, textCase, dates, utcOffset, guids, timeSpans, enums, nulls, absent, notation, decimals } = style;
    const { defaults, defaultEnums } = style;
    key = [
      names,
      textCase,
      dates,
      utcOffset,
      guids,
      timeSpans,
      enums,
      nulls,
      absent,
      defaults,
      defaultEnums,
      notation,
      decimals,
    ].join();
    keys.set(style, key);
  }
  return key;
}

const ofJsv = new WeakMap<WireStyle, WireStyle>();

/** The style of JSV and CSV beside that of JSON: shortest dates unless Unix time was asked for, no nulls (http-contract 4.5, 4.7). */
export function jsvStyleOf(style: WireStyle): WireStyle {
  let own = ofJsv.get(style);
  if (own === undefined) {
    const isUnixTime = style.dates === 'unixtime' || style.dates === 'unixtimems';
    own = { ...style, dates: isUnixTime ? style.dates : 'short', nulls: 'omit', notation: 'jsv' };
    ofJsv.set(style, own);
  }
  return own;
}

const withNumbers = new WeakMap<WireStyle, WireStyle>();

/** The same style, Decimals being marked as numbers. */
export function withDecimalNumbers(style: WireStyle): WireStyle {
  let own = withNumbers.get(style);
  if (own === undefined) {
    own = { ...style, decimals: 'number' };
    withNumbers.set(style, own);
  }
  return own;
}

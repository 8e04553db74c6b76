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
  readonly guids: 'dashed' | 'plain';
  readonly timeSpans: 'duration' | 'clock';
  readonly enums: 'name' | 'number';
  /** Null members: left out, or written as null. */
  readonly nulls: 'omit' | 'write';
  /** Absent members of non-nullable value types: left out, or written at their default. Default: left out. */
  readonly absent: 'omit' | 'default';
  /** Members at their type's default: written, or left out; enums have a say of their own. */
  readonly defaults: 'write' | 'omit';
  readonly defaultEnums: 'write' | 'omit';
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
    const { names, textCase, dates, guids, timeSpans, enums, nulls, absent, defaults, defaultEnums } = style;
    key = [names, textCase, dates, guids, timeSpans, enums, nulls, absent, defaults, defaultEnums].join();
    keys.set(style, key);
  }
  return key;
}

import { type MetadataTypesConfig, profileOptions } from '../metadata/metadata-config';
import { without } from './comments';
import type { HeaderStyle, Language } from './language';
import { type OptionKey, optionKeys } from './option-keys';

export interface HeaderInput {
  readonly config: MetadataTypesConfig;
  /** Options that the query set: they stand without prefix (HD-01). */
  readonly given: ReadonlySet<string>;
  readonly date: Date;
  /** `0.10` */
  readonly version: string;
}

/** The block that tells a client's tools how the code was made, and its reader what else there is. Ends with a line break. */
export function headerBlock({ header, options }: Language, { config, given, date, version }: HeaderInput): string {
  const fixed = (text: string) => `${header.line ?? ''}${text}`;
  const safe = (text: string) => safeText(text, header);
  const lines = [
    fixed(`Date: ${date.toISOString().slice(0, 19).replace('T', ' ')}`),
    ...(header.extra?.(profileOptions[config.profile]) ?? []).map(fixed),
    fixed(`Version: ${version}`),
    fixed(`Tip: To override a DTO option, remove "${header.tip ?? header.unset}" prefix before updating`),
    fixed(`BaseUrl: ${safe(config.baseUrl)}`),
    (header.line ?? '').trimEnd(),
    ...options(config.profile).map(
      (key) => `${given.has(key) ? (header.set ?? '') : header.unset}${key}: ${safe(optionText(key, config, header))}`,
    ),
  ].join('\n');
  const close = header.close === undefined ? [] : [closeText(header.close, header.nests, lines)];
  return `${[...(header.preamble ?? []), header.open, lines, ...close, ''].join('\n')}\n`;
}

/** `IncludeTypes=Shop/*` opens a comment in languages whose comments nest: it's closed rather than the option changed. */
function closeText(close: string, nests: string | undefined, lines: string): string {
  return nests === undefined ? close : close.repeat(lines.split(nests).length);
}

/** The code below its header, or, where the language asks for it, below its own first line and the header. */
export function withHeader(code: string, header: string, { followsFirstLine }: HeaderStyle): string {
  if (!followsFirstLine) return header + code;
  const end = code.indexOf('\n') + 1;
  // The header ends with an empty line itself.
  return code.slice(0, end) + header + code.slice(end).replace(/^\n/, '');
}

function optionText(key: OptionKey, config: MetadataTypesConfig, { typeSeparator = ',' }: HeaderStyle): string {
  const { member, kind } = optionKeys[key];
  const value = config[member];
  if (value === undefined || value === null) return '';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return Array.isArray(value) ? value.join(kind === 'types' ? typeSeparator : ',') : String(value);
}

/** What a query says is echoed here: it may neither end the line nor the block. */
function safeText(text: string, { close, safe }: HeaderStyle): string {
  const oneLine = text.replace(/[\p{Cc}\u2028\u2029]/gu, '');
  const closed = close === undefined ? oneLine : without(oneLine, [close]);
  return safe ? safe(closed) : closed;
}

import { parseQueryString } from '../binding/query-string';
import { HttpError } from '../core/http-error';
import type { MetadataTypesConfig, TypesProfile } from '../metadata/metadata-config';
import { splitTypeList } from '../metadata/type-filter';
import { type OptionKey, optionKeys } from './option-keys';

/** What a query of `/types/*` asks for. */
export interface TypesQuery {
  readonly changes: Partial<MetadataTypesConfig>;
  readonly given: ReadonlySet<OptionKey>;
  readonly profile?: TypesProfile;
  readonly withoutOptions: boolean;
}

const needed: ReadonlySet<OptionKey> = new Set(['BaseUrl', 'AddDefaultXmlNamespace', 'DefaultNamespaces']);
const keysByLowerCase = new Map(Object.keys(optionKeys).map((key) => [key.toLowerCase(), key as OptionKey]));

/** Reads a query string, names in any letter case; unknown ones mean nothing. Errors: 400 naming the option. */
export function readTypesQuery(queryString: string): TypesQuery {
  const changes: Record<string, unknown> = {};
  const given = new Set<OptionKey>();
  let profile: TypesProfile | undefined;
  let withoutOptions = false;
  for (const [name, text] of parseQueryString(queryString)) {
    const key = keysByLowerCase.get(name.toLowerCase());
    if (name.toLowerCase() === 'withoutoptions') withoutOptions = true;
    else if (name.toLowerCase() === 'profile') profile = readProfile(text);
    else if (key) {
      const value = readOption(key, text);
      // `BaseUrl=` says nothing: what code cannot do without stays as the host has it.
      if (value === undefined && needed.has(key)) continue;
      given.add(key);
      changes[optionKeys[key].member] = value;
    }
  }
  return { changes: changes as Partial<MetadataTypesConfig>, given, profile, withoutOptions };
}

export function readProfile(text: string): TypesProfile {
  if (text === 'classic' || text === 'modern') return text;
  throw refusal('profile', 'must be classic or modern');
}

function readOption(key: OptionKey, text: string): unknown {
  switch (optionKeys[key].kind) {
    case 'flag':
      if (/^(?:true|1|on)?$/i.test(text)) return true;
      if (/^(?:false|0|off)$/i.test(text)) return false;
      throw refusal(key, 'must be True or False');
    case 'number':
      if (text === '') return undefined;
      if (/^\d{1,9}$/.test(text)) return Number(text);
      throw refusal(key, 'must be a whole number');
    case 'list':
      return some(text.split(',').map((item) => safeToken(key, item.trim())));
    case 'types':
      return some(splitTypeList(text).map((item) => safePattern(key, item)));
    case 'text':
      return text === '' ? undefined : safeText(key, text);
  }
}

function some(items: string[]): string[] | undefined {
  const named = items.filter((item) => item !== '');
  return named.length > 0 ? named : undefined;
}

function safeText(key: OptionKey, text: string): string {
  if (key !== 'BaseUrl' && key !== 'AddDefaultXmlNamespace') return safeToken(key, text);
  const isAddress = /^https?:\/\/[^\s"'<>\\^`{|}*]+$/i.test(text) && URL.canParse(text);
  if (!isAddress) throw refusal(key, 'must be an http or https address');
  return text;
}

// These texts become code: only what names are made of may pass, and for some also generics, calls or module paths.
const name = /^[\p{L}\p{N}_.$]*$/u;
const wider: Readonly<Partial<Record<OptionKey, RegExp>>> = {
  BaseClass: /^[\p{L}\p{N}_.<>?[\] ,]*$/u,
  DataClass: /^[\p{L}\p{N}_.()]*$/u,
  DataClassJson: /^[\p{L}\p{N}_.()]*$/u,
  TreatTypesAsStrings: /^[\p{L}\p{N}_.<>?[\]]*$/u,
  // `java.time.*` too; nowhere else an asterisk, that no comment opens or ends.
  DefaultImports: /^[\p{L}\p{N}_.$:/@]*(?:\.\*)?$/u,
};

/** Errors: 400 for a text that could leave the place in the code where it is put. */
function safeToken(key: OptionKey, text: string): string {
  if (!(wider[key] ?? name).test(text)) throw refusal(key, "holds characters that such a name doesn't have");
  return text;
}

/** Patterns are compared and echoed, in the header alone; they become no code. */
function safePattern(key: OptionKey, text: string): string {
  if (/\p{Cc}/u.test(text)) throw refusal(key, 'holds control characters');
  return text;
}

// The value is not echoed: the answer is text that somebody may have been led to.
function refusal(key: string, why: string): HttpError {
  return HttpError.badRequest(`The option ${key} ${why}.`);
}

import type { TypeModel } from '../core/type-model';
import type { WireStyle } from './wire-style';

/** What a format needs to know beside the value. */
export interface WriteOptions {
  readonly style: WireStyle;
  /** Declared type of the value; absent: written as it is. */
  readonly type?: TypeModel;
}

/** What a body reader gave. */
export interface ReadBody {
  readonly value: unknown;
  /** Whether strings in it may hold NUL or lone surrogates, which the text itself could not. */
  readonly checkText: boolean;
}

/** One format, as a sibling of the others (http-contract 4.1). */
export interface ContentFormat {
  /** Extension, `?format=` and path segment. */
  readonly key: string;
  /** Canonical content type, without parameters. */
  readonly contentType: string;
  /** `Content-Type` header of its answers. */
  readonly header: string;
  /** Content types that it is read from, lower case. */
  readonly accepts: readonly string[];
  /** Errors: SyntaxError whose message says what is wrong. */
  read(text: string): ReadBody;
  write(value: unknown, options: WriteOptions): string;
}

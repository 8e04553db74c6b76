import type { DtoType, TypeModel } from '../core/type-model';
import type { WireStyle } from './wire-style';

/** What a format needs to know beside the value. */
export interface WriteOptions {
  /** Declared type of the value; absent: written as it is. */
  readonly type?: TypeModel;
  readonly style: WireStyle;
  /** Name of the message that is answered; titles and file names come from it. */
  readonly operationName: string;
  /** `?jsconfig=pp`: for people. */
  readonly isIndented?: boolean;
  /** A person's browser asked, not a program: CSV neutralises what a spreadsheet would calculate. */
  readonly isForPeople?: boolean;
  /** The address as it was asked for, path and query; for links to the same answer in other formats. */
  readonly url?: string;
  /** Status of the answer. Default: 200. */
  readonly status?: number;
}

/** What a body is to be read as. */
export interface ReadTarget {
  readonly type: DtoType;
  /** A list of such messages: the body of an auto-batch. */
  readonly isBatch: boolean;
  /** Underscores and hyphens in names of members mean nothing. Default: false. */
  readonly isLenient?: boolean;
}

/** What a body reader gave: a tree of plain objects, lists and scalars; the binder reads scalars by the members' types. */
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
  /** `Content-Type` header of its DTO answers. */
  readonly header: string;
  /** Content types that it is read from, lower case; empty: write only. */
  readonly accepts: readonly string[];
  /** Errors: SyntaxError whose message says what is wrong. Absent: write only. */
  read?(body: Buffer, target: ReadTarget): ReadBody;
  write(value: unknown, options: WriteOptions): string | Buffer;
  /** Headers that its DTO answers carry, beside `Content-Type`. */
  headers?(options: WriteOptions): Readonly<Record<string, string>>;
}

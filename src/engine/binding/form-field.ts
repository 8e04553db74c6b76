import type { DtoProperty, DtoType, TypeModel } from '../core/type-model';
import { readCsv } from '../formats/csv-reader';
import { holdsDecimal, readDecimalsAs } from '../formats/decimal-json';
import { readJsonText } from '../formats/json-format';
import { readJsv, readJsvList } from '../formats/jsv-reader';
import { maxDepth } from './bind-context';

/** Reads the text of a form field into what the member's converter takes. Errors: SyntaxError. */
export type ReadField = (text: string) => unknown;

const readers: Readonly<Record<string, (type: TypeModel) => ReadField | undefined>> = {
  'application/json': jsonReader,
  'text/json': jsonReader,
  'application/jsv': jsvReader,
  'text/jsv': jsvReader,
  'text/csv': csvReader,
};

/**
 * The reader of a member that forms write in a format of its own, `@MultipartField('application/json')` (http-contract 3.7).
 *
 * Errors: Error naming the DTO's file for a format that is not read, or CSV for what is no table.
 */
export function fieldReaderOf(property: DtoProperty, { name, declaredIn }: DtoType): ReadField | undefined {
  const record = property.attributes.find((attribute) => attribute.name === 'MultipartField');
  if (!record) return undefined;
  const contentType = String(record.args.ContentType).toLowerCase();
  const reader = Object.hasOwn(readers, contentType) ? readers[contentType]?.(property.type) : undefined;
  if (reader) return reader;
  const known = Object.keys(readers).join(', ');
  throw new Error(
    `${name}.${property.name} (${declaredIn}) cannot be a form field in '${contentType}': ` +
      `${known} are read, text/csv as a DTO or a list of DTOs.`,
  );
}

/** Finds such mistakes at start. Errors: as `fieldReaderOf`. */
export function checkFormFields(type: DtoType): void {
  for (const property of type.properties) fieldReaderOf(property, type);
}

function jsonReader(type: TypeModel): ReadField {
  return (text) => {
    const { value } = readJsonText(text);
    return holdsDecimal(type) ? (readDecimalsAs(text, type) ?? value) : value;
  };
}

function jsvReader({ kind }: TypeModel): ReadField {
  return kind === 'list' ? (text) => readJsvList(text, maxDepth) : (text) => readJsv(text, maxDepth);
}

function csvReader(type: TypeModel): ReadField | undefined {
  if (type.kind === 'dto') return (text) => readCsv(text, { type: type.type(), isBatch: false });
  if (type.kind !== 'list' || type.item.kind !== 'dto') return undefined;
  const { item } = type;
  return (text) => readCsv(text, { type: item.type(), isBatch: true });
}

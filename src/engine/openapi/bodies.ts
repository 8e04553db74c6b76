import { bindRequest } from '../binding/request-binder';
import { HttpError } from '../core/http-error';
import type { Operation } from '../core/operation';
import type { TypeModel } from '../core/type-model';
import type { ContentFormat } from '../formats/content-format';
import { classicStyle, systemStyleIn, type WireStyle } from '../formats/wire-style';
import type { DtoMember } from './dto-members';
import { exampleOf } from './example-of';
import type { MediaType, RequestBody, Schema } from './openapi-types';
import type { WireProfile } from './scalar-schemas';
import type { SchemaWriter } from './schema-writer';

export interface BodyParts {
  readonly writer: SchemaWriter;
  readonly formats: readonly ContentFormat[];
  readonly profile: WireProfile;
}

const json = 'application/json';

/**
 * The body of a message in every format that the host reads, and as a form (metadata-and-types 7).
 *
 * JSON and forms have a schema; of the other formats, whose texts no JSON schema describes, there is an example.
 */
export function requestBody(
  operation: Operation,
  schema: Schema,
  members: readonly DtoMember[],
  parts: BodyParts,
): RequestBody {
  const example = exampleOf(schema, parts.writer.schemas);
  const shown = example === undefined ? {} : { example };
  const isRequired = members.some((member) => member.isRequired);
  const content: Record<string, MediaType> = { [json]: { schema, ...shown } };
  for (const format of parts.formats) {
    if (format.contentType === json || !format.read) continue;
    content[format.contentType] = textMedia(format, writtenExample(operation, example, format, parts));
  }
  const form = { schema, ...formEncoding(members) };
  return {
    ...(isRequired && { required: true }),
    content: { ...content, 'application/x-www-form-urlencoded': form, 'multipart/form-data': form },
  };
}

/** The body of an operation that reads it itself. */
export const rawRequestBody: RequestBody = { content: { '*/*': { schema: {} } } };

/** An answer in every format that the host writes. */
export function answerContent(schema: Schema, parts: BodyParts): Readonly<Record<string, MediaType>> {
  const example = exampleOf(schema, parts.writer.schemas);
  const content: Record<string, MediaType> = {
    [json]: { schema, ...(example !== undefined && { example }) },
  };
  for (const format of parts.formats) if (format.contentType !== json) content[format.contentType] = textMedia(format);
  return content;
}

function textMedia({ key }: ContentFormat, example?: string): MediaType {
  // MessagePack is no text.
  if (key === 'x-msgpack') return { schema: {} };
  return { schema: { type: 'string' }, ...(example !== undefined && { example }) };
}

/** Lists are one field with commas between their items, as JSV has them (http-contract 3.7). */
function formEncoding(members: readonly DtoMember[]): Pick<MediaType, 'encoding'> {
  const lists = members.filter(({ model }) => model.kind === 'list' && isPlain(model.item));
  if (lists.length === 0) return {};
  return {
    encoding: Object.fromEntries(lists.map(({ name }) => [name, { style: 'form', explode: false } as const])),
  };
}

function isPlain({ kind }: TypeModel): boolean {
  return kind === 'scalar' || kind === 'enum';
}

/** The example as the format itself writes it; `undefined` for bytes, and for what cannot be bound. */
function writtenExample(
  { request, name, presentation: { textCase } }: Operation,
  example: unknown,
  format: ContentFormat,
  { profile }: BodyParts,
): string | undefined {
  if (example === undefined) return undefined;
  try {
    const body = { value: example, checkText: true, contentType: json };
    const dto = bindRequest(request, { body, query: [] });
    const type = { kind: 'dto', clr: name, type: () => request, args: [], nullable: false } as const;
    const style: WireStyle = profile === 'classic' ? { ...classicStyle, textCase } : systemStyleIn(textCase);
    const text = format.write(dto, { type, style, operationName: name });
    return typeof text === 'string' ? text : undefined;
  } catch (error) {
    if (error instanceof HttpError) return undefined;
    throw error;
  }
}

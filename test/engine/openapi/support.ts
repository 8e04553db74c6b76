import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { openApiDocument } from '../../../src/engine/openapi/document';
import type {
  MediaType,
  OpenApiDocument,
  OperationObject,
  Parameter,
  RequestBody,
  Response,
  Schema,
} from '../../../src/engine/openapi/openapi-types';

export { openApiDocument };

export interface JudgedValue {
  readonly name: string;
  /** Index of the document whose components the schema refers to. */
  readonly document: number;
  readonly schema: Schema;
  readonly value: unknown;
}

export interface Verdict {
  /** Errors of each document; none: valid. */
  readonly documents: readonly (readonly string[])[];
  readonly values: readonly (readonly string[])[];
}

/** What an independent validator says of documents, and of values by schemas in them. */
export function judge(documents: readonly OpenApiDocument[], values: readonly JudgedValue[] = []): Promise<Verdict> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      process.execPath,
      [join(__dirname, 'validate.mjs')],
      { maxBuffer: 64 * 1024 * 1024 },
      (error, stdout) => (error ? reject(error) : resolve(JSON.parse(stdout) as Verdict)),
    );
    child.stdin?.end(JSON.stringify({ documents, values }));
  });
}

export interface ListedOperation {
  readonly path: string;
  readonly verb: string;
  readonly object: OperationObject;
}

export function listedOperations({ paths }: OpenApiDocument): ListedOperation[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([verb, object]) => ({ path, verb: verb.toUpperCase(), object })),
  );
}

/** What a reference leads to. Errors: Error for one that leads nowhere. */
export function resolved<T extends object>(document: OpenApiDocument, value: T | { readonly $ref: string }): T {
  if (!('$ref' in value) || typeof value.$ref !== 'string') return value as T;
  const steps = value.$ref.replace(/^#\//, '').split('/');
  let found: unknown = document;
  for (const step of steps) found = (found as Record<string, unknown> | undefined)?.[step];
  if (found === undefined) throw new Error(`${value.$ref} leads nowhere.`);
  return found as T;
}

export function bodyOf(document: OpenApiDocument, { requestBody }: OperationObject): RequestBody | undefined {
  return requestBody && resolved<RequestBody>(document, requestBody);
}

export function responseOf(document: OpenApiDocument, { responses }: OperationObject, status: string): Response {
  const found = responses[status];
  if (!found) throw new Error(`There is no answer ${status}, only ${Object.keys(responses).join(', ')}.`);
  return resolved<Response>(document, found);
}

/** Members of an object's schema, those of what it is made of included. */
export function memberNames(document: OpenApiDocument, schema: Schema): string[] {
  const whole = resolved<Schema>(document, schema as Schema & { $ref: string });
  return [
    ...(whole.allOf ?? []).flatMap((part) => memberNames(document, part)),
    ...Object.keys(whole.properties ?? {}),
  ];
}

/** Every example of a document beside the schema that it is one of. JSON and parameters only: other texts are strings. */
export function examplesOf(document: OpenApiDocument, index: number): JudgedValue[] {
  const found: JudgedValue[] = [];
  const add = (name: string, { schema, example }: MediaType | Parameter) => {
    if (schema && example !== undefined) found.push({ name, document: index, schema, value: example });
  };
  for (const { verb, path, object } of listedOperations(document)) {
    for (const parameter of object.parameters ?? []) {
      add(`${verb} ${path} ${parameter.name}`, parameter);
      for (const media of Object.values(parameter.content ?? {})) add(`${verb} ${path} ${parameter.name}`, media);
    }
    for (const [type, media] of Object.entries(bodyOf(document, object)?.content ?? {})) {
      add(`${verb} ${path} ${type}`, media);
    }
    for (const status of Object.keys(object.responses)) {
      for (const [type, media] of Object.entries(responseOf(document, object, status).content ?? {})) {
        add(`${verb} ${path} ${status} ${type}`, media);
      }
    }
  }
  return found;
}

import type { Schema } from './openapi-types';

type Schemas = Readonly<Record<string, Schema>>;

/** Texts that patterns are tried with, the likeliest first. */
const texts = ['text', 'Text', 'A', '1', '12345', '+46 8 123 45 67', '#336699', '336699', 'name@example.org', '09:00'];
const byFormat: Readonly<Record<string, string>> = {
  uuid: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff',
  'date-time': '2026-11-25T09:00:00Z',
  date: '2026-11-25',
  duration: 'PT1H',
  uri: 'https://example.org/',
  email: 'name@example.org',
};
const byPattern = [...texts, '2026-11-25', '2026-11-25T09:00:00', '6f9619ff8b864d01b42d00cf4fc964ff'];

/**
 * A value that the schema accepts, as it stands in JSON; `undefined` where none can be made up: a pattern that no known text
 * meets, or a required member that leads back to its own type.
 *
 * Optional members are in it where a value can be made up, down to three levels; the error status of answers is not.
 */
export function exampleOf(schema: Schema, schemas: Schemas): unknown {
  return new Examples(schemas).of(schema, 0);
}

const deepest = 3;

class Examples {
  /** Names of the schemas whose value is being made up. */
  private readonly open: string[] = [];

  constructor(private readonly schemas: Schemas) {}

  of(schema: Schema, depth: number): unknown {
    if (schema.const !== undefined) return schema.const;
    if (schema.enum) return schema.enum[0];
    if (schema.$ref !== undefined) return this.ofReference(schema.$ref, depth);
    const [choice] = schema.anyOf ?? [];
    if (choice) return this.of(choice, depth);
    if (schema.allOf) return this.ofAll(schema.allOf, depth);
    switch (typeof schema.type === 'string' ? schema.type : schema.type?.[0]) {
      case 'string':
        return textExample(schema);
      case 'boolean':
        return true;
      case 'integer':
      case 'number':
        return numberExample(schema);
      case 'array':
        return this.ofArray(schema, depth);
      case 'object':
        return this.ofObject(schema, depth);
      default:
        return {};
    }
  }

  private ofReference(reference: string, depth: number): unknown {
    const name = reference.slice(reference.lastIndexOf('/') + 1);
    const schema = this.schemas[name];
    if (!schema || this.open.includes(name)) return undefined;
    this.open.push(name);
    const value = this.of(schema, depth);
    this.open.pop();
    return value;
  }

  private ofAll(parts: readonly Schema[], depth: number): unknown {
    const values = parts.map((part) => this.of(part, depth));
    return values.includes(undefined) ? undefined : Object.assign({}, ...values);
  }

  private ofArray({ items = {}, minItems = 0 }: Schema, depth: number): unknown {
    const item = this.of(items, depth + 1);
    if (item === undefined) return minItems > 0 ? undefined : [];
    return Array.from({ length: Math.max(1, minItems) }, () => item);
  }

  private ofObject({ properties = {}, required = [], additionalProperties }: Schema, depth: number): unknown {
    if (additionalProperties) {
      const value = this.of(additionalProperties, depth + 1);
      return value === undefined ? {} : { key: value };
    }
    const found: Record<string, unknown> = {};
    for (const [name, schema] of Object.entries(properties)) {
      const isRequired = required.includes(name);
      if (!isRequired && (depth >= deepest || isErrorStatus(schema))) continue;
      const value = this.of(schema, depth + 1);
      if (value !== undefined) found[name] = value;
      else if (isRequired) return undefined;
    }
    return found;
  }
}

/** An answer that went well has none. */
function isErrorStatus({ $ref = '' }: Schema): boolean {
  return /\/ResponseStatus(?:_\w+)?$/.test($ref);
}

function textExample({ format, pattern, contentEncoding, minLength = 0, maxLength = Number.MAX_SAFE_INTEGER }: Schema) {
  if (contentEncoding === 'base64') return 'AAEC';
  const known = format === undefined ? undefined : byFormat[format];
  if (pattern === undefined) return known ?? 'text'.padEnd(minLength, 'x').slice(0, maxLength);
  const matcher = new RegExp(pattern, 'u');
  const candidates = known === undefined ? byPattern : [known, ...byPattern];
  return candidates.find((text) => matcher.test(text) && text.length >= minLength && text.length <= maxLength);
}

function numberExample({ minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf = 1 }: Schema): number {
  const least = Math.max(minimum ?? -Infinity, exclusiveMinimum === undefined ? -Infinity : exclusiveMinimum + 1);
  const most = Math.min(maximum ?? Infinity, exclusiveMaximum === undefined ? Infinity : exclusiveMaximum - 1);
  const wanted = Math.min(Math.max(1, least), most);
  return Math.ceil(wanted / multipleOf) * multipleOf;
}

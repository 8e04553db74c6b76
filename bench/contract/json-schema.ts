import { customerTypes, type Field, fieldsOf, maxItems, phonePattern } from './fields';

/** Forms of class-validator's rules as far as the measured bodies go. */
export const forms = {
  uuid: /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-8][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$/,
  email: /^[A-Za-z0-9_'+-]+(?:\.[A-Za-z0-9_'+-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}$/,
  phone: phonePattern,
  instant: /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/,
} as const;

export type JsonSchema = Readonly<Record<string, unknown>>;

/** The JSON schema of a message, with all rules. */
export function requestSchema(name: string): JsonSchema {
  const fields = Object.entries(fieldsOf(name));
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map(([member, field]) => [member, checked(field)])),
    required: fields.filter(([, field]) => !field.isOptional).map(([member]) => member),
  };
}

/** The JSON schema of an answer: types only, for writers. */
export function responseSchema(name: string): JsonSchema {
  const members = Object.entries(fieldsOf(name)).map(([member, field]) => [member, written(field)]);
  return { type: 'object', properties: Object.fromEntries(members) };
}

function checked(field: Field): JsonSchema {
  switch (field.kind) {
    case 'text':
      return { type: 'string', ...(field.isOptional ? {} : { minLength: 1 }), maxLength: field.maxLength };
    case 'uuid':
    case 'email':
    case 'phone':
    case 'instant':
      return { type: 'string', pattern: forms[field.kind].source };
    case 'customerType':
      return { type: 'string', enum: customerTypes };
    case 'list':
      return { type: 'array', maxItems, items: requestSchema(field.of) };
    case 'object':
      return requestSchema(field.of);
    default:
      return written(field);
  }
}

function written(field: Field): JsonSchema {
  switch (field.kind) {
    case 'int':
      return { type: 'integer' };
    case 'bool':
      return { type: 'boolean' };
    case 'texts':
      return { type: 'array', items: { type: 'string' } };
    case 'dictionary':
      return { type: 'object', additionalProperties: { type: 'string' } };
    case 'list':
      return { type: 'array', items: responseSchema(field.of) };
    case 'object':
      return responseSchema(field.of);
    default:
      return { type: 'string' };
  }
}

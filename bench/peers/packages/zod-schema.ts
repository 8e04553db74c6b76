import { type ZodType, z } from 'zod';
import { customerTypes, type Field, fieldsOf, maxItems } from '../../contract/fields';
import { forms } from '../../contract/json-schema';

/** The zod schema of a message, with all rules. */
export function zodSchema(name: string): ZodType {
  const members = Object.entries(fieldsOf(name)).map(([member, field]): [string, ZodType] => {
    const checked = zodType(field);
    return [member, field.isOptional ? checked.nullish() : checked];
  });
  return z.object(Object.fromEntries(members));
}

function zodType(field: Field): ZodType {
  switch (field.kind) {
    case 'text': {
      const text = field.isOptional ? z.string() : z.string().min(1);
      return field.maxLength === undefined ? text : text.max(field.maxLength);
    }
    case 'uuid':
    case 'email':
    case 'phone':
    case 'instant':
      return z.string().regex(forms[field.kind]);
    case 'int':
      return z.number().int();
    case 'bool':
      return z.boolean();
    case 'texts':
      return z.array(z.string());
    case 'dictionary':
      return z.record(z.string(), z.string());
    case 'customerType':
      return z.enum(customerTypes);
    case 'list':
      return z.array(zodSchema(field.of)).max(maxItems);
    case 'object':
      return zodSchema(field.of);
  }
}

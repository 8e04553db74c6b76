import type { AddCustomField } from '../../../dtos/booking/custom-fields';
import { ResponseError } from '../../../dtos/common';
import type { FieldConfig, StoredValues } from './field-config';
import { matchesWhole } from './pattern';

/** What a request changes in the stored values of one customer. */
export interface FieldValueChanges {
  readonly stored: readonly { readonly fieldId: number; readonly value: string }[];
  readonly cleared: readonly number[];
}

/** A refusal of one value: a code of validation and a text for people, which never repeats the value. */
export interface ValueProblem {
  readonly errorCode: string;
  readonly message: string;
}

const lineBreak = /[\n\v\f\r\u0085\u2028\u2029]/;

/**
 * The first rule that a value breaks, in the order of domain 2.5: mandatory, length, choice, pattern, line breaks.
 *
 * An absent or blank value only breaks the first: without a value there is nothing else to check.
 */
export function valueProblem(field: FieldConfig, value: string | undefined): ValueProblem | undefined {
  if (value === undefined || value.trim() === '') return field.isMandatory ? missingValue(field) : undefined;
  const length = [...value].length;
  if (length > field.maxLength) {
    const message = `${field.name} must be ${field.maxLength} characters or fewer; got ${length}.`;
    return { errorCode: 'MaximumLength', message };
  }
  if (field.dataType === 'DropDown' && !field.values.includes(value)) {
    return { errorCode: 'Enum', message: `${field.name} must be one of the values to select from.` };
  }
  if (field.regEx !== null && !matchesWhole(field.regEx, value)) {
    const message = field.regExErrorMessage ?? `${field.name} is not in the correct format.`;
    return { errorCode: 'RegularExpression', message };
  }
  if (!field.multipleLineText && lineBreak.test(value)) {
    return { errorCode: 'Predicate', message: `${field.name} must be a single line.` };
  }
  return undefined;
}

function missingValue(field: FieldConfig): ValueProblem {
  return { errorCode: 'NotEmpty', message: field.mandatoryErrorMessage ?? `${field.name} must not be empty.` };
}

/**
 * Checks the values that a request sends for a customer against the fields that its caller may fill in (domain 2.5).
 *
 * An absent value leaves what is stored, a blank one clears it. A field that the caller may not fill in is as unknown
 * as one that does not exist.
 */
export function readFieldValues(
  fields: readonly FieldConfig[],
  sent: readonly AddCustomField[],
  stored: StoredValues,
): { changes: FieldValueChanges; errors: ResponseError[] } {
  const byId = new Map(fields.map((field) => [field.id, field]));
  const seen = new Set<number>();
  const changes = { stored: [] as { fieldId: number; value: string }[], cleared: [] as number[] };
  const errors: ResponseError[] = [];
  for (const [index, { Id: id, Value: value }] of sent.entries()) {
    const path = `CustomFields[${index}]`;
    const field = byId.get(id);
    const problem = field && valueProblem(field, value);
    if (!field) errors.push(unknownField(path, id));
    else if (seen.has(id)) errors.push(sentTwice(path, id));
    else if (problem) errors.push(new ResponseError({ ...problem, fieldName: `${path}.Value` }));
    else if (value?.trim()) changes.stored.push({ fieldId: id, value });
    else if (value !== undefined) changes.cleared.push(id);
    seen.add(id);
  }
  for (const field of fields) if (!seen.has(field.id) && lacksValue(field, stored)) errors.push(notSent(field));
  return { changes, errors };
}

function lacksValue(field: FieldConfig, stored: StoredValues): boolean {
  return field.isMandatory && !stored.has(field.id) && !field.defaultValue?.trim();
}

function unknownField(path: string, id: number | undefined): ResponseError {
  const message = `No active custom field of the company has the id ${id ?? '(none)'}.`;
  return new ResponseError({ errorCode: 'CustomFieldNotFound', fieldName: `${path}.Id`, message });
}

function sentTwice(path: string, id: number): ResponseError {
  const message = `The custom field ${id} is sent twice; send one value for it.`;
  return new ResponseError({ errorCode: 'Predicate', fieldName: `${path}.Id`, message });
}

function notSent(field: FieldConfig): ResponseError {
  return new ResponseError({ ...missingValue(field), fieldName: 'CustomFields' });
}

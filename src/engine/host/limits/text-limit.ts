import { ResponseError } from '../../../../dtos/common';

const mostErrors = 100;

/**
 * The texts of a message that are longer than any that it has a use for, at whatever depth: for contracts whose published
 * pages name no lengths, where a rule would stand.
 *
 * Shape: one `MaximumLength` per text, at most 100; `path` stands before each `fieldName`; texts are not repeated.
 */
export function longTexts(value: unknown, mostCharacters: number, path = ''): ResponseError[] {
  const errors: ResponseError[] = [];
  collect(value, { path, most: mostCharacters, errors });
  return errors;
}

interface Search {
  readonly path: string;
  readonly most: number;
  readonly errors: ResponseError[];
}

function collect(value: unknown, search: Search): void {
  const { path, most, errors } = search;
  if (errors.length >= mostErrors) return;
  if (typeof value === 'string') {
    if (value.length > most) errors.push(tooLong(path, value.length, most));
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) collect(item, { ...search, path: `${path}[${index}]` });
  } else if (value !== null && typeof value === 'object') {
    for (const [name, member] of Object.entries(value)) {
      collect(member, { ...search, path: path === '' ? name : `${path}.${name}` });
    }
  }
}

function tooLong(fieldName: string, length: number, most: number): ResponseError {
  const message = `The length of '${fieldName}' must be ${most} characters or fewer. You entered ${length} characters.`;
  return new ResponseError({ errorCode: 'MaximumLength', fieldName, message });
}

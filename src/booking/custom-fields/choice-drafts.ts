import type { CustomFieldGroupValue } from '../../../dtos/booking/custom-fields';
import { ResponseError } from '../../../dtos/common';
import type { CustomFieldValueEntity } from './custom-field-entity';
import type { ValueDraft } from './custom-field-repository';

/**
 * The values to select from after a request: those stored, changed by what names their id or their text, and new ones.
 *
 * Shape: `all` in the order stored, then sent; `changed` only what must be saved.
 */
export function mergeChoices(
  stored: readonly CustomFieldValueEntity[],
  sent: readonly CustomFieldGroupValue[],
): { all: ValueDraft[]; changed: ValueDraft[]; errors: ResponseError[] } {
  const drafts = new Map<string, ValueDraft>(stored.map((value) => [String(value.id), value]));
  const changed = new Map<string, ValueDraft>();
  const errors: ResponseError[] = [];
  const nextSortOrder = 1 + Math.max(0, ...stored.map((value) => value.sortOrder));
  for (const [index, choice] of sent.entries()) {
    const path = `Values[${index}]`;
    const text = choice.Value?.trim();
    const known = choice.Id
      ? drafts.get(String(choice.Id))
      : [...drafts.values()].find((draft) => draft.value === text);
    if (choice.Id && !known) errors.push(problem('Predicate', `${path}.Id`, `The field has no value ${choice.Id}.`));
    else if (text === '' || (text === undefined && !known)) {
      errors.push(problem('NotEmpty', `${path}.Value`, `${path}.Value must not be empty.`));
    } else {
      const key = known?.id === undefined ? `new ${text}` : String(known.id);
      const draft: ValueDraft = {
        id: known?.id,
        value: text ?? (known as ValueDraft).value,
        active: choice.Active ?? known?.active ?? true,
        sortOrder: choice.SortOrder ?? known?.sortOrder ?? nextSortOrder + index,
      };
      drafts.set(key, draft);
      changed.set(key, draft);
    }
  }
  const all = [...drafts.values()];
  return { all, changed: [...changed.values()], errors: [...errors, ...repeatedTexts(all)] };
}

function repeatedTexts(drafts: readonly ValueDraft[]): ResponseError[] {
  const isRepeated = new Set(drafts.map((draft) => draft.value)).size < drafts.length;
  return isRepeated ? [problem('Predicate', 'Values', 'Two values of a field must not have the same text.')] : [];
}

function problem(errorCode: string, fieldName: string, message: string): ResponseError {
  return new ResponseError({ errorCode, fieldName, message });
}

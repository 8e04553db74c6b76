import type { CreateCustomField, UpdateCustomField } from '../../../dtos/booking/custom-fields';
import { ResponseError } from '../../../dtos/common';
import type { CustomFieldEntity, CustomFieldValidationEntity } from './custom-field-entity';
import type { FieldDraft, ValueDraft } from './custom-field-repository';
import { valueProblem } from './field-values';
import { compilePattern } from './pattern';

/** An empty text clears an optional text; an absent one leaves it. */
function textOr(sent: string | undefined, stored: string | null): string | null {
  return sent === undefined ? stored : sent.trim() === '' ? null : sent;
}

/** A new field as its request describes it. `slot` is chosen by the caller. */
export function newFieldDraft(request: CreateCustomField, slot: number): FieldDraft {
  return {
    slot,
    name: request.Name.trim(),
    description: request.Description.trim(),
    iconId: textOr(request.IconId, null),
    width: request.Width ?? null,
    dataType: request.Datatype,
    defaultValue: textOr(request.DefaultValue, null),
    isMandatory: request.IsMandatory ?? false,
    mandatoryErrorMessage: textOr(request.MandatoryErrorMessage, null),
    maxLength: request.MaxLength ?? 500,
    multipleLineText: request.MultipleLineText ?? false,
    regExId: request.RegExId || null,
    regEx: textOr(request.RegEx, null),
    regExErrorMessage: textOr(request.RegExErrorMessage, null),
    isPublic: request.IsPublic ?? true,
    isHidden: request.IsHidden ?? false,
    active: true,
  };
}

/** The field after an update: absent members as they are stored. */
export function changedFieldDraft(request: UpdateCustomField, stored: CustomFieldEntity): FieldDraft {
  return {
    slot: request.FieldId || stored.slot,
    name: request.Name?.trim() ?? stored.name,
    description: request.Description?.trim() ?? stored.description,
    iconId: textOr(request.IconId, stored.iconId),
    width: request.Width ?? stored.width,
    dataType: request.Datatype ?? stored.dataType,
    defaultValue: textOr(request.DefaultValue, stored.defaultValue),
    isMandatory: request.IsMandatory ?? stored.isMandatory,
    mandatoryErrorMessage: textOr(request.MandatoryErrorMessage, stored.mandatoryErrorMessage),
    maxLength: request.MaxLength ?? stored.maxLength,
    multipleLineText: request.MultipleLineText ?? stored.multipleLineText,
    regExErrorMessage: textOr(request.RegExErrorMessage, stored.regExErrorMessage),
    isPublic: request.IsPublic ?? stored.isPublic,
    isHidden: request.IsHidden ?? stored.isHidden,
    active: request.Active ?? stored.active,
    ...changedPattern(request, stored),
  };
}

// The two ways to name a pattern exclude each other, so that sending one replaces the other.
function changedPattern(request: UpdateCustomField, stored: CustomFieldEntity): Pick<FieldDraft, 'regEx' | 'regExId'> {
  if (request.RegEx !== undefined) return { regEx: textOr(request.RegEx, null), regExId: request.RegExId || null };
  if (request.RegExId) return { regEx: null, regExId: request.RegExId };
  return { regEx: stored.regEx, regExId: request.RegExId === undefined ? stored.regExId : null };
}

/**
 * What is wrong with a field as it would be saved.
 *
 * `validation`: the common pattern that `draft.regExId` names, when there is one.
 */
export function draftErrors(
  draft: FieldDraft,
  values: readonly ValueDraft[],
  validation: CustomFieldValidationEntity | null,
): ResponseError[] {
  return [
    ...patternErrors(draft, validation),
    ...choiceErrors(draft, values),
    ...defaultErrors(draft, values, validation),
  ];
}

function predicate(fieldName: string, message: string): ResponseError {
  return new ResponseError({ errorCode: 'Predicate', fieldName, message });
}

function patternErrors(draft: FieldDraft, validation: CustomFieldValidationEntity | null): ResponseError[] {
  if (draft.regEx !== null && draft.regExId !== null) {
    return [predicate('RegEx', 'RegEx and RegExId exclude each other; send one of them.')];
  }
  if (draft.regExId !== null && !validation) {
    const message = `No validation has the id ${draft.regExId}; see GET /customfields/validations.`;
    return [predicate('RegExId', message)];
  }
  const compiled = draft.regEx === null ? undefined : compilePattern(draft.regEx);
  if (!compiled || 'regEx' in compiled) return [];
  return [predicate('RegEx', `RegEx cannot be used: ${compiled.problem}.`)];
}

function choiceErrors(draft: FieldDraft, values: readonly ValueDraft[]): ResponseError[] {
  if (draft.dataType !== 'DropDown' || values.some((value) => value.active)) return [];
  const message = 'A DropDown needs at least one active value to select from.';
  return [new ResponseError({ errorCode: 'NotEmpty', fieldName: 'Values', message })];
}

/** The default value must be one that a customer could enter. */
function defaultErrors(
  draft: FieldDraft,
  values: readonly ValueDraft[],
  validation: CustomFieldValidationEntity | null,
): ResponseError[] {
  const regEx = draft.regEx ?? validation?.regExCode ?? null;
  if (draft.defaultValue === null || (regEx !== null && 'problem' in compilePattern(regEx))) return [];
  const problem = valueProblem(
    {
      ...draft,
      id: 0,
      regEx,
      regExErrorMessage: null,
      isMandatory: false,
      values: values.filter((value) => value.active).map((value) => value.value),
    },
    draft.defaultValue,
  );
  return problem ? [new ResponseError({ ...problem, fieldName: 'DefaultValue' })] : [];
}

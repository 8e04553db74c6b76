import { binderOf } from '../../binding/dto-binder';
import { HttpError } from '../../core/http-error';
import type { DtoType } from '../../core/type-model';
import { validateDto } from '../../validation/validate-request';
import { planOf } from '../../validation/validation-plan';
import { RuleError } from '../dispatcher';

/**
 * Refuses a list with more items than the message's rules let in before its items are bound: ten thousand accounts are not
 * worth reading only to be told that there are too many (reliability 3.2 #1). In whatever format; lists of the message
 * itself, not those in its items.
 *
 * Errors: what the rule would have answered, without the other rules' answers.
 */
export function checkListLengths(type: DtoType, body: unknown, verb: string): void {
  const most = mostItemsOf(type, verb);
  if (most.size === 0 || body === null || typeof body !== 'object' || Array.isArray(body)) return;
  const { byLowerName } = binderOf(type);
  for (const [name, value] of Object.entries(body)) {
    if (!Array.isArray(value)) continue;
    const member = byLowerName.get(name.toLowerCase())?.property.name;
    if (member !== undefined && value.length > (most.get(member) ?? Number.POSITIVE_INFINITY)) {
      throw refusal(type, { member, length: value.length, verb });
    }
  }
}

const known = new Map<DtoType, Map<string, ReadonlyMap<string, number>>>();

/** Members with `@ArrayMaxSize`, read once. */
function mostItemsOf(type: DtoType, verb: string): ReadonlyMap<string, number> {
  const ofType = known.get(type) ?? new Map<string, ReadonlyMap<string, number>>();
  known.set(type, ofType);
  const found = ofType.get(verb) ?? readMostItems(type, verb);
  ofType.set(verb, found);
  return found;
}

function readMostItems(type: DtoType, verb: string): ReadonlyMap<string, number> {
  const most = new Map<string, number>();
  for (const { name, rules, conditions } of planOf(type.target, verb).members) {
    if (conditions.some(({ isOptional }) => !isOptional)) continue;
    for (const rule of rules) {
      const [size] = rule.args;
      if (rule.isBuiltIn && rule.name === 'arrayMaxSize' && typeof size === 'number') most.set(name, size);
    }
  }
  return most;
}

function refusal(type: DtoType, { member, length, verb }: { member: string; length: number; verb: string }): RuleError {
  const dto = binderOf(type).create();
  dto[member] = new Array(length);
  const errors = validateDto(dto, { verb }).filter(({ fieldName }) => fieldName === member);
  return new RuleError(HttpError.validation(errors));
}

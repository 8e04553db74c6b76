import { type ValidationError, validate } from 'class-validator';
import type { Class } from '../../../dtos/annotation-records';
import type { ResponseError } from '../../../dtos/common';
import { verbs as usual } from '../core/service';
import { isDto } from '../metadata/type-reader';
import { collectErrors } from './collect-errors';
import { entryCount, fieldErrors } from './field-errors';
import { type Predicates, sharedPredicates } from './predicates';
import type { Rule } from './rule';
import { reachOf } from './rule-reach';
import { planOf } from './validation-plan';

export { checkRules } from './check-rules';

export interface ValidationOptions {
  /** Where the object stands in what the client sent, put before each `fieldName`: `customers[3]`. Default: none. */
  path?: string;
  /** Most errors to answer (decisions D6). Default: 100. */
  maxErrors?: number;
  /** The request's verb: rules with `{ groups: ['POST'] }` run for POST only. Default: all rules run. */
  verb?: string;
  /** Members of the object itself whose rules are not asked: what a patch leaves alone. Default: none. */
  skip?: ReadonlySet<string>;
  /** False: closures instead of generated code. Default: true where the process allows it. */
  codeGeneration?: boolean;
}

/** The answer for every good object. Frozen, because all requests share it. */
const noErrors: ResponseError[] = [];
Object.freeze(noErrors);

/**
 * The rules of a DTO, as its decorators declare them (http-contract 5.4).
 *
 * Shape:  empty when all rules hold; else one entry per failed rule in source order, a base class's members first, at
 *         most `maxErrors`. A member that is absent or empty and must not be has one entry only; `@Min` and `@Max` on one
 *         member are one InclusiveBetween; a failed rule per element names the element.
 * Rules:  class-validator's, with one difference (decisions D25): `@IsNotEmpty` also refuses blank text and empty lists.
 *         A DTO class without rules has nothing to break. Objects of other classes without rules are refused, as are plain
 *         objects in place of nested DTOs.
 * Errors: Error when the class has asynchronous rules, which only `validateDtoAsync` can ask.
 * Cost:   a good object costs one call of a function that was compiled from its rules.
 */
export function validateDto(dto: object, options: ValidationOptions = {}): ResponseError[] {
  const predicates = predicatesFor(dto, options);
  if (predicates.accepts(dto) || isDtoWithoutRules(dto)) return noErrors;
  return errorsOf(dto, predicates, options);
}

function isDtoWithoutRules(dto: object): boolean {
  const type = dto.constructor as unknown as Class;
  return isDto(type) && !planOf(type).hasRules;
}

/**
 * The same for classes with asynchronous rules; `undefined` for all others, so that their callers need not wait.
 *
 * class-validator's own `validate()` asks the asynchronous rules, at its full price for the whole object; then the answer
 * is put together as for every DTO, all failures in rule order.
 */
export function validateDtoAsync(dto: object, options: ValidationOptions = {}): Promise<ResponseError[]> | undefined {
  const type: unknown = dto.constructor;
  if (typeof type !== 'function' || !reachOf(type as unknown as Class).hasAsyncRules) return undefined;
  return askAsyncRules(dto, options);
}

async function askAsyncRules(dto: object, options: ValidationOptions): Promise<ResponseError[]> {
  const predicates = predicatesFor(dto, options);
  const { verb } = predicates;
  const tree = await validate(dto, verb === undefined ? undefined : { groups: [verb], always: true });
  const failed = failedNames(tree);
  return errorsOf(dto, predicates, options, (object, rule) =>
    Boolean(failed.get(object)?.has(`${rule.record.propertyName} ${rule.name}`)),
  );
}

/** By object: `<member> <rule>` of everything that failed. */
function failedNames(nodes: readonly ValidationError[], found = new Map<object, Set<string>>()) {
  for (const { target, property, constraints, children } of nodes) {
    if (target !== undefined) {
      const ofTarget = found.get(target) ?? new Set();
      found.set(target, ofTarget);
      for (const rule of Object.keys(constraints ?? {})) ofTarget.add(`${property} ${rule}`);
    }
    failedNames(children ?? [], found);
  }
  return found;
}

const standard = sharedPredicates({});

const usualVerbs: ReadonlySet<string> = new Set(usual);
/** Stands for odd verbs that no rule names: clients may invent any number, and each would get predicates of its own. */
const otherVerb = '(other)';

/** Predicates for one verb are only made where some rule is for certain verbs. */
function predicatesFor(dto: object, { verb, codeGeneration }: ValidationOptions): Predicates {
  if (verb === undefined && codeGeneration === undefined) return standard;
  const type: unknown = dto.constructor;
  const verbs = typeof type === 'function' ? reachOf(type as unknown as Class).verbs : undefined;
  if (verb === undefined || verbs === undefined || verbs.size === 0) return sharedPredicates({ codeGeneration });
  return sharedPredicates({ codeGeneration, verb: verbs.has(verb) || usualVerbs.has(verb) ? verb : otherVerb });
}

function errorsOf(
  dto: object,
  predicates: Predicates,
  { path = '', maxErrors = 100, skip }: ValidationOptions,
  asyncRuleFailed?: (object: object, rule: Rule) => boolean,
): ResponseError[] {
  const tree = collectErrors(dto, predicates, {
    order: 'source',
    // What is left out afterwards must not have ended the walk.
    stopAt: skip ? undefined : maxErrors,
    weigh: (node, failure) => entryCount(node, failure, maxErrors),
    asyncRuleFailed,
  });
  return fieldErrors(skip ? tree.filter(({ property }) => !skip.has(property)) : tree, path, maxErrors);
}

import type { AttributeRecord } from '../../../dtos/annotation-records';
import type { Guard } from '../core/operation';
import type { DtoType } from '../core/type-model';

/** What a guard asks for; who says so comes on top. */
type Rule =
  | { kind: 'authenticated' }
  | { kind: 'condition'; test: (request: object) => boolean }
  | { kind: 'apiKey'; scopes: string[] }
  | { kind: 'claim'; claim: string; value: string }
  | { kind: 'authSecret' }
  | { kind: 'allRoles' | 'anyRole' | 'allPermissions' | 'anyPermission'; names: string[] };

// Attribute guards run before declarative validators, in this order (http-contract 1.1, step 12).
const attributeGuards: Readonly<
  Record<string, { priority: number; read: (args: Readonly<Record<string, unknown>>) => Rule }>
> = {
  Authenticate: { priority: -100, read: () => ({ kind: 'authenticated' }) },
  RequiredRole: { priority: -90, read: (args) => ({ kind: 'allRoles', names: names(args.roles) }) },
  RequiresAnyRole: { priority: -90, read: (args) => ({ kind: 'anyRole', names: names(args.roles) }) },
  RequiredPermission: { priority: -80, read: (args) => ({ kind: 'allPermissions', names: names(args.permissions) }) },
  RequiresAnyPermission: { priority: -80, read: (args) => ({ kind: 'anyPermission', names: names(args.permissions) }) },
};

const validators: Readonly<Record<string, (names: string[]) => Rule>> = {
  IsAuthenticated: () => ({ kind: 'authenticated' }),
  IsAdmin: () => ({ kind: 'allRoles', names: ['Admin'] }),
  HasRole: (list) => ({ kind: 'allRoles', names: list }),
  HasRoles: (list) => ({ kind: 'allRoles', names: list }),
  HasAnyRole: (list) => ({ kind: 'anyRole', names: list }),
  HasPermission: (list) => ({ kind: 'allPermissions', names: list }),
  HasPermissions: (list) => ({ kind: 'allPermissions', names: list }),
  HasAnyPermission: (list) => ({ kind: 'anyPermission', names: list }),
  HasClaim: ([claim = '', value = '']) => ({ kind: 'claim', claim, value }),
  ApiKey: (list) => ({ kind: 'apiKey', scopes: list }),
  AuthSecret: () => ({ kind: 'authSecret' }),
};

/** The guards of a request DTO and its bases, in the order in which they run. Errors: Error for an unknown validator. */
export function readGuards(request: DtoType): Guard[] {
  const attributes = attributesWithInherited(request);
  const byAttribute = attributes
    .flatMap((record) => {
      const guard = attributeGuards[record.name];
      return guard ? [{ priority: guard.priority, guard: guard.read(record.args) }] : [];
    })
    .sort((a, b) => a.priority - b.priority)
    .map(({ guard }): Guard => ({ ...guard, source: 'attribute' }));
  const declarative = attributes
    .filter((record) => record.name === 'ValidateRequest')
    .flatMap((record) =>
      rulesOf(record, request).map(
        (rule): Guard => ({
          ...rule,
          source: 'validator',
          errorCode: record.args.ErrorCode as string | undefined,
          message: record.args.Message as string | undefined,
          status: record.args.StatusCode as number | undefined,
        }),
      ),
    );
  return [...byAttribute, ...declarative];
}

/** A validator, a condition, or both in one declaration. */
function rulesOf({ args, test }: AttributeRecord, request: DtoType): Rule[] {
  const validator = typeof args.Validator === 'string' ? [parseValidator(args.Validator, request)] : [];
  if (test) return [...validator, { kind: 'condition', test }];
  if (typeof args.Condition !== 'string') return validator;
  throw new Error(
    `@ValidateRequest on ${request.name} (${request.declaredIn}) has the condition '${args.Condition}' but no function that checks it.`,
  );
}

function attributesWithInherited(type: DtoType): AttributeRecord[] {
  return [...type.attributes, ...(type.base ? attributesWithInherited(type.base) : [])];
}

function names(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function parseValidator(text: string, request: DtoType): Rule {
  const match = text.match(/^(\w+)(?:\((.*)\))?$/);
  const create = match?.[1] === undefined ? undefined : validators[match[1]];
  if (!create) {
    throw new Error(
      `@ValidateRequest('${text}') on ${request.name} (${request.declaredIn}) is unknown; known are ${Object.keys(validators).join(', ')}.`,
    );
  }
  const list = [...(match?.[2] ?? '').matchAll(/[`'"]([^`'"]*)[`'"]/g)].map((item) => item[1] ?? '');
  return create(list);
}

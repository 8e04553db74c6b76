import type { AttributeRecord } from '../../../dtos/annotation-records';
import type { TypeModel } from '../core/type-model';
import { isValueType } from './clr-names';
import { type MetadataTypesConfig, profileOptions } from './metadata-config';

/** What a member says about its being required, beside its type. */
export interface MemberFacts {
  readonly type: TypeModel;
  readonly attributes: readonly AttributeRecord[];
  /** Whether it was declared with nullable reference types on. */
  readonly isNullableContext: boolean;
}

/**
 * Whether a member is required, in three states: `true`, `false`, and `undefined` where nothing says so
 * (metadata-and-types 0.2). Rules of class-validator count for nothing here: they would change generated code.
 */
export function requirementOf(
  { type, attributes, isNullableContext }: MemberFacts,
  { profile, treatNonNullableRefTypesAsRequired }: MetadataTypesConfig,
): boolean | undefined {
  const { honoursAllowNull, keepsNotRequired } = profileOptions[profile];
  const argsOf = (name: string) => attributes.find((record) => record.name === name)?.args;
  const hasContext = isNullableContext && treatNonNullableRefTypesAsRequired;
  let isRequired: boolean | undefined;
  if (hasContext && type.kind !== 'parameter' && !isValueType(type)) isRequired = !type.nullable;
  const apiMember = argsOf('ApiMember');
  if (apiMember?.IsRequired === true) isRequired = true;
  else if (apiMember?.IsOptional === true) isRequired = false;
  if (honoursAllowNull && argsOf('AllowNull')) isRequired = false;
  if (argsOf('Required')) isRequired = true;
  if (attributes.some(isPresenceRule)) isRequired = true;
  return isRequired || keepsNotRequired ? isRequired : undefined;
}

function isPresenceRule({ name, args }: AttributeRecord): boolean {
  return name === 'Validate' && /^(?:NotNull|NotEmpty)\b/.test(String(args.Validator ?? ''));
}

import { CustomFieldGroupValue, CustomFieldQueryResponse } from '../../../dtos/booking/custom-fields';
import type { CustomFieldEntity, CustomFieldValidationEntity, CustomFieldValueEntity } from './custom-field-entity';
import { columnOf } from './slots';

/** A field for administrators. `values`: those of any fields, or absent to leave them out. */
export function toCustomField(
  field: CustomFieldEntity,
  values: readonly CustomFieldValueEntity[] | undefined,
  validations: ReadonlyMap<number, CustomFieldValidationEntity>,
): CustomFieldQueryResponse {
  const validation = field.regExId === null ? undefined : validations.get(field.regExId);
  return new CustomFieldQueryResponse({
    Id: field.id,
    CompanyId: field.companyId,
    Active: field.active,
    // Each drop-down has a group of values of its own.
    GroupId: field.dataType === 'DropDown' ? field.id : undefined,
    FieldId: field.slot,
    Table: field.targetTable,
    Column: columnOf(field.slot),
    Name: field.name,
    Description: field.description,
    IconId: field.iconId ?? undefined,
    Width: field.width ?? undefined,
    Datatype: field.dataType,
    DefaultValue: field.defaultValue ?? undefined,
    IsMandatory: field.isMandatory,
    MandatoryErrorMessage: field.mandatoryErrorMessage ?? undefined,
    MaxLength: field.maxLength,
    MultipleLineText: field.multipleLineText,
    RegExId: field.regExId ?? undefined,
    RegEx: field.regEx ?? validation?.regExCode,
    RegExErrorMessage: field.regExErrorMessage ?? validation?.errorMessage,
    IsPublic: field.isPublic,
    IsHidden: field.isHidden,
    Values: values?.filter((value) => value.customFieldId === field.id).map(toGroupValue),
  });
}

function toGroupValue(value: CustomFieldValueEntity): CustomFieldGroupValue {
  return new CustomFieldGroupValue({
    Id: value.id,
    Active: value.active,
    SortOrder: value.sortOrder,
    Value: value.value,
  });
}

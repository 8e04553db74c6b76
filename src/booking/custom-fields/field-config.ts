import {
  CustomFieldConfigData,
  CustomFieldDataResponse,
  CustomFieldValueResponse,
} from '../../../dtos/booking/custom-fields';
import { columnOf } from './slots';

/** An active custom field as values are checked against it. `regEx` and its message are the field's own or the common ones. */
export interface FieldConfig {
  readonly id: number;
  readonly slot: number;
  readonly name: string;
  readonly description: string;
  readonly width: number | null;
  readonly dataType: string;
  readonly defaultValue: string | null;
  readonly isMandatory: boolean;
  readonly mandatoryErrorMessage: string | null;
  readonly maxLength: number;
  readonly multipleLineText: boolean;
  readonly regEx: string | null;
  readonly regExErrorMessage: string | null;
  readonly isPublic: boolean;
  readonly isHidden: boolean;
  /** Active texts of a `DropDown`, in the order to show. */
  readonly values: readonly string[];
}

/** Field id → stored value. */
export type StoredValues = ReadonlyMap<number, string>;

/** The fields that a caller may see and fill in: administrators all, customers those that are public and not hidden. */
export function visibleFields(fields: readonly FieldConfig[], seesAll: boolean): readonly FieldConfig[] {
  return seesAll ? fields : fields.filter((field) => field.isPublic && !field.isHidden);
}

export function toConfigData(field: FieldConfig): CustomFieldConfigData {
  return new CustomFieldConfigData({
    Id: field.id,
    Name: field.name,
    Description: field.description,
    Width: field.width ?? undefined,
    DataType: field.dataType,
    DefaultValue: field.defaultValue ?? undefined,
    IsMandatory: field.isMandatory,
    MandatoryErrorMessage: field.mandatoryErrorMessage ?? undefined,
    MaxLength: field.maxLength,
    MultipleLineText: field.multipleLineText,
    RegEx: field.regEx ?? undefined,
    RegExErrorMessage: field.regExErrorMessage ?? undefined,
    Values: field.values.map((value) => new CustomFieldValueResponse({ Value: value })),
  });
}

/** The stored values of the given fields, in the fields' order; fields without a value are left out. */
export function toFieldValues(fields: readonly FieldConfig[], stored: StoredValues): CustomFieldDataResponse[] {
  return fields.flatMap((field) => {
    const value = stored.get(field.id);
    if (value === undefined) return [];
    return new CustomFieldDataResponse({
      Id: field.id,
      Column: columnOf(field.slot),
      Name: field.name,
      Description: field.description,
      Value: value,
      DataType: field.dataType,
    });
  });
}

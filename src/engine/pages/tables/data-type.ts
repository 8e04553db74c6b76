import type { TypeModel } from '../../core/type-model';
import { profileOptions } from '../../metadata/metadata-config';
import type { MetadataPropertyType } from '../../metadata/metadata-types';
import { csharp } from '../../native-types/languages/csharp/language';
import { typeText } from '../../native-types/type-text';

/** What a table calls the type of a member: what its author says, else C#'s name of it: `Guid?`, `List<Account>`. */
export function dataTypeOf({ displayType, model }: MetadataPropertyType): string {
  return displayType ?? typeText(model, names);
}

// C#'s names are the same in every profile.
const names = { typeMap: csharp.typeMap, options: profileOptions.modern, nameOf: declaredName };

function declaredName(model: TypeModel): string {
  if (model.kind === 'dto') return model.type().name;
  return model.kind === 'enum' ? model.enum.name : model.clr;
}

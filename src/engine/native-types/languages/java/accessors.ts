import type { TypeModel } from '../../../core/type-model';
import type { CodeModel, CodeType } from '../../code-model';
import type { CodeWriter } from '../../code-writer';
import { upperFirst } from '../../names';
import { addedMembers } from '../jvm/added-members';

/** A getter and a setter of each own field; setters return the object, so that they can be chained. */
export function writeAccessors(out: CodeWriter, type: CodeType, code: CodeModel): void {
  const fields = type.members.map(({ identifier, model }) => ({
    name: identifier,
    text: code.typeText(model, type),
    isBoolean: isBoolean(model),
  }));
  const added = addedMembers(type, 'Integer').map((member) => ({ ...member, isBoolean: false }));
  const [result, end] = code.config.settersReturnThis ? [type.declaration, ' return this;'] : ['void', ''];
  for (const { name, text, isBoolean } of [...fields, ...added]) {
    out.line(`public ${text} ${getterName(name, isBoolean)}() { return ${name}; }`);
    out.line(`public ${result} set${upperFirst(name)}(${text} value) { this.${name} = value;${end} }`);
  }
}

function isBoolean(model: TypeModel): boolean {
  return model.kind === 'scalar' && model.scalar === 'bool';
}

function getterName(field: string, isBoolean: boolean): string {
  const name = upperFirst(field);
  // Object.getClass is final: a field called `Class` would not compile otherwise.
  if (name === 'Class') return 'getClass_';
  return isBoolean && !name.startsWith('Is') ? `is${name}` : `get${name}`;
}

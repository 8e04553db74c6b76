import type { TypeModel } from '../../../core/type-model';
import type { CodeModel, CodeType } from '../../code-model';

/**
 * Whether a value of that type would hold one of `owner` in itself, at any depth: such a member needs a pointer in languages
 * whose values stand in place. Lists and dictionaries stand elsewhere already. Arguments count as held, used or not.
 */
export function holds(model: TypeModel, owner: CodeType, code: CodeModel): boolean {
  const reached = new Set<CodeType>();
  const leadsBack = (held: TypeModel): boolean => {
    if (held.kind !== 'dto') return false;
    const found = code.find(held, owner);
    return held.args.some(leadsBack) || (found !== undefined && reaches(found));
  };
  const reaches = (type: CodeType): boolean => {
    if (type === owner) return true;
    if (reached.has(type)) return false;
    reached.add(type);
    const base = code.find(type.inherits, type);
    return type.members.some((member) => leadsBack(member.model)) || (base !== undefined && reaches(base));
  };
  return leadsBack(model);
}

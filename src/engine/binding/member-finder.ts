import type { BindContext } from './bind-context';
import type { BoundMember } from './bound-member';

export type FindMember = (name: string, context: BindContext) => BoundMember | undefined;

/**
 * Looks members up by the names that callers write: in any letter case and, where the request asks for that, without their
 * underscores and hyphens (http-contract 3.2). A member that is called exactly so comes before one that only resembles it.
 */
export function memberFinder(byLowerName: ReadonlyMap<string, BoundMember>): FindMember {
  let byBareName: ReadonlyMap<string, BoundMember> | undefined;
  return (name, context) => {
    const lower = name.toLowerCase();
    const member = byLowerName.get(lower);
    if (member !== undefined) return member;
    context.checkName(name);
    if (!context.isLenient) return undefined;
    byBareName ??= bareNames(byLowerName);
    return byBareName.get(bare(lower));
  };
}

function bareNames(byLowerName: ReadonlyMap<string, BoundMember>): Map<string, BoundMember> {
  const found = new Map<string, BoundMember>();
  for (const [name, member] of byLowerName) if (!found.has(bare(name))) found.set(bare(name), member);
  return found;
}

function bare(name: string): string {
  return name.replace(/[_-]/g, '');
}

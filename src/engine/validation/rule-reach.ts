import type { Class } from '../../../dtos/annotation-records';
import { type ClassPlan, isOutdated, planOf } from './validation-plan';

/** What holds for a class or for any class that its members declare, however deep. */
export interface RuleReach {
  readonly hasAsyncRules: boolean;
  /** The verbs that some rules are for: those rules are left out for all others. */
  readonly verbs: ReadonlySet<string>;
}

interface Known extends RuleReach {
  readonly readFrom: ClassPlan['readFrom'];
}

const known = new Map<unknown, Known>();

/** Asked once per request: a look-up and a few comparisons, unless a decorator was added since. */
export function reachOf(type: Class): RuleReach {
  let reach = known.get(type);
  if (reach === undefined || isOutdated(reach)) {
    reach = readReach(type);
    known.set(type, reach);
  }
  return reach;
}

function readReach(type: Class): Known {
  const plans = declaredWithin(type).map((found) => planOf(found));
  return {
    hasAsyncRules: plans.some((plan) => plan.hasAsyncRules),
    verbs: new Set(plans.flatMap((plan) => plan.verbs)),
    readFrom: plans.flatMap((plan) => plan.readFrom),
  };
}

function declaredWithin(type: Class): Class[] {
  const found = new Set([type]);
  // A set that grows while it is walked is walked to its new end.
  for (const next of found) {
    for (const { nestedClass } of planOf(next).members) if (nestedClass) found.add(nestedClass);
  }
  return [...found];
}

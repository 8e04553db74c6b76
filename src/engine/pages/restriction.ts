import type { CallerNetwork, Restriction } from '../core/restriction';
import { includesFormat, includesNetwork } from '../metadata/restriction';

/** Whether a caller sees a page. `formatKey` absent: of whichever format. Verbs and the like are no matter of pages. */
export function isShownTo(restriction: Restriction, network: CallerNetwork, formatKey?: string): boolean {
  return includesNetwork(restriction, network) && (formatKey === undefined || includesFormat(restriction, formatKey));
}

import type { RequestContext } from '../../engine';

/** Whether the caller would rather be told later: `Prefer: respond-async`, among others. Source: RFC 7240, section 4.1. */
export function prefersAsync({ headers }: Pick<RequestContext, 'headers'>): boolean {
  const preferences = [headers.prefer ?? []].flat().join(',').split(',');
  return preferences.some((preference) => preference.split(/[;=]/)[0]?.trim().toLowerCase() === 'respond-async');
}

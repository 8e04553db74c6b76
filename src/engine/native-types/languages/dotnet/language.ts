import type { Language } from '../../language';

/** What the languages have in common whose types stand by namespace: C# and VB. */
export const byNamespace = {
  order: 'namespace',
  names: 'declared',
  // They tell types apart by their parameters.
  aritySuffix: () => '',
  library: { isPrintedOnRequest: true, hasSystemTypes: true },
} as const satisfies Partial<Language>;

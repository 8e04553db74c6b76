import type { RequestContext } from '../core/request-context';

/** A parameter of the form, else of the query, that is no member of the message; of several the first that is not empty. */
export function parameter({ form = [], queryString }: RequestContext, name: string): string | undefined {
  const inForm = form.find(([key, value]) => key === name && value !== '')?.[1];
  if (inForm !== undefined || !queryString.includes(name)) return inForm;
  return new URLSearchParams(queryString).getAll(name).find((value) => value !== '');
}

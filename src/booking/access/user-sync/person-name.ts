import type { AxemaPerson } from '../axema/axema-client';

export interface PersonName {
  /** May be empty: a name of one word is a last name. */
  readonly firstname: string;
  readonly lastname: string;
}

/**
 * First and last name of a person: as the transport knows them apart, else the name split on its first comma, else on
 * its first blank, last name first (axema-vaka.md 3.1). `undefined` when there is no name at all.
 */
export function splitName({
  name,
  firstname,
  lastname,
}: Pick<AxemaPerson, 'name' | 'firstname' | 'lastname'>): PersonName | undefined {
  const apart = { firstname: tidy(firstname ?? ''), lastname: tidy(lastname ?? '') };
  if (apart.firstname || apart.lastname) return apart;

  const whole = tidy(name);
  if (!whole) return undefined;
  const comma = whole.indexOf(',');
  const cut = comma >= 0 ? comma : whole.indexOf(' ');
  if (cut < 0) return { firstname: '', lastname: whole };
  const split = { firstname: tidy(whole.slice(cut + 1)), lastname: tidy(whole.slice(0, cut)) };
  return split.firstname || split.lastname ? split : undefined;
}

/** Control characters and runs of white space become one blank. */
function tidy(text: string): string {
  return text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
}

import type { Class } from '../../../../dtos/annotation-records';
import { type TypesProfile, typesConfig } from '../../../../src/engine/metadata/metadata-config';
import { pageOf, typesOf } from '../support';

/** Shorthands of one language: its page of a request, and its `/types` without header. */
export function writer(language: string) {
  return {
    page: (profile: TypesProfile, ...requests: Class[]) => pageOf(language, profile, requests),
    types: (profile: TypesProfile, ...requests: Class[]) => typesOf(language, profile, requests),
    typesWith: (query: string, ...requests: Class[]) => typesOf(language, 'modern', requests, { query }),
  };
}

/** A config that also exports the attribute `Shown` of the test DTOs. */
export const showing = {
  config: { exportAttributes: [...typesConfig('modern').exportAttributes, 'Shown'] },
};

/** The lines of a type, from the line that has `head` to the brace that closes it. */
export function typeLines(text: string, head: string): string[] {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.trim().startsWith(head));
  if (start < 0) throw new Error(`There is no ${head}.`);
  const indent = lines[start]?.match(/^ */)?.[0] ?? '';
  const end = lines.findIndex((line, index) => index > start && line === `${indent}}`);
  return lines.slice(start, end + 1).map((line) => line.slice(indent.length));
}

/** The lines of a text up to the first that is about a type. */
export function importLines(text: string): string[] {
  return text.split('\n').filter((line) => line.startsWith('import '));
}

/** The one line that holds a text, without its indentation. */
export function lineWith(text: string, part: string): string {
  const found = text.split('\n').filter((line) => line.includes(part));
  if (found.length !== 1) throw new Error(`${found.length} lines have ${part}.`);
  return (found[0] ?? '').trim();
}

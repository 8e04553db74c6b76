import type { Class } from '../../../../dtos/annotation-records';
import type { TypesProfile } from '../../../../src/engine/metadata/metadata-config';
import { pageOf, typesOf } from '../support';

/** Shorthands of one language: its page of a request, and its `/types` without header. */
export function writer(language: string) {
  return {
    page: (profile: TypesProfile, ...requests: Class[]) => pageOf(language, profile, requests),
    types: (profile: TypesProfile, requests: readonly Class[], query = '') =>
      typesOf(language, profile, requests, { query }),
  };
}

/** The lines between two that are told, the first included, without their indentation. */
export function between(text: string, first: string, last: string): string[] {
  const lines = text.split('\n').map((line) => line.trim());
  const start = lines.indexOf(first);
  if (start < 0) throw new Error(`No line is ${first}.`);
  const end = lines.indexOf(last, start);
  return lines.slice(start, end < 0 ? undefined : end);
}

/** The line that starts so, without its indentation. */
export function line(text: string, start: string): string {
  const found = text.split('\n').find((candidate) => candidate.trim().startsWith(start));
  if (found === undefined) throw new Error(`No line starts with ${start}.`);
  return found.trim();
}

/** What all three languages list in their headers, switched the other way round. */
export const everyOption = [
  'AddDataContractAttributes=True',
  'AddIndexesToDataMembers=True',
  'MakeDataContractsExtensible=True',
  'AddGeneratedCodeAttributes=True',
  'AddResponseStatus=True',
  'AddImplicitVersion=3',
  'AddDescriptionAsComments=False',
];

/** The hostile texts of a page: those in comments, which begin with `comment`, and those in attributes. */
export function hostileLines(text: string, comment: string): { comments: string[]; attributes: string[] } {
  const lines = text
    .split('\n')
    .filter((candidate) => candidate.includes('*/'))
    .map((candidate) => candidate.trim());
  const isComment = (candidate: string) => candidate.startsWith(comment);
  return { comments: lines.filter(isComment), attributes: lines.filter((candidate) => !isComment(candidate)) };
}

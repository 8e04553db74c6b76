import type { Operation } from '../core/operation';
import { simpleName } from '../metadata/metadata-types';
import type { PageSection } from './page-catalog';

/** What `/operations/metadata` says of an operation (metadata-and-types 1.7). */
export interface OperationSummary {
  readonly name: string;
  readonly responseName?: string;
  readonly serviceName?: string;
  readonly restrictTo?: string;
  readonly visibleTo?: string;
  readonly actions: readonly string[];
  /** Paths. */
  readonly routes: readonly string[];
  readonly tags: readonly string[];
}

/** Of all sections together, by name. */
export function operationSummaries(sections: readonly PageSection[]): OperationSummary[] {
  const shown = sections.flatMap(({ operations }) => operations);
  return shown
    .map(({ operation, facts }) => ({
      name: operation.name,
      responseName: facts.returnType && simpleName(facts.returnType.name),
      serviceName: operation.methods[0]?.serviceName,
      restrictTo: restrictWord(operation, 'accessTo'),
      visibleTo: restrictWord(operation, 'visibilityTo'),
      actions: facts.actions,
      routes: operation.routes.map(({ path }) => path),
      tags: operation.tags,
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function restrictWord({ request }: Operation, key: 'accessTo' | 'visibilityTo'): string | undefined {
  const value = request.attributes.find(({ name }) => name === 'Restrict')?.args[key];
  return typeof value === 'string' ? value : undefined;
}

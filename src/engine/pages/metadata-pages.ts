import { STATUS_CODES } from 'node:http';
import { parseQueryString } from '../binding/query-string';
import { HttpError } from '../core/http-error';
import type { RequestContext } from '../core/request-context';
import type { ContentFormat } from '../formats/content-format';
import { html } from '../formats/html/markup';
import { nativeTypesVersion } from '../native-types/native-types';
import { readProfile } from '../native-types/types-query';
import { indexBody } from './index-page';
import { type OperationGroup, type PageParts, pageShell } from './look/page-shell';
import { operationBody, type PageAddress } from './operation-page';
import { isListName, type PageCatalog, type PageSection, type ShownOperation, type Viewer } from './page-catalog';
import { PageLinks, type PageQuery } from './page-links';
import type { PageSettings } from './page-settings';

/** A request for a page. */
export interface Asked extends PageAddress {
  /** Below the mount, without a slash at its end: `/json/metadata`. */
  readonly path: string;
  readonly context: RequestContext;
}

/** Whole pages as text. */
export class MetadataPages {
  constructor(
    private readonly settings: PageSettings,
    private readonly catalog: PageCatalog,
  ) {}

  viewerOf({ context }: Pick<Asked, 'context'>): Viewer {
    const { isDebug, name: hostName } = context.host;
    return { network: this.settings.networkOf(context), isDebug, hostName };
  }

  index(asked: Asked): string {
    const { clientsHref, pluginLinks, debugLinks } = this.settings;
    const { isDebug, name } = asked.context.host;
    const ownDebugLinks = [{ label: 'Operations Metadata', href: 'operations/metadata' }];
    return shell({
      title: name,
      heading: name,
      path: asked.path,
      groups: [],
      isIndex: true,
      body: indexBody({
        sections: this.catalog.sections(this.viewerOf(asked)),
        links: new PageLinks(asked.path),
        clientsHref,
        pluginLinks,
        debugLinks: isDebug ? [...ownDebugLinks, ...debugLinks] : undefined,
      }),
    });
  }

  /**
   * `/{format}/metadata`: the page of the operation that the query names, the index where it names none.
   * Errors: as `PageCatalog.find`; 400 for a query that cannot be read or a profile that there is none of.
   */
  ofFormat(asked: Asked, key: string): string {
    const query = firstValues(asked.context.queryString);
    const format = this.settings.formats.find((candidate) => candidate.key === key.toLowerCase());
    const name = query.get('op');
    if (!format || !name) return this.index(asked);
    const profile = query.get('profile');
    return this.operation(asked, format, {
      name,
      // `lang=` asks for none.
      lang: query.get('lang') || undefined,
      profile: profile === undefined ? undefined : readProfile(profile),
    });
  }

  private operation(asked: Asked, format: ContentFormat, query: OperationQuery): string {
    const { settings, catalog } = this;
    const viewer = this.viewerOf(asked);
    const shown = catalog.find(query.name, format, viewer);
    const links = new PageLinks(asked.path);
    const { serviceName } = shown.operation.presentation;
    const isList = isListName(query.name);
    return shell({
      title: serviceName,
      heading: serviceName,
      path: asked.path,
      groups: catalog.sections(viewer).map((section) => groupOf(section, { shown, format, links, query })),
      formats: shown.visible.map(({ key }) => ({
        label: key.toUpperCase(),
        href: links.page(key, shown.operation.name, { ...query, isList }),
        isActive: key === format.key,
      })),
      body: operationBody({ ...query, shown, format, links, at: asked, nativeTypes: catalog.nativeTypes, settings }),
    });
  }

  /** In place of an operation's page that there is none of: why, beside the operations that there are. */
  refusal(error: HttpError, asked: Asked, key: string): string {
    const format = this.settings.formats.find((candidate) => candidate.key === key.toLowerCase());
    const links = new PageLinks(asked.path);
    const groups = format
      ? this.catalog.sections(this.viewerOf(asked)).map((section) => groupOf(section, { format, links, query: {} }))
      : [];
    return errorPage(error, asked.path, asked.context, groups);
  }
}

interface OperationQuery extends PageQuery {
  readonly name: string;
  readonly profile?: ReturnType<typeof readProfile>;
}

interface Place {
  /** Absent: of none. */
  readonly shown?: ShownOperation;
  readonly format: ContentFormat;
  readonly links: PageLinks;
  readonly query: PageQuery;
}

/** Links keep format, language and profile of the page that they stand on, where they can. */
function groupOf({ name, operations }: PageSection, { shown, format, links, query }: Place): OperationGroup {
  return {
    name,
    operations: operations.flatMap(({ operation, facts, visible }) => {
      const target = visible.includes(format) ? format : visible[0];
      if (!target) return [];
      const isActive = operation === shown?.operation;
      const href = links.page(target.key, operation.name, query);
      return [{ name: operation.name, href, isActive, isLocked: facts.requiresAuth === true, tags: operation.tags }];
    }),
  };
}

/** By lower-case name; of several values the first. */
function firstValues(queryString: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const [name, text] of parseQueryString(queryString)) {
    const key = name.toLowerCase();
    if (!values.has(key)) values.set(key, text);
  }
  return values;
}

/** Says what is refused, and why, where a page would stand. `groups`: the list at the side. Default: none. */
export function errorPage(
  { status, message }: HttpError,
  path: string,
  { host }: RequestContext,
  groups: readonly OperationGroup[] = [],
): string {
  const reason = `${status} ${STATUS_CODES[status] ?? 'Error'}`;
  const body = html`<p class="back"><a href="${new PageLinks(path).to('metadata')}">&lt;back to all web services</a></p>
<h2>${reason}</h2>
<p class="error" role="alert">${message}</p>`;
  return shell({ title: host.name, heading: host.name, path, groups, body });
}

function shell(parts: PageParts): string {
  return pageShell({ version: `missive ${nativeTypesVersion}`, ...parts });
}

import { HttpError } from '../core/http-error';
import type { Operation } from '../core/operation';
import type { CallerNetwork, Restriction } from '../core/restriction';
import type { ContentFormat } from '../formats/content-format';
import type { MetadataOperationType } from '../metadata/metadata-types';
import { visibilityOf } from '../metadata/restriction';
import { type NativeTypes, nativeTypesOf } from '../native-types/native-types';
import type { MetadataFeatureOptions, PageSettings, PagesPresentation } from './page-settings';
import { isShownTo } from './restriction';

/** An operation that has pages. */
export interface ShownOperation {
  readonly operation: Operation;
  readonly facts: MetadataOperationType;
  /** Of its feature, visible or not. */
  readonly formats: readonly ContentFormat[];
  /** Those that the caller may see it in. */
  readonly visible: readonly ContentFormat[];
}

/** The operations of one feature, by name. */
export interface PageSection {
  readonly name: string;
  readonly formats: readonly ContentFormat[];
  readonly operations: readonly ShownOperation[];
}

export interface Viewer {
  readonly network: CallerNetwork;
  /** Shows operations that the caller sees in no format, too. */
  readonly isDebug: boolean;
  /** The host's name: its own operations come after those of features. */
  readonly hostName: string;
}

interface Entry {
  readonly operation: Operation;
  /** Absent: it is kept out of metadata. */
  readonly facts?: MetadataOperationType;
}

const byName = new Intl.Collator('en');

/** Which operations have pages, for whom, and in which formats (metadata-and-types 1.2; decisions D39). */
export class PageCatalog {
  readonly nativeTypes: NativeTypes;
  private readonly restrictions = new Map<Operation, Restriction>();
  private known: ReadonlyMap<string, Entry> = new Map();

  constructor(
    private readonly settings: PageSettings,
    { nativeTypes }: Pick<MetadataFeatureOptions, 'nativeTypes'>,
  ) {
    const source = {
      get operations() {
        return settings.operations();
      },
    };
    this.nativeTypes = nativeTypes ?? nativeTypesOf(source);
  }

  /** Errors: Error for a `@Restrict`, or for formats of a feature, that mean nothing. */
  check(): void {
    for (const operation of this.settings.operations()) {
      this.restrictionOf(operation);
      this.formatsOf(operation);
    }
  }

  /** Shape: one section per service name, in registration order, the host's own last; operations by name. */
  sections(viewer: Viewer): PageSection[] {
    const operations = [...this.entries().values()].flatMap((entry) => this.shown(entry, viewer));
    const names = [...new Set(operations.map(({ operation }) => operation.presentation.serviceName))];
    const ordered = [
      ...names.filter((name) => name !== viewer.hostName),
      ...names.filter((n) => n === viewer.hostName),
    ];
    return ordered.map((name) => {
      const own = operations.filter(({ operation }) => operation.presentation.serviceName === name);
      const used = new Set(own.flatMap(({ formats }) => formats));
      return {
        name,
        formats: this.settings.formats.filter((format) => used.has(format)),
        operations: own.sort((a, b) => byName.compare(a.operation.name, b.operation.name)),
      };
    });
  }

  /**
   * The operation of a page. `name`: in any letter case; `Name[]` is the list of it.
   * Errors: 403 `Service Not Available` where the caller may not see it; 404 for one that there is none of, or that its
   * feature does not show in this format.
   */
  find(name: string, format: ContentFormat, viewer: Viewer): ShownOperation {
    const single = isListName(name) ? name.slice(0, -2) : name;
    const { operation, facts } = this.entries().get(single.toLowerCase()) ?? {};
    if (!operation) throw unknownOperation(name);
    if (!facts) throw this.settings.enableAccessRestrictions ? notAvailable() : unknownOperation(name);
    const formats = this.formatsOf(operation);
    if (!formats.includes(format)) {
      const known = formats.map(({ key }) => key).join(', ');
      throw HttpError.notFound(`${operation.name} has no pages in this format; it has them in ${known}.`);
    }
    const visible = this.visibleOf(operation, formats, viewer);
    if (!visible.includes(format)) throw notAvailable();
    return { operation, facts, formats, visible };
  }

  /** By lower-case name; made again while the host is still starting. */
  private entries(): ReadonlyMap<string, Entry> {
    const all = this.settings.operations();
    if (this.known.size === all.length) return this.known;
    const facts = new Map(this.nativeTypes.model().operations.map((item) => [item.request.name, item]));
    this.known = new Map(
      all.map((operation) => [operation.name.toLowerCase(), { operation, facts: facts.get(operation.name) }]),
    );
    return this.known;
  }

  private restrictionOf(operation: Operation): Restriction {
    const known = this.restrictions.get(operation) ?? visibilityOf(operation.request);
    this.restrictions.set(operation, known);
    return known;
  }

  private shown({ operation, facts }: Entry, viewer: Viewer): ShownOperation[] {
    if (!facts) return [];
    const formats = this.formatsOf(operation);
    const visible = this.visibleOf(operation, formats, viewer);
    const isKept = visible.length > 0 || (viewer.isDebug && !this.restrictionOf(operation).isHidden);
    return isKept ? [{ operation, facts, formats, visible }] : [];
  }

  private visibleOf(operation: Operation, formats: readonly ContentFormat[], { network }: Viewer): ContentFormat[] {
    if (!this.settings.enableAccessRestrictions) return [...formats];
    const restriction = this.restrictionOf(operation);
    return formats.filter(({ key }) => isShownTo(restriction, network, key));
  }

  private formatsOf({ presentation }: Operation): readonly ContentFormat[] {
    const { formats: keys } = presentation as PagesPresentation;
    if (!keys) return this.settings.formats;
    const known = [...this.settings.formats.map(({ key }) => key), ...this.settings.ignoreFormats];
    const unknown = keys.find((key) => !known.includes(key));
    if (unknown !== undefined) {
      throw new Error(`${presentation.serviceName} shows its operations in '${unknown}', which has no pages here.`);
    }
    return this.settings.formats.filter(({ key }) => keys.includes(key));
  }
}

/** `Hello[]`: a list of the operation's messages, sent in one request (http-contract 2.1). */
export function isListName(name: string): boolean {
  return name.endsWith('[]');
}

/** Decisions D13: no 500. */
function unknownOperation(name: string): HttpError {
  return HttpError.notFound(`Could not find operation: ${name}`);
}

function notAvailable(): HttpError {
  return HttpError.forbidden('Service Not Available');
}

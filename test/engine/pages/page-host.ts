import { request as httpRequest } from 'node:http';
import {
  AppHost,
  type AppHostOptions,
  type ContentFormat,
  MetadataFeature,
  type MetadataFeatureOptions,
  NativeTypesFeature,
} from '../../../src/engine';
import { csvFormat } from '../../../src/engine/formats/csv-format';
import { htmlFormat } from '../../../src/engine/formats/html-format';
import { jsonFormat } from '../../../src/engine/formats/json-format';
import { jsonlFormat } from '../../../src/engine/formats/jsonl-format';
import { jsvFormat } from '../../../src/engine/formats/jsv-format';
import { xmlFormat } from '../../../src/engine/formats/xml-format';
import { Books } from './page-dtos';

/** What a host has without plug-ins. */
export const defaultFormats: readonly ContentFormat[] = [
  jsonFormat,
  xmlFormat,
  jsvFormat,
  csvFormat,
  jsonlFormat,
  htmlFormat,
];

/** A host of the test's books with metadata pages; it does not listen yet. */
export function bookHost(options: Partial<MetadataFeatureOptions> = {}, hostOptions: AppHostOptions = {}): AppHost {
  const nativeTypes = new NativeTypesFeature({ operations: () => host.operations });
  const pages = new MetadataFeature({
    operations: () => host.operations,
    nativeTypes: nativeTypes.nativeTypes,
    formats: defaultFormats,
    ...options,
  });
  const { features = [], ...rest } = hostOptions;
  const host: AppHost = new AppHost({
    name: 'Library Service',
    services: [Books],
    formats: defaultFormats,
    features: [...features, nativeTypes, pages],
    ...rest,
  });
  return host;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

export interface Asking {
  readonly method?: string;
  /** The Host header. Default: where the host listens. */
  readonly host?: string;
}

/** Without following redirects. */
export function get(base: string, path: string, { method = 'GET', host }: Asking = {}): Promise<Reply> {
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    const headers = { Accept: 'text/html', ...(host !== undefined && { Host: host }) };
    httpRequest({ hostname, port, path, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
    })
      .on('error', reject)
      .end();
  });
}

/** The part of a page that is not its frame. */
export function mainOf(page: string): string {
  return /<main\b[^>]*>([\s\S]*)<\/main>/.exec(page)?.[1] ?? '';
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', amp: '&', '#39': "'", '#96': '`' };

/** What a person reads. */
export function textOf(markup: string): string {
  return markup
    .replace(/<br \/>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(#?\w+);/g, (all, name: string) => entities[name] ?? all);
}

/** Cells of a table's rows, as text. */
export function rowsOf(markup: string, table: string): string[][] {
  const found = new RegExp(`<table class="${table}"[^>]*>([\\s\\S]*?)</table>`).exec(markup)?.[1] ?? '';
  return [...found.matchAll(/<tr>([\s\S]*?)<\/tr>/g)].map((row) =>
    [...(row[1] ?? '').matchAll(/<(t[hd])\b[^>]*>([\s\S]*?)<\/\1>/g)].map((cell) => textOf(cell[2] ?? '')),
  );
}

import { type ExecFileOptions, execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Class } from '../../dtos/annotation-records';
import { nativeTypesOf } from '../../src/engine/native-types/native-types';
import * as dtos from '../engine/native-types/dtos';
import { productOperations } from '../engine/native-types/product';
import { pageOf, typesOf } from '../engine/native-types/support';

const profiles = ['classic', 'modern'] as const;

/** Test DTOs with generics, bases, enums, dates and texts that want to leave their place. */
export const bookRequests: readonly Class[] = [
  ...[dtos.GetBook, dtos.ImportBooks, dtos.DeleteBook, dtos.QueryBooks, dtos.CreateBook],
  ...[dtos.DescribeCard, dtos.PageOfBooks, dtos.GetPair, dtos.GetLibrary],
];

/** A folder of its own for generated code; `close` removes it. */
export function generatedFolder(): { readonly path: string; write(name: string, text: string): void; close(): void } {
  const path = mkdtempSync(join(tmpdir(), 'missive-generated-'));
  return {
    path,
    write: (name, text) => writeFileSync(join(path, name), text),
    close: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** File name without extension → the text of `/types` and of all pages of the product, in both profiles. */
export async function productCode(language: string): Promise<ReadonlyMap<string, string>> {
  const nativeTypes = nativeTypesOf({ operations: await productOperations() });
  const texts = new Map<string, string>();
  for (const profile of profiles) {
    texts.set(`types-${profile}`, nativeTypes.types(language, `profile=${profile}`));
    for (const { request } of nativeTypes.model(profile).operations) {
      texts.set(`page-${request.name}-${profile}`, nativeTypes.page(language, request.name, { profile }));
    }
  }
  return texts;
}

/** The same, and the texts of test DTOs. */
export async function everyCode(language: string, requests: readonly Class[]): Promise<ReadonlyMap<string, string>> {
  const texts = new Map(await productCode(language));
  for (const profile of profiles) {
    texts.set(`test-types-${profile}`, typesOf(language, profile, requests));
    for (const request of requests) {
      texts.set(`test-${request.name}-${profile}`, pageOf(language, profile, [request]));
    }
  }
  return texts;
}

/** What a tool prints. Errors: when it is absent or fails, with what it printed. */
export async function outputOf(tool: string, args: readonly string[], options: ExecFileOptions = {}): Promise<string> {
  const { stdout } = await promisify(execFile)(tool, args, { maxBuffer: 2 ** 26, ...options, encoding: 'utf8' });
  return stdout;
}

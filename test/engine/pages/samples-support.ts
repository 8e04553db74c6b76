import type { Class } from '../../../dtos/annotation-records';
import type { Operation } from '../../../src/engine/core/operation';
import type { ContentFormat } from '../../../src/engine/formats/content-format';
import { allFormats } from '../../../src/engine/host/all-formats';
import type { SamplesPreference, TypesPresentation } from '../../../src/engine/metadata/types-presentation';
import { samplesOf } from '../../../src/engine/pages/samples/sample';
import type { SampleOptions } from '../../../src/engine/pages/samples/sample-options';
import { operationsOf } from '../native-types/support';

export function formatOf(key: string): ContentFormat {
  const format = allFormats.find((candidate) => candidate.key === key);
  if (!format) throw new Error(`There is no format '${key}'.`);
  return format;
}

export interface SampleCase extends Partial<SampleOptions> {
  readonly textCase?: 'camelCase' | 'PascalCase';
  readonly preference?: SamplesPreference;
}

/** The one operation of a request DTO, as a feature with that preference has it. */
export function operationOf(request: Class, { textCase = 'camelCase', preference = {} }: SampleCase = {}): Operation {
  const [operation] = operationsOf([request], { textCase });
  const presentation: TypesPresentation = { serviceName: 'Test', textCase, samples: preference };
  return { ...(operation as Operation), presentation };
}

/** Both samples as a reader sees them: markup gone, entities decoded. */
export function samplesFor(request: Class, formatKey: string, options: SampleCase = {}) {
  const { textCase: _case, preference: _preference, ...rest } = options;
  return textsOf(operationOf(request, options), formatKey, { host: 'api.test', ...rest });
}

export function textsOf(operation: Operation, formatKey: string, options: SampleOptions) {
  const { request, response } = samplesOf(operation, formatOf(formatKey), options);
  return { request: textOf(request.text), response: response && textOf(response.text) };
}

/** What follows the head. */
export function bodyOf(sample: string | undefined): string {
  const at = sample?.indexOf('\n\n') ?? -1;
  if (sample === undefined || at < 0) throw new Error(`The sample has no body: ${sample}`);
  return sample.slice(at + 2);
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

function textOf(markup: string): string {
  return markup
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:#(\d+)|([a-z]+));/g, (_all, code: string | undefined, name: string) =>
      code ? String.fromCodePoint(Number(code)) : (entities[name] ?? ''),
    );
}

import type { AttributeRecord } from '../../../dtos/annotation-records';
import type { MetadataPropertyType } from './metadata-types';

type Hints = Pick<
  MetadataPropertyType,
  'allowableValues' | 'allowableMin' | 'allowableMax' | 'uploadTo' | 'input' | 'format' | 'ref'
>;

/** What a member says to tables and forms: allowed values, how to enter it, how to show it. */
export function memberHints(attributes: readonly AttributeRecord[]): Hints {
  const argsOf = (name: string) => attributes.find((record) => record.name === name)?.args;
  const allowed = argsOf('ApiAllowableValues');
  const [input, css] = [argsOf('Input'), argsOf('FieldCss')];
  const format = argsOf('Format');
  const model = argsOf('References')?.model;
  return {
    ...(allowed?.Values !== undefined && { allowableValues: allowed.Values as string[] }),
    ...(allowed?.Min !== undefined && { allowableMin: allowed.Min as number, allowableMax: allowed.Max as number }),
    ...(argsOf('UploadTo') && { uploadTo: String(argsOf('UploadTo')?.Location) }),
    ...((input ?? css) && { input: { ...input, ...(css && { css: lowerKeys(css) }) } }),
    ...(format && { format: lowerKeys(format) }),
    ...(model !== undefined && {
      ref: { model: typeof model === 'string' ? model : (model as () => { name: string })().name },
    }),
  };
}

function lowerKeys(args: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(args).map(([key, value]) => [key.charAt(0).toLowerCase() + key.slice(1), String(value)]),
  );
}

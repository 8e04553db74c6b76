import type { TypeModel } from '../../core/type-model';
import type { ContentFormat } from '../../formats/content-format';
import { jsonFormat } from '../../formats/json-format';
import { formatJsv, jsvText } from '../../formats/jsv-writer';
import { classicStyle, jsvStyleOf, systemStyle, type WireStyle } from '../../formats/wire-style';
import { exampleOf } from './example-value';
import type { SampleOptions } from './sample-options';
import { sampleTree } from './sample-tree';
import { sampleXml } from './sample-xml';

/** What a body depends on beside its type. */
export interface BodyContext
  extends Omit<SampleOptions, 'host' | 'handlerPrefix' | 'endsHeadLinesWithBlank' | 'isList'> {
  readonly format: ContentFormat;
  readonly textCase: WireStyle['textCase'];
  readonly ownText: readonly string[];
  readonly operationName: string;
}

/** The body of a message of a type, as its page shows it; not escaped. */
export function sampleBody(type: TypeModel, context: BodyContext): string {
  const { format, createExample, realCustomSamples = false } = context;
  const value = exampleFor(type, createExample);
  if (format.key === 'xml') return sampleXml(value, type);
  if (format.key === 'jsv') return formatJsv(jsvText(treeFor(value, type, context, jsvStyle)));
  if (format.key !== 'json' && realCustomSamples) return realSample(value, type, context);
  // Pages of all other formats show JSON too (metadata-and-types, appendix B 2).
  const style = styleOf(context);
  return String(
    jsonFormat.write(treeFor(value, type, context, style), { style, operationName: context.operationName }),
  );
}

/** The host's own example of a type, or of the items of a list; else the usual one. */
function exampleFor(type: TypeModel, createExample: SampleOptions['createExample']): unknown {
  const own = createExample?.(type);
  if (own !== undefined && own !== null) return own;
  const item = type.kind === 'list' ? createExample?.(type.item) : undefined;
  return item === undefined || item === null ? exampleOf(type) : [item];
}

// The same on both profiles (decisions D38).
const jsvStyle = jsvStyleOf(classicStyle);

function styleOf({ profile = 'system' }: BodyContext): WireStyle {
  return profile === 'classic' ? classicStyle : systemStyle;
}

function treeFor(value: unknown, type: TypeModel, { textCase, ownText }: BodyContext, style: WireStyle): unknown {
  return sampleTree(value, type, { wire: { ...style, textCase }, ownText });
}

/** What the format itself writes; binary ones as base64. */
function realSample(value: unknown, type: TypeModel, context: BodyContext): string {
  const { format, textCase, operationName } = context;
  try {
    const body = format.write(value, { type, style: { ...styleOf(context), textCase }, operationName });
    return typeof body === 'string' ? body : body.toString('base64');
  } catch (error) {
    const refusal = `{Unable to show example output for type '${type.clr}' using the custom '${format.key}' filter}`;
    return `${refusal}${(error as Error).message}`;
  }
}

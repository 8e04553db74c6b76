import type { CodeWriter } from '../../code-writer';
import type { SwiftField } from './fields';

/** Decoding and encoding in words, which a class with a base class needs: what Swift makes by itself forgets one of the two. */
export function writeCoding(out: CodeWriter, fields: readonly SwiftField[]): void {
  const hasFields = fields.length > 0;
  if (hasFields) {
    out.gap().block('private enum CodingKeys : String, CodingKey {', () => writeCases(out, fields), '}');
  }
  const decode = () => {
    out.line('try super.init(from: decoder)');
    if (hasFields) out.line('let container = try decoder.container(keyedBy: CodingKeys.self)');
    for (const field of fields) out.line(decodeLine(field));
  };
  out.gap().block('required public init(from decoder: Decoder) throws {', decode, '}');
  const encode = () => {
    out.line('try super.encode(to: encoder)');
    if (hasFields) out.line('var container = encoder.container(keyedBy: CodingKeys.self)');
    for (const field of fields) out.line(encodeLine(field));
  };
  out.gap().block('public override func encode(to encoder: Encoder) throws {', encode, '}');
}

function writeCases(out: CodeWriter, fields: readonly SwiftField[]): void {
  for (const { identifier } of fields) out.line(`case ${identifier}`);
}

function decodeLine({ identifier, type, missing }: SwiftField): string {
  const value = `try container.decodeIfPresent(${type}.self, forKey: .${identifier})`;
  return `${identifier} = ${value}${missing === undefined ? '' : ` ?? ${missing}`}`;
}

function encodeLine({ identifier, isCounted }: SwiftField): string {
  const condition = isCounted ? `${identifier}.count > 0` : `${identifier} != nil`;
  return `if ${condition} { try container.encode(${identifier}, forKey: .${identifier}) }`;
}

/** A class that is a list or a dictionary holds one, and reads and writes it alone: no class of Swift can be one. */
export function writeCollection(out: CodeWriter, type: string, empty: string): void {
  out.line(`public var items:${type} = ${empty}`);
  out.gap().line('required public init(){}');
  out
    .gap()
    .block(
      'required public init(from decoder: Decoder) throws {',
      () =>
        out
          .line('let container = try decoder.singleValueContainer()')
          .line(`items = try container.decode(${type}.self)`),
      '}',
    );
  out
    .gap()
    .block(
      'public func encode(to encoder: Encoder) throws {',
      () => out.line('var container = encoder.singleValueContainer()').line('try container.encode(items)'),
      '}',
    );
}

import type { Class } from '../../../dtos/annotation-records';
import { BindContext } from '../../../src/engine/binding/bind-context';
import { binderOf } from '../../../src/engine/binding/dto-binder';
import type { TypeModel } from '../../../src/engine/core/type-model';
import type { ContentFormat, WriteOptions } from '../../../src/engine/formats/content-format';
import { systemStyle } from '../../../src/engine/formats/wire-style';
import { dtoTypeOf, resolveType } from '../../../src/engine/metadata/type-reader';

/** The type of an expression such as `QueryResponse<Item>`. */
export function typeOf(text: string): TypeModel {
  return resolveType(text, { dto: 'test', declaredIn: 'here', generics: [] });
}

/** What a format writes of a value of a type, in the `system` profile unless told otherwise. */
export function writeAs(
  format: ContentFormat,
  type: string | undefined,
  value: unknown,
  options: Partial<WriteOptions> = {},
): string {
  const model = type === undefined ? undefined : typeOf(type);
  return format.write(value, { type: model, style: systemStyle, operationName: 'Test', ...options }).toString();
}

/** What a format's reader gives for a body of a message, with its strings as plain values. */
export function readAs(format: ContentFormat, target: Class, text: string, isBatch = false): unknown {
  if (!format.read) throw new Error(`${format.key} is write only.`);
  const { value } = format.read(Buffer.from(text), { type: dtoTypeOf(target), isBatch });
  return JSON.parse(JSON.stringify(value)) as unknown;
}

/** The message that a body binds to. Errors: Error for a body whose members cannot be bound. */
export function bindAs<T>(format: ContentFormat, target: Class<T>, text: string): T {
  const type = dtoTypeOf(target);
  const { value, checkText } = format.read?.(Buffer.from(text), { type, isBatch: false }) ?? {};
  const context = new BindContext(checkText ?? true);
  const dto = binderOf(type).bind(value as Record<string, unknown>, context, 1);
  if (context.errors.length > 0) throw new Error(context.errors.map((error) => error.message).join('\n'));
  return dto as T;
}

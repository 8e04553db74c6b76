import { Dto } from '../../dtos';
import { bindRequest } from '../../src/engine/binding/request-binder';
import { dtoTypeOf } from '../../src/engine/metadata/type-reader';
import { validateDto } from '../../src/engine/validation/validate-request';
import { accountBody } from '../contract/bodies';
import { dtoClass } from '../contract/dto-classes';

const count = 100;

/** CPU milliseconds that the first message of a DTO of 39 members costs more than later ones: reading, binder, predicate. */
export function firstUseMs(): number {
  const classes = Array.from({ length: count }, (_, n) => {
    const name = `Account${n}`;
    const copy = { [name]: class extends dtoClass('Account') {} }[name] as new () => object;
    Dto({ name })(copy);
    return copy;
  });
  const value = accountBody(1, 0);
  const before = process.cpuUsage();
  for (const type of classes) {
    const sources = { body: { value, contentType: 'application/json', checkText: false }, query: [] };
    const errors = validateDto(bindRequest(dtoTypeOf(type), sources));
    if (errors.length > 0) throw new Error(`${type.name} is refused: ${errors[0]?.message}`);
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / count;
}

import { deepStrictEqual } from 'node:assert';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { bindRequest } from '../../src/engine/binding/request-binder';
import { dtoTypeOf } from '../../src/engine/metadata/type-reader';
import { validateDto } from '../../src/engine/validation/validate-request';
import { batchBody, batchSize, type CustomerBody, type UpdateBody, updateBody } from '../contract/bodies';
import { dtoClass } from '../contract/dto-classes';
import { requestSchema } from '../contract/json-schema';

/** One message, ready to be bound and validated by us and by the libraries. */
export interface Subject {
  readonly name: 'UpdateCustomer' | 'BatchRegisterCustomers';
  readonly text: string;
  readonly schema: object;
  /** As JSON.parse gives it. */
  readonly plain: object;
  readonly bind: () => object;
  readonly transform: () => object;
  /** Bound by us, and by class-transformer. */
  readonly ours: object;
  readonly theirs: object;
  /** The same with one field that is wrong. */
  readonly oursBad: object;
  readonly theirsBad: object;
}

/** Errors: Error unless both ways make the same of the message, and both refuse the bad one for the same field. */
export function subjects(): readonly [update: Subject, batch: Subject] {
  return [
    subject('UpdateCustomer', updateBody(), badUpdate()),
    subject('BatchRegisterCustomers', batchBody(batchSize), badBatch()),
  ];
}

function badUpdate(): UpdateBody {
  return { ...updateBody(), Email: 'nope' };
}

function badBatch(): { customers: CustomerBody[] } {
  const { customers } = batchBody(batchSize);
  const account = customers[batchSize / 2]?.accounts[1];
  if (account) account.email = 'nope';
  return { customers };
}

function subject(name: Subject['name'], body: object, badBody: object): Subject {
  const text = JSON.stringify(body);
  const plain = JSON.parse(text) as object;
  const bind = (value: object) =>
    bindRequest(dtoTypeOf(dtoClass(name)), {
      body: { value, contentType: 'application/json', checkText: false },
      query: [],
    });
  const transform = (value: object) => plainToInstance(dtoClass(name), value);
  const made = {
    name,
    text,
    schema: requestSchema(name),
    plain,
    bind: () => bind(plain),
    transform: () => transform(plain),
    ours: bind(plain),
    theirs: transform(plain),
    oursBad: bind(badBody),
    theirsBad: transform(badBody),
  };
  check(made);
  return made;
}

function check({ name, ours, theirs, oursBad, theirsBad }: Subject): void {
  deepStrictEqual(JSON.parse(JSON.stringify(ours)), JSON.parse(JSON.stringify(theirs)), `${name}: bound otherwise`);
  for (const isGenerated of [true, false]) {
    deepStrictEqual(validateDto(ours, { codeGeneration: isGenerated }), [], `${name}: refused`);
    const [error, ...more] = validateDto(oursBad, { codeGeneration: isGenerated });
    deepStrictEqual([error?.errorCode, more.length], ['Email', 0], `${name}: not refused for its e-mail address alone`);
  }
  deepStrictEqual(validateSync(theirs), [], `${name}: refused by class-validator`);
  deepStrictEqual(validateSync(theirsBad).length, 1, `${name}: not refused by class-validator`);
}

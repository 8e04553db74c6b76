import { deepStrictEqual } from 'node:assert';
import { Ajv } from 'ajv';
import { validateSync } from 'class-validator';
import { wireSettings } from '../../src/engine/core/wire-settings';
import { jsonFormat } from '../../src/engine/formats/json-format';
import { styleOf } from '../../src/engine/host/wire';
import { defaultLimits, readOperation } from '../../src/engine/metadata/operation-reader';
import { dtoTypeOf } from '../../src/engine/metadata/type-reader';
import { validateDto } from '../../src/engine/validation/validate-request';
import { dtoClass } from '../contract/dto-classes';
import { work } from '../contract/work';
import { type Compared, type CompareOptions, compare } from '../measure/compare';
import type { Figure } from '../measure/goals';
import { markdownTable } from '../measure/markdown';
import { firstUseMs } from './first-use';
import { type Subject, subjects } from './subjects';

/** Measures all, prints the times, and answers what stands beside goals. */
export function microFigures(options: CompareOptions): Figure[] {
  // Before anything else: later the compilers of V8 are warm.
  const firstUse = firstUseMs();
  const [update, batch] = subjects();
  const ofUpdate = measured(update, options);
  const ofBatch = measured(batch, options);
  const writing = measuredWriting(options);
  process.stdout.write(
    `CPU time, median of ${options.rounds} rounds, in microseconds.\n\n${timeTable(ofUpdate, ofBatch)}\n`,
  );
  return [
    ...gains('validate ÷ class-validator', [ofUpdate, ofBatch], ['class-validator', 'validate'], [25, 15], [80, 50]),
    ...gains(
      'validate without code generation ÷ class-validator',
      [ofUpdate, ofBatch],
      ['class-validator', 'closures'],
      [10, 6],
      [20, 12],
    ),
    ...gains('bind ÷ plainToInstance', [ofUpdate, ofBatch], ['plainToInstance', 'bind'], [8, 6], [35, 20]),
    {
      what: 'bind + validate of the batch ÷ JSON.parse of it, time',
      value: (ofBatch.timeUs('bind') + ofBatch.timeUs('validate')) / ofBatch.timeUs('JSON.parse'),
      goal: 0.35,
      floor: 0.6,
      isAtMost: true,
    },
    {
      what: 'refusing a batch with one bad field ÷ class-validator',
      value: ofBatch.gain('class-validator refuses', 'refuse'),
      goal: 40,
      floor: 20,
    },
    {
      what: 'refusing it ÷ accepting a good one, time',
      value: ofBatch.gain('refuse', 'validate'),
      goal: 2,
      floor: 3,
      isAtMost: true,
    },
    {
      what: 'list answer with nulls left out ÷ JSON.stringify, time',
      value: writing.gain('write', 'JSON.stringify'),
      goal: 1.1,
      floor: 1.3,
      isAtMost: true,
    },
    { what: 'first use of a DTO with 39 members, ms of CPU', value: firstUse, goal: 1, floor: 3, isAtMost: true },
  ];
}

type Bounds = readonly [goal: number, floor: number];

function gains(
  what: string,
  [ofUpdate, ofBatch]: readonly [Compared, Compared],
  [slow, fast]: readonly [string, string],
  update: Bounds,
  batch: Bounds,
): Figure[] {
  return [
    { what: `${what}: UpdateCustomer`, value: ofUpdate.gain(slow, fast), goal: update[0], floor: update[1] },
    { what: `${what}: batch`, value: ofBatch.gain(slow, fast), goal: batch[0], floor: batch[1] },
  ];
}

const names = [
  'JSON.parse',
  'plainToInstance',
  'bind',
  'class-validator',
  'validate',
  'closures',
  'ajv',
  'class-validator refuses',
  'refuse',
] as const;

function measured(subject: Subject, options: CompareOptions): Compared {
  const isGood = new Ajv({ allErrors: true }).compile(subject.schema);
  if (!isGood(subject.plain)) throw new Error(`ajv refuses ${subject.name}: ${JSON.stringify(isGood.errors?.[0])}`);
  const cases: Record<(typeof names)[number], () => unknown> = {
    'JSON.parse': () => JSON.parse(subject.text) as unknown,
    plainToInstance: subject.transform,
    bind: subject.bind,
    'class-validator': () => validateSync(subject.theirs),
    validate: () => validateDto(subject.ours),
    closures: () => validateDto(subject.ours, { codeGeneration: false }),
    ajv: () => isGood(subject.plain),
    'class-validator refuses': () => validateSync(subject.theirsBad),
    refuse: () => validateDto(subject.oursBad),
  };
  return compare(cases, options);
}

/** The batch's answer: a list of 1,000 items in which some members are null. */
function measuredWriting(options: CompareOptions): Compared {
  const [, batch] = subjects();
  const answer = work.BatchRegisterCustomers(batch.ours as never);
  const presentation = { serviceName: 'bench', textCase: 'camelCase', superRole: 'Admin' } as const;
  const { response } = readOperation(dtoTypeOf(dtoClass(batch.name)), [], presentation, defaultLimits);
  const style = styleOf(presentation, wireSettings());
  const write = () =>
    jsonFormat.write(answer, {
      type: response,
      style,
      isIndented: false,
      operationName: batch.name,
      isForPeople: false,
    } as never);
  deepStrictEqual(JSON.parse(write() as string), JSON.parse(JSON.stringify(answer)), 'the batch is written otherwise');
  return compare({ write, 'JSON.stringify': () => JSON.stringify(answer) }, options);
}

function timeTable(ofUpdate: Compared, ofBatch: Compared): string {
  const rows = names.map((name) => [name, ofUpdate.timeUs(name).toFixed(1), ofBatch.timeUs(name).toFixed(0)]);
  return markdownTable(['', 'UpdateCustomer', 'batch of 1,000 × 2'], rows);
}

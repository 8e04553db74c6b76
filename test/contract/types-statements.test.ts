import { describeStatements, statementIdsOf } from './sections/statements';

/** The statements of "metadata pages and native types", section 8. */
const groups = {
  /** Metadata pages. */
  MP: 30,
  /** Parameter tables of pages. */
  PT: 17,
  /** Samples. */
  SMP: 33,
  /** The intermediate model. */
  TM: 13,
  /** Headers of generated code. */
  HD: 4,
  /** TypeScript. */
  TS: 20,
  /** mjs. */
  MJ: 11,
  /** Dart. */
  DA: 13,
  /** VB.NET. */
  VB: 10,
  /** C#. */
  CS: 6,
  /** Other languages. */
  OT: 27,
  /** Decorators. */
  DC: 6,
  /** OpenAPI. */
  OA: 4,
} as const;

const waived = { 'DA-08': 'It is about the profile `latest`, which is not built (decisions D12, D39).' };

it('there are 194 of them', () => {
  expect(new Set(statementIdsOf(groups)).size).toBe(194);
});

describeStatements({ of: 'metadata pages and native types', groups, waived, reporter: __filename });

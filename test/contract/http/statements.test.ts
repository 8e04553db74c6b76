import { describeStatements } from '../sections/statements';
import { postponed, statementGroups, statementIds } from './statement-ids';

it('the HTTP contract has 248 statements', () => {
  expect(statementIds).toHaveLength(248);
  expect(new Set(statementIds).size).toBe(248);
});

describeStatements({ of: 'the HTTP contract', groups: statementGroups, postponed, reporter: __filename });

import { countTests, everyTest, namedRows, requiredRows } from './named-rows';

/** Every attack and trap of the catalogue has a test by its name (reliability 2, 3.1, 3.2). */
const counts = countTests(everyTest());

it('counts the tests of every row, and finds none without', () => {
  const figures = requiredRows.map((row) => `${row.replace(/^\d\.\d /, '')} ${counts.get(row) ?? 0}`);
  process.stdout.write(`tests per row: ${figures.join(', ')}\n`);

  expect(requiredRows.filter((row) => !counts.has(row))).toEqual([]);
});

it('knows 45 rows, and no test names another', () => {
  expect(requiredRows).toHaveLength(45);
  expect([...counts.keys()].filter((row) => !requiredRows.includes(row))).toEqual([]);
});

it.each([
  ['reliability 3.2 #7 refuses', ['3.2 #7']],
  ['reliability 3.2 #7: refuses 3.2 #9', ['3.2 #7']],
  ['reliability 3.2 #11, 3.1 API7 where', ['3.2 #11', '3.1 API7']],
  ['reliability 3.2 #17, 2.8 of 100', ['3.2 #17', '2.8']],
  ['reliability 2.6: a pattern', ['2.6']],
  ['reliability 3.2 #1 #2 limits', ['3.2 #1', '3.2 #2']],
  ['reliability promise 6: counts', []],
  ['refuses (reliability 3.2 #7)', []],
])('reads the rows that the name %j begins with', (name, rows) => {
  expect(namedRows(name)).toEqual(rows);
});

import { parseArgs } from 'node:util';
import { customerScale } from './db/customer-scale';
import { report } from './measure/goals';
import { runMain } from './measure/main';
import { processScale } from './measure/process-scale';

/** `npm run bench:scale`: one process against two, and the product with ever more customers in its database. */
const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    sec: { type: 'string', default: '2' },
    /** Customers of one company. Needs DATABASE_URL. */
    customers: { type: 'string', default: '1000,10000,100000,1000000' },
    /** `processes`, `customers` or both. */
    parts: { type: 'string', default: 'processes,customers' },
    floors: { type: 'boolean', default: false },
  },
});

runMain(async () => {
  const times = { rounds: Number(options.rounds), seconds: Number(options.sec) };
  const parts = options.parts.split(',');
  if (parts.includes('processes')) report(await processScale(times), options.floors);
  if (parts.includes('customers')) await customerScale({ ...times, counts: options.customers.split(',').map(Number) });
});

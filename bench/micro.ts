import './measure/packages';

import { parseArgs } from 'node:util';
import { report } from './measure/goals';
import { runMain } from './measure/main';
import { microFigures } from './micro/figures';

/** `npm run bench:micro`: binding, validating, refusing and writing in process, against the libraries' own interpreters. */
const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    /** CPU milliseconds per function and round. */
    ms: { type: 'string', default: '200' },
    floors: { type: 'boolean', default: false },
  },
});

runMain(() => {
  report(microFigures({ rounds: Number(options.rounds), ms: Number(options.ms) }), options.floors);
});

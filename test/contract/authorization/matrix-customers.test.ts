import { bookingIdentities } from './identities';
import { runPart } from './part';

it('answers every caller at every address of the customers operations as their declarations say', async () => {
  const { cells, differences } = await runPart('customers', bookingIdentities);

  expect(differences).toEqual([]);
  expect(cells).toBeGreaterThan(1_000);
}, 300_000);

import { bookingIdentities } from './identities';
import { runPart } from './part';

it('answers every caller at every address of the scheduling operations as their declarations say', async () => {
  const { cells, differences } = await runPart('scheduling', bookingIdentities);

  expect(differences).toEqual([]);
  expect(cells).toBeGreaterThan(1_000);
}, 300_000);

import { registrationIdentities } from './identities';
import { runPart } from './part';

it('answers every caller at every address of the tax-filing operations as their declarations say', async () => {
  const { cells, differences } = await runPart('tax-filing', registrationIdentities);

  expect(differences).toEqual([]);
  expect(cells).toBeGreaterThan(1_000);
}, 300_000);

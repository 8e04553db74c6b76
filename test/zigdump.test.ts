import { mkdirSync, writeFileSync } from 'node:fs';
import { pageTexts, typesTexts } from '/work/main/test/tools/structural-texts';
it('dumps', async () => {
  mkdirSync('/tmp/zigout', { recursive: true });
  for (const [n, t] of Object.entries({ ...(await typesTexts('zig')), ...(await pageTexts('zig')) })) writeFileSync(`/tmp/zigout/${n}.zig`, t);
  for (const [n, t] of Object.entries(await typesTexts('rust'))) { mkdirSync('/tmp/rustout',{recursive:true}); writeFileSync(`/tmp/rustout/${n}.rs`, t); }
});

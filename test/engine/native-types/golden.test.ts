import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { goldenFiles, goldenFolder } from './golden-files';

describe('golden files', () => {
  it('equal what is generated, file by file', async () => {
    const wanted = await goldenFiles();
    const read = (path: string) => {
      const file = join(goldenFolder, path);
      return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
    };

    expect(wanted.size).toBeGreaterThanOrEqual(16);
    // One at a time: the difference of a text is read better than that of a map of texts.
    for (const [path, text] of wanted) expect({ path, text: read(path) }).toEqual({ path, text });
  });

  it('are all of languages that there are', async () => {
    const wanted = await goldenFiles();
    const found = readdirSync(goldenFolder, { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith('.txt'),
    );

    expect(found.map((path) => path.replaceAll('\\', '/')).sort()).toEqual([...wanted.keys()].sort());
  });
});

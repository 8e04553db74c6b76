import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

/**
 * The layers of the product (decisions D29): a file imports from its own folder or from a smaller number, and no file
 * reaches itself again, types included.
 */
const root = resolve(__dirname, '..');
const layers: readonly (readonly [prefix: string, layer: number])[] = [
  ['dtos/', 0],
  ['src/engine/core/', 1],
  ['src/engine/metadata/', 2],
  ['src/engine/formats/', 3],
  ['src/engine/binding/', 4],
  ['src/engine/validation/', 4],
  ['src/engine/auth/', 4],
  ['src/engine/host/', 5],
  ['src/engine/jobs/', 6],
  ['src/engine/events/', 6],
  ['src/engine/autoquery/', 6],
  ['src/engine/native-types/', 6],
  ['src/engine/openapi/', 6],
  ['src/engine/operations/', 6],
  ['src/engine/pages/', 7],
  ['src/engine/index.ts', 7.5],
  ['src/data/', 8],
  ['src/booking/', 9],
  ['src/tax-filing/', 9],
  ['src/', 10],
  ['ormconfig.ts', 11],
];

const sources = [...filesBelow('dtos'), ...filesBelow('src'), 'ormconfig.ts'];
const imports = new Map(sources.map((file) => [file, importsOf(file)]));

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name.split(sep).join('/')}`);
}

interface Import {
  readonly specifier: string;
  /** Path from the root, for our own files. */
  readonly file?: string;
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
  const found = [
    ...text.matchAll(
      /(?:^|\n)\s*(?:import|export)\b[^'";]*?\bfrom\s*'([^']+)'|(?:^|\n)import\s*'([^']+)'|\bimport\('([^']+)'\)|\brequire\('([^']+)'\)/g,
    ),
  ];
  return found.map((match) => {
    const specifier = match[1] ?? match[2] ?? match[3] ?? match[4] ?? '';
    if (!specifier.startsWith('.')) return { specifier };
    const base = relative(root, resolve(root, dirname(file), specifier))
      .split(sep)
      .join('/');
    const target = [`${base}.ts`, `${base}/index.ts`, base].find((candidate) => sources.includes(candidate));
    return { specifier, file: target ?? base };
  });
}

function layerOf(file: string): { prefix: string; layer: number } {
  const found = layers.find(([prefix]) => file.startsWith(prefix));
  if (!found) throw new Error(`${file} belongs to no layer.`);
  return { prefix: found[0], layer: found[1] };
}

const edges = [...imports].flatMap(([from, list]) =>
  list.flatMap((item) => (item.file ? [{ from, to: item.file }] : [])),
);

describe('the architecture', () => {
  it('finds the imports that it judges', () => {
    expect(sources.length).toBeGreaterThan(60);
    expect(edges).toContainEqual({ from: 'src/engine/host/dispatcher.ts', to: 'src/engine/auth/authorize.ts' });
  });

  it('imports only from the same folder or a lower layer', () => {
    const wrong = edges.filter(({ from, to }) => {
      const [a, b] = [layerOf(from), layerOf(to)];
      return a.prefix !== b.prefix && a.layer <= b.layer;
    });

    expect(wrong).toEqual([]);
  });

  it('has no import cycle, types included', () => {
    expect(cycles()).toEqual([]);
  });

  it('lets the layers above the engine in by its index only', () => {
    const wrong = edges.filter(
      ({ from, to }) => layerOf(from).layer >= 8 && to.startsWith('src/engine/') && to !== 'src/engine/index.ts',
    );

    expect(wrong).toEqual([]);
  });

  it.each([
    ['express', /^src\/engine\/host\//],
    ['multer', /^src\/engine\/host\//],
    ['helmet', /^src\/engine\/host\//],
    ['typeorm', /^(?:src\/(?:data|booking|tax-filing)\/|ormconfig\.ts)/],
  ])('keeps %s where it belongs', (library, allowed) => {
    const users = [...imports]
      .filter(([, list]) => list.some((item) => item.specifier === library))
      .map(([file]) => file);

    expect(users.filter((file) => !allowed.test(file))).toEqual([]);
  });

  it('lets DTO files import nothing but DTO files', () => {
    const allowedLibraries = ['reflect-metadata', 'class-validator', 'class-transformer'];
    const wrong = [...imports].flatMap(([file, list]) =>
      file.startsWith('dtos/')
        ? list
            .filter(
              (item) => !item.file && !(file === 'dtos/annotations.ts' && allowedLibraries.includes(item.specifier)),
            )
            .map((item) => `${file} → ${item.specifier}`)
        : [],
    );

    expect(wrong).toEqual([]);
  });
});

/** Tarjan's strongly connected components, those with more than one file. */
function cycles(): string[][] {
  const next = new Map<string, string[]>();
  for (const { from, to } of edges) next.set(from, [...(next.get(from) ?? []), to]);
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (file: string): void => {
    index.set(file, index.size);
    low.set(file, index.get(file) ?? 0);
    stack.push(file);
    for (const to of next.get(file) ?? []) {
      if (!index.has(to)) {
        visit(to);
        low.set(file, Math.min(low.get(file) ?? 0, low.get(to) ?? 0));
      } else if (stack.includes(to)) low.set(file, Math.min(low.get(file) ?? 0, index.get(to) ?? 0));
    }
    if (low.get(file) !== index.get(file)) return;
    const component = stack.splice(stack.indexOf(file));
    if (component.length > 1) found.push(component);
  };
  for (const file of sources) if (!index.has(file)) visit(file);
  return found;
}

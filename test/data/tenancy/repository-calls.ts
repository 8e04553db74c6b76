import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const sources = join(__dirname, '../../../src');

/** Repositories of the product, and which of their methods have been called. */
export class RepositoryCalls {
  private readonly methods: string[] = [];
  private readonly called = new Set<string>();

  /** Finds every `*-repository.ts` and watches the classes in it. */
  constructor() {
    for (const file of readdirSync(sources, { recursive: true, encoding: 'utf8' })) {
      if (file.endsWith('-repository.ts')) this.watchFile(file);
    }
  }

  /** `booking/CustomerRepository.find`, of all repositories. */
  get all(): readonly string[] {
    return [...this.methods].sort();
  }
  get uncalled(): readonly string[] {
    return this.all.filter((method) => !this.called.has(method));
  }

  private watchFile(file: string): void {
    const exported = Object.entries(require(join(sources, file)) as Record<string, unknown>);
    const classes = exported.filter(([name, value]) => name.endsWith('Repository') && typeof value === 'function');
    if (classes.length === 0) throw new Error(`src/${file} exports no repository.`);
    const [layer = ''] = file.split(/[\\/]/);
    for (const [name, type] of classes) this.watch(`${layer}/${name}`, (type as { prototype: object }).prototype);
  }

  private watch(repository: string, prototype: object): void {
    const { called } = this;
    for (const [member, { value }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
      // `in` answers nothing: it moves the repository into a transaction.
      if (member === 'constructor' || member === 'in' || typeof value !== 'function') continue;
      const method = `${repository}.${member}`;
      this.methods.push(method);
      Object.defineProperty(prototype, member, {
        configurable: true,
        writable: true,
        value(this: unknown, ...args: unknown[]) {
          called.add(method);
          return (value as (...args: unknown[]) => unknown).apply(this, args);
        },
      });
    }
  }
}

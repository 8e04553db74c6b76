import type { CodeModel, CodeType } from './code-model';

/**
 * The types of the output, an interface before whatever implements it.
 *
 * For languages that run their declarations from top to bottom: the order by dependency follows bases and members only
 * (metadata-and-types 4.0), and a class statement whose interface is not there yet ends the program.
 */
export function interfacesFirst(code: CodeModel): readonly CodeType[] {
  const reached = new Set<CodeType>();
  const ordered: CodeType[] = [];
  const place = (type: CodeType) => {
    if (reached.has(type)) return;
    reached.add(type);
    for (const name of type.implements) {
      const found = code.find(name, type);
      if (found?.kind === 'interface') place(found);
    }
    ordered.push(type);
  };
  code.types.forEach(place);
  return ordered;
}

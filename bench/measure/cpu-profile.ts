/** What `node --cpu-prof` writes. */
export interface CpuProfile {
  readonly nodes: readonly ProfileNode[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}
interface ProfileNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string };
  readonly children?: readonly number[];
}

export interface Cost {
  readonly name: string;
  /** Share of the busy time, 0 to 1. */
  readonly self: number;
  readonly total: number;
}

/** How a function's name becomes the name that its time is summed under. */
export type Grouping = (name: string) => string;
export const byFunction: Grouping = (name) => name;
/** `answer src/engine/host/http-handler.js` → `src/engine/host/http-handler.js`; what is native keeps its name. */
export const byFile: Grouping = (name) => name.slice(name.lastIndexOf(' ') + 1);

/** Functions by the time spent in them, without what is idle; the first samples, of the start, are left out. */
export function costsOf({ nodes, samples, timeDeltas }: CpuProfile, group: Grouping = byFunction): Cost[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.id] as const)));
  const self = new Map<string, number>();
  const total = new Map<string, number>();
  const add = (sums: Map<string, number>, name: string, time: number) => sums.set(name, (sums.get(name) ?? 0) + time);
  let busy = 0;
  samples.forEach((id, index) => {
    const name = group(nameOf(byId.get(id)));
    if (name === '(idle)' || index < samples.length * 0.3) return;
    const time = timeDeltas[index] ?? 0;
    busy += time;
    add(self, name, time);
    for (const caller of new Set([...callersOf(id, byId, parents)].map(group))) add(total, caller, time);
  });
  return [...total].map(([name, time]) => ({ name, self: (self.get(name) ?? 0) / busy, total: time / busy }));
}

/** The function itself and all that have called it, each once. */
function callersOf(
  id: number,
  byId: ReadonlyMap<number, ProfileNode>,
  parents: ReadonlyMap<number, number>,
): ReadonlySet<string> {
  const names = new Set<string>();
  for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) names.add(nameOf(byId.get(at)));
  return names;
}

function nameOf(node: ProfileNode | undefined): string {
  if (!node) return '(unknown)';
  const { functionName, url } = node.callFrame;
  const place = url.replace(/^.*missive-bench\//, '').replace(/^.*node_modules\//, '');
  return place === '' ? functionName || '(native)' : `${functionName || '(anonymous)'} ${place}`;
}

/** One line of Prometheus' text format: a name with its labels, as written, and a figure. */
export type Samples = ReadonlyMap<string, number>;

const sampleLine = /^([a-zA-Z_:][\w:]*(?:\{(?:[a-zA-Z_]\w*="(?:[^"\\\n]|\\["\\n])*",?)*\})?) (-?[\d.e+-]+|\+Inf|NaN)$/;

/**
 * Reads Prometheus' text format (version 0.0.4).
 *
 * Errors: Error for a line that it does not allow, a sample without `# TYPE`, and a sample that comes twice.
 */
export function parseMetrics(text: string): Samples {
  const samples = new Map<string, number>();
  const types = new Set<string>();
  for (const line of text.split('\n').filter((one) => one !== '')) {
    const type = /^# TYPE (\S+) (?:counter|gauge|histogram|summary)$/.exec(line)?.[1];
    if (type !== undefined) types.add(type);
    if (line.startsWith('# ')) continue;
    const [, name = '', value = ''] = sampleLine.exec(line) ?? [];
    const family = name.replace(/\{.*/, '');
    if (name === '') throw new Error(`No line of metrics: '${line}'.`);
    if (![family, family.replace(/_(?:bucket|sum|count)$/, '')].some((one) => types.has(one)))
      throw new Error(`No type for '${line}'.`);
    if (samples.has(name)) throw new Error(`'${name}' comes twice.`);
    samples.set(name, value === '+Inf' ? Number.POSITIVE_INFINITY : Number(value));
  }
  return samples;
}

/** The figures of one host. */
export async function metricsOf(url: string, headers: Record<string, string> = {}): Promise<Samples> {
  const response = await fetch(`${url}/metrics`, { headers });
  if (response.status !== 200) throw new Error(`/metrics answers ${response.status}.`);
  return parseMetrics(await response.text());
}

import { readFileSync } from 'node:fs';

/** What the operator has arranged with Axema and its customers: the file that `AXEMA_CONFIG` names. */
export interface AxemaConfig {
  readonly online?: {
    readonly hosts?: readonly string[];
    readonly tokenUrl?: string;
    readonly scope?: string;
    /** Company id → its consent and its system. */
    readonly registrations?: Readonly<Record<string, { readonly approvalId: string; readonly deviceId: string }>>;
  };
  /** Company id → PEM of the authority that signed its local controller's certificate. */
  readonly certificateAuthorities?: Readonly<Record<string, string>>;
}

type Shape = { readonly [name: string]: 'text' | 'texts' | Shape | { readonly each: Shape | 'text' } };

const shape: Shape = {
  online: {
    hosts: 'texts',
    tokenUrl: 'text',
    scope: 'text',
    registrations: { each: { approvalId: 'text', deviceId: 'text' } },
  },
  certificateAuthorities: { each: 'text' },
};

/** Reads the file. Errors: Error that names AXEMA_CONFIG and the member that is wrong, without its value. */
export function readAxemaConfig(file: string): AxemaConfig {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(
      `AXEMA_CONFIG names ${file}, which cannot be read as JSON: ${(error as NodeJS.ErrnoException).code ?? 'it is no JSON'}.`,
    );
  }
  check(value, shape, '');
  return value as AxemaConfig;
}

function check(value: unknown, wanted: Shape[string], path: string): void {
  const isRight = wanted === 'text' ? isText(value) : wanted === 'texts' ? isTexts(value) : isObject(value);
  if (!isRight) {
    const what = wanted === 'text' ? 'a text' : wanted === 'texts' ? 'a list of texts' : 'an object';
    throw new Error(`AXEMA_CONFIG: ${path === '' ? 'the file' : `'${path}'`} must be ${what}.`);
  }
  if (typeof wanted === 'string') return;
  const each = 'each' in wanted ? wanted.each : undefined;
  for (const [name, member] of Object.entries(value as object)) {
    const next = each ?? (wanted as Shape)[name];
    const inner = path === '' ? name : `${path}.${name}`;
    if (next === undefined) {
      throw new Error(`AXEMA_CONFIG: '${inner}' is unknown; known here are ${Object.keys(wanted).join(', ')}.`);
    }
    check(member, next as Shape[string], inner);
  }
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}
function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every(isText);
}
function isObject(value: unknown): boolean {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

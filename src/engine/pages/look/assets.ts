import { createHash } from 'node:crypto';
import { pageScript, themeScript } from './scripts';
import { styleSheet } from './style-sheet';

/** A file that the pages load. Its path changes with its text, so it may be kept forever. */
export interface Asset {
  readonly path: string;
  readonly contentType: string;
  readonly body: string;
}

type AssetName = 'page.css' | 'page.js' | 'theme.js';

const named: ReadonlyMap<AssetName, Asset> = new Map([
  asset('page.css', 'text/css; charset=utf-8', styleSheet),
  asset('theme.js', 'text/javascript; charset=utf-8', themeScript),
  asset('page.js', 'text/javascript; charset=utf-8', pageScript),
]);

export const assets: readonly Asset[] = [...named.values()];

/** The address of an asset, relative to the page at `pagePath`: right behind a prefix that only a proxy knows, too. */
export function assetHref(name: AssetName, pagePath: string): string {
  const { path } = named.get(name) as Asset;
  return `${'../'.repeat(pagePath.split('/').length - 2)}${path.slice(1)}`;
}

function asset(name: AssetName, contentType: string, body: string): [AssetName, Asset] {
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 12);
  return [name, { path: `/metadata/assets/${name.replace('.', `-${hash}.`)}`, contentType, body }];
}

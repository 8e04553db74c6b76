import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A file of the user interface. */
export interface UiFile {
  readonly contentType: string;
  /** How long browsers may keep it without asking, in seconds. */
  readonly maxAge: number;
  read(): Promise<Buffer>;
}

/**
 * What the page may do: its own files and its own host, no inline script and no inline style; Swagger UI lays its page out
 * through the browser's objects, which no policy forbids. Its style sheet holds icons as `data:`.
 */
export const uiPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const day = 24 * 60 * 60;

// swagger-ui-dist 5.17.14: the last version that has no install script and no dependency; later ones bring a package that
// reports installations.
const folder = dirname(require.resolve('swagger-ui-dist/package.json'));

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>OpenAPI</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="swagger-ui.css">
<link rel="icon" type="image/png" href="favicon-32x32.png" sizes="32x32">
</head>
<body>
<div id="swagger-ui"></div>
<script src="swagger-ui-bundle.js"></script>
<script src="initializer.js"></script>
</body>
</html>
`;

// `validatorUrl`: else the page would tell a foreign host where this one is. The document's address is relative, so that it
// is right wherever the host is mounted.
const initializer = `'use strict';
window.addEventListener('load', () => {
  window.ui = SwaggerUIBundle({
    url: '../openapi.json',
    dom_id: '#swagger-ui',
    presets: [SwaggerUIBundle.presets.apis],
    layout: 'BaseLayout',
    deepLinking: true,
    displayRequestDuration: true,
    filter: true,
    validatorUrl: null,
  });
});
`;

/** Name below `/swagger-ui/` → file. There are no others: no path of a request is ever looked up on disk. */
export const uiFiles: ReadonlyMap<string, UiFile> = new Map([
  ['', ownFile('text/html; charset=utf-8', page)],
  ['index.html', ownFile('text/html; charset=utf-8', page)],
  ['initializer.js', ownFile('text/javascript; charset=utf-8', initializer)],
  ['swagger-ui.css', packagedFile('swagger-ui.css', 'text/css; charset=utf-8')],
  ['swagger-ui-bundle.js', packagedFile('swagger-ui-bundle.js', 'text/javascript; charset=utf-8')],
  ['favicon-16x16.png', packagedFile('favicon-16x16.png', 'image/png')],
  ['favicon-32x32.png', packagedFile('favicon-32x32.png', 'image/png')],
]);

function ownFile(contentType: string, text: string): UiFile {
  return { contentType, maxAge: 0, read: () => Promise.resolve(Buffer.from(text)) };
}

function packagedFile(name: string, contentType: string): UiFile {
  return { contentType, maxAge: day, read: () => readFile(join(folder, name)) };
}

#!/usr/bin/env node
// Compares a running server's metadata pages with the five published pages in this folder, segment by segment.
//   node compare.mjs http://127.0.0.1:5000        exits 0 when every segment of every page is there
// White space is ignored (form `bare`) except where a page kept it (form `exact`: line by line, trailing blanks dropped).
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

// [first line, last line, form], lines 1-based in the saved text
const pages = [
  {
    file: '000-create-axema-user-sync.dart.jsonl.txt',
    host: 'api.bokamera.se',
    path: '/jsonl/metadata?op=CreateAxemaUserSync&lang=dart',
    segments: {
      auth: [1, 1, 'cells'],
      routes: [2, 2, 'cells'],
      code: [4, 72, 'bare'],
      hint: [73, 73, 'bare'],
      intro: [74, 74, 'bare'],
      request: [75, 80, 'bare'],
      response: [81, 84, 'bare'],
    },
  },
  {
    file: '001-batch-register-customers.mjs.jsv.txt',
    host: 'taxfiling.pwc.de',
    path: '/jsv/metadata?op=BatchRegisterCustomers&lang=mjs',
    segments: {
      auth: [1, 1, 'cells'],
      routes: [2, 2, 'cells'],
      code: [4, 215, 'bare'],
      caption: [216, 216, 'bare'],
      hint: [217, 217, 'bare'],
      intro: [218, 218, 'bare'],
      request: [219, 288, 'bare'],
      response: [289, 289, 'bare'],
    },
  },
  {
    file: '002-batch-register-accounts-async.typescript.jsv.txt',
    host: 'taxfiling.pwc.de',
    path: '/jsv/metadata?op=BatchRegisterAccountsAsync&lang=typescript',
    segments: {
      auth: [1, 1, 'cells'],
      routes: [2, 2, 'cells'],
      code: [4, 144, 'bare'],
      caption: [145, 145, 'bare'],
      hint: [146, 146, 'bare'],
      intro: [147, 147, 'bare'],
      request: [148, 207, 'bare'],
      response: [208, 208, 'bare'],
    },
  },
  {
    file: '003-update-customer.mjs.jsonl.txt',
    host: 'api.bokamera.se',
    path: '/jsonl/metadata?op=UpdateCustomer&lang=mjs',
    segments: {
      routes: [1, 1, 'cells'],
      code: [3, 232, 'bare'],
      caption: [233, 233, 'bare'],
      hint: [234, 234, 'bare'],
      intro: [235, 235, 'bare'],
      request: [236, 241, 'bare'],
      response: [242, 242, 'bare'],
    },
  },
  {
    file: '004-create-resource-time-exception.vbnet.jsv.txt',
    host: 'testapi.bokamera.se',
    path: '/jsv/metadata?op=CreateResourceTimeException&lang=vbnet',
    segments: {
      title: [1, 1, 'bare'],
      back: [3, 3, 'bare'],
      operation: [5, 5, 'bare'],
      auth: [7, 8, 'bare'],
      routes: [9, 10, 'bare'],
      code: [11, 313, 'exact'],
      caption: [315, 315, 'bare'],
      hint: [317, 317, 'bare'],
      heading: [319, 319, 'bare'],
      intro: [321, 321, 'bare'],
      request: [323, 351, 'exact'],
      response: [352, 438, 'exact'],
    },
  },
];

const entities = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', '#39': "'", '#x27': "'" };
export const decode = (text) =>
  text.replace(/&(#x?[0-9a-f]+|[a-z]+);/gi, (all, name) => {
    const known = entities[name.toLowerCase()];
    if (known) return known;
    if (name[0] !== '#') return all;
    return String.fromCodePoint(/^#x/i.test(name) ? parseInt(name.slice(2), 16) : parseInt(name.slice(1), 10));
  });
export const textOf = (html) =>
  decode(
    html
      .replace(/<(script|style)\b[\s\S]*?<\/\1>/gi, '')
      .replace(/<br\s*\/?>/gi, '\n')
      .replace(/<[^>]*>/g, ''),
  )
    .normalize('NFC')
    .replace(/\r\n/g, '\n')
    .replace(/\u00a0/g, ' ');
export const bare = (text) => text.normalize('NFC').replace(/\s+/g, '');
const cells = (text) =>
  text
    .split('|')
    .map(bare)
    .filter((cell) => cell && !/^-+$/.test(cell))
    .join('');
const exact = (text) =>
  text
    .replace(/\r\n/g, '\n')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/^\n+|\n+$/g, '');

/** GET with a Host header of our choice; resolves to the body text. */
export const get = (base, path, host) =>
  new Promise((resolve, reject) => {
    const url = new URL(path, base);
    http
      .get(
        {
          hostname: url.hostname,
          port: url.port,
          path: url.pathname + url.search,
          headers: { Host: host, Accept: 'text/html' },
        },
        (response) => {
          let body = '';
          response
            .setEncoding('utf8')
            .on('data', (chunk) => {
              body += chunk;
            })
            .on('end', () =>
              response.statusCode === 200
                ? resolve(body)
                : reject(new Error(`${path} answered ${response.statusCode}`)),
            );
        },
      )
      .on('error', reject);
  });

/** Longest prefix of `wanted` that occurs in `text`; where it stops is where the page differs. */
export function difference(wanted, text) {
  let low = 0,
    high = wanted.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (text.includes(wanted.slice(0, middle))) low = middle;
    else high = middle - 1;
  }
  const at = text.indexOf(wanted.slice(0, low)) + low;
  return `first differs at ${low} of ${wanted.length}:\n      wanted …${JSON.stringify(wanted.slice(Math.max(0, low - 40), low + 40))}\n      found  …${JSON.stringify(text.slice(Math.max(0, at - 40), at + 40))}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const base = process.argv[2];
  if (!base) {
    console.error('usage: node compare.mjs BASE_URL');
    process.exit(2);
  }
  let passed = 0,
    failed = 0;
  for (const page of pages) {
    const lines = readFileSync(join(here, page.file), 'utf8').replace(/\r\n/g, '\n').split('\n');
    let text;
    try {
      text = textOf(await get(base, page.path, page.host));
    } catch (error) {
      text = '';
      console.log(`${page.file}: ${error.message}`);
    }
    const forms = { bare: bare(text), cells: bare(text), exact: exact(text) };
    for (const [name, [first, last, form]] of Object.entries(page.segments)) {
      const saved = lines.slice(first - 1, last).join('\n');
      const wanted = form === 'cells' ? cells(saved) : form === 'bare' ? bare(saved) : exact(saved);
      if (forms[form].includes(wanted)) {
        passed++;
        continue;
      }
      failed++;
      console.log(`${page.file} ${name}: ${difference(wanted, forms[form])}`);
    }
  }
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed ? 1 : 0);
}

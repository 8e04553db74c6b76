import { createServer } from 'node:http';
import type { OperationName } from '../contract/fields';
import { work } from '../contract/work';
import { announce, hostname } from './serve';

// node:http with JSON.parse and JSON.stringify, without rules: the ceiling.
const prefix = '/json/reply/'.length;
const server = createServer((request, response) => {
  const run = work[(request.url ?? '').slice(prefix) as OperationName];
  if (!run || request.method !== 'POST') return void response.writeHead(404).end();
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const [first] = chunks;
    const bytes = first && chunks.length === 1 ? first : Buffer.concat(chunks);
    const body = JSON.stringify(run(JSON.parse(bytes.toString()) as never));
    response.writeHead(200, {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Length': Buffer.byteLength(body),
    });
    response.end(body);
  });
});
server.listen(0, hostname, () => announce(server));

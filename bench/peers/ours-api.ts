import { createServer } from 'node:http';
import { benchHost } from './ours';
import { announce, hostname } from './serve';

// Without Express: the host on a plain node:http server.
const { front } = benchHost();
const server = createServer((request, response) => {
  if (!front(request, response)) response.writeHead(404).end();
});
server.listen(0, hostname, () => announce(server));

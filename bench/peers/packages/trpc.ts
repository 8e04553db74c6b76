import { initTRPC } from '@trpc/server';
import { createHTTPServer } from '@trpc/server/adapters/standalone';
import { operations } from '../../contract/fields';
import { work } from '../../contract/work';
import { announce, hostname } from '../serve';
import { zodSchema } from './zod-schema';

const trpc = initTRPC.create();
const procedures = operations.map((name) => [
  name,
  trpc.procedure.input(zodSchema(name)).mutation(({ input }) => work[name](input as never)),
]);
const router = trpc.router(Object.fromEntries(procedures));
const server = createHTTPServer({ router, maxBodySize: 64 * 1024 * 1024 });
server.listen(0, hostname, () => announce(server));

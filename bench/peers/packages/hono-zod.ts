import { serve } from '@hono/node-server';
import { zValidator } from '@hono/zod-validator';
import { Hono } from 'hono';
import { operations } from '../../contract/fields';
import { work } from '../../contract/work';
import { announce, hostname } from '../serve';
import { zodSchema } from './zod-schema';

const app = new Hono();
for (const name of operations) {
  app.post(`/json/reply/${name}`, zValidator('json', zodSchema(name)), (context) =>
    context.json(work[name](context.req.valid('json') as never)),
  );
}
const server = serve({ fetch: app.fetch, port: 0, hostname }, () => announce(server));

import Fastify from 'fastify';
import { operations, responseOf } from '../../contract/fields';
import { requestSchema, responseSchema } from '../../contract/json-schema';
import { work } from '../../contract/work';
import { announce, hostname } from '../serve';

// JSON schema in (ajv) and out (fast-json-stringify).
const app = Fastify({ bodyLimit: 64 * 1024 * 1024 });
for (const name of operations) {
  const { table, isList } = responseOf[name];
  const answer = responseSchema(table);
  const schema = { body: requestSchema(name), response: { 200: isList ? { type: 'array', items: answer } : answer } };
  app.post(`/json/reply/${name}`, { schema }, async (request) => work[name](request.body as never));
}
app.listen({ port: 0, host: hostname }).then(() => announce(app.server));

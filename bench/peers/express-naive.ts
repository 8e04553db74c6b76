import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import express from 'express';
import { dtoClass } from '../contract/dto-classes';
import { operations } from '../contract/fields';
import { work } from '../contract/work';
import { announce, hostname } from './serve';

// Express 5 as its documentation shows it, with class-transformer and class-validator.
const app = express();
app.use(express.json({ limit: '64mb' }));
for (const name of operations) {
  app.post(`/json/reply/${name}`, async (request, response) => {
    const dto = plainToInstance(dtoClass(name), request.body as object);
    const errors = await validate(dto);
    if (errors.length > 0) return void response.status(400).json({ message: String(errors[0]) });
    response.json(work[name](dto as never));
  });
}
const server = app.listen(0, hostname, () => announce(server));

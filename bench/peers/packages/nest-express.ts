import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { announce, hostname } from '../serve';
import { BenchModule } from './nest-app';

async function main(): Promise<void> {
  const app = await NestFactory.create<NestExpressApplication>(BenchModule, { logger: ['error'], bodyParser: false });
  app.useBodyParser('json', { limit: '64mb' });
  await app.listen(0, hostname);
  announce(app.getHttpServer());
}

void main();

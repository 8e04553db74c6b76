import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { announce, hostname } from '../serve';
import { BenchModule } from './nest-app';

async function main(): Promise<void> {
  const adapter = new FastifyAdapter({ bodyLimit: 64 * 1024 * 1024 });
  const app = await NestFactory.create<NestFastifyApplication>(BenchModule, adapter, { logger: ['error'] });
  await app.listen(0, hostname);
  announce(app.getHttpServer());
}

void main();

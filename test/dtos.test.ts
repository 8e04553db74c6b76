import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import * as annotations from '../dtos/annotations';
import * as browserAnnotations from '../dtos/annotations.browser';

const root = resolve(__dirname, '..');
async function bundle(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    bundle: true,
    write: false,
    minify: true,
    platform: 'browser',
    format: 'esm',
    tsconfig: resolve(root, 'tsconfig.json'),
  });
  return outputFiles[0]?.text ?? '';
}

describe('DTO files in a browser', () => {
  it('find every annotation in the stub, and no others', () => {
    expect(Object.keys(browserAnnotations).sort()).toEqual(Object.keys(annotations).sort());
  });

  it('carry neither class-validator nor class-transformer', async () => {
    const text = await bundle(
      `import { UpdateCustomer } from './dtos/booking/customers';
       import { BatchRegisterCustomers } from './dtos/tax-filing/batches';
       console.log(new UpdateCustomer({ Firstname: 'A' }), new BatchRegisterCustomers());`,
    );

    expect(text).toContain('UpdateCustomer');
    expect(text).not.toMatch(
      /classValidatorMetadataStorage|isMobilePhone|plainToInstance|libphonenumber|Reflect\.defineMetadata/,
    );
    expect(gzipSync(text).length).toBeLessThan(4 * 1024);
  });

  it('bundle with the typed client below 9 KB compressed', async () => {
    const text = await bundle(
      `import { JsonServiceClient } from '@servicestack/client';
       import { UpdateCustomer } from './dtos/booking/customers';
       console.log(new JsonServiceClient('/').put(new UpdateCustomer()));`,
    );

    expect(gzipSync(text).length).toBeLessThan(9 * 1024);
  });
});

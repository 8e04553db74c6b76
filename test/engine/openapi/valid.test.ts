import type { Class } from '../../../dtos/annotation-records';
import { allFormats } from '../../../src/engine';
import { productOperations } from '../native-types/product';
import { operationsOf } from '../native-types/support';
import * as dtos from './dtos';
import { examplesOf, judge, openApiDocument } from './support';

const options = { info: { title: 'Valid', version: '1.0' }, formats: allFormats };
const requests = Object.values(dtos).filter(
  (value): value is Class & typeof dtos.OaGetBook => typeof value === 'function',
);

describe('a document', () => {
  it('OA-01 of the product and of the test DTOs validates as OpenAPI 3.1, in both profiles and cases', async () => {
    const product = await productOperations();
    const documents = [
      openApiDocument(product, options),
      openApiDocument(product, { ...options, profile: 'classic', formats: [] }),
      openApiDocument(operationsOf(requests), options),
      openApiDocument(operationsOf(requests, { textCase: 'PascalCase' }), options),
      openApiDocument([], options),
    ];

    const verdict = await judge(documents);

    expect(Object.keys(documents[0]?.paths ?? {}).length).toBeGreaterThan(60);
    expect(verdict.documents).toEqual(documents.map(() => []));
  });

  it('is refused by the same judge once it is damaged', async () => {
    const good = openApiDocument(operationsOf([dtos.OaGetBook]), options);
    const bad = { ...good, paths: { '/books/{Id}': { get: { responses: { 200: {} } } } } };

    const verdict = await judge([good, bad as never]);

    expect(verdict.documents[0]).toEqual([]);
    expect(verdict.documents[1]?.length).toBeGreaterThan(0);
  });

  it('has examples that their own schemas accept', async () => {
    const documents = [
      openApiDocument(await productOperations(), options),
      openApiDocument(operationsOf(requests), options),
    ];
    const examples = documents.flatMap((document, index) => examplesOf(document, index));
    const wrong = {
      name: 'wrong',
      document: 1,
      schema: { $ref: '#/components/schemas/OaChangeBook' },
      value: { tags: [] },
    };

    const verdict = await judge(documents, [...examples, wrong]);

    expect(examples.length).toBeGreaterThan(1000);
    expect(verdict.values.slice(0, -1).flat()).toEqual([]);
    expect(verdict.values.at(-1)).toEqual(
      expect.arrayContaining([
        "wrong : must have required property 'id'",
        'wrong /tags: must NOT have fewer than 1 items',
      ]),
    );
  });
});

import type { Operation } from '../../../src/engine/core/operation';
import { nativeTypesOf } from '../../../src/engine/native-types/native-types';
import { productOperations } from './product';

/** What the typed client asks of a request. */
interface TypedRequest {
  getTypeName(): string;
  getMethod(): string;
  createResponse(): unknown;
}

describe('the native types of the product', () => {
  let operations: readonly Operation[];
  beforeAll(async () => {
    operations = await productOperations();
  });

  it("print for every request what the product's own DTO says (decisions D26)", () => {
    const text = nativeTypesOf({ operations }).types('mjs', 'WithoutOptions=1');
    const exported = nativeTypesOf({ operations })
      .model()
      .operations.map(({ request }) => request.name);

    expect(exported.length).toBeGreaterThan(50);
    for (const { name, requestClass } of operations.filter((operation) => exported.includes(operation.name))) {
      const request = new (requestClass as unknown as new () => TypedRequest)();
      const printed = new RegExp(
        `getTypeName\\(\\) { return '${name}' }\n    getMethod\\(\\) { return '(\\w+)' }\n    createResponse\\(\\) { return (.*) }`,
      ).exec(text);
      const made = request.createResponse();
      const answer = Array.isArray(made) ? '[]' : `new ${(made as object).constructor.name}()`;

      expect([name, request.getTypeName(), printed?.[1]]).toEqual([name, name, request.getMethod()]);
      // A list of the booking family is a QueryResponse in PascalCase, which has a name of its own here.
      expect([name, printed?.[2]?.replace('QueryResponsePascal', 'QueryResponse')]).toEqual([name, answer]);
    }
  });

  it('declare every member of every request in the case of its feature (decisions D4)', () => {
    const text = nativeTypesOf({ operations }).types('typescript', 'WithoutOptions=1');
    let compared = 0;
    for (const { name, request } of operations.filter((operation) =>
      text.includes(`export class ${operation.name} `),
    )) {
      const start = text.indexOf(`export class ${name} `);
      const body = text.slice(start, text.indexOf('\n}', start));
      const declared = [...body.matchAll(/^ {4}public (\w+)\??: /gm)].map((match) => match[1]);

      expect([name, declared]).toEqual([name, request.ownProperties.map((property) => property.name)]);
      compared += declared.length;
    }
    expect(compared).toBeGreaterThan(200);
  });

  it('OT-09 show what the abstract bases of the batch messages return on the Python page', () => {
    const page = nativeTypesOf({ operations }).page('python', 'BatchRegisterCustomers', { profile: 'classic' });

    expect(page).toContain(
      'class BatchRegisterCustomersBase(IReturn[List[CustomerResponse]], IPost):\n    """\n    Specifies a base service request',
    );
    expect(page).toContain('    @staticmethod\n    def response_type(): return List[CustomerResponse]\n');
    expect(page).toContain('class BatchRegisterCustomers(BatchRegisterCustomersBase):\n');
  });
});

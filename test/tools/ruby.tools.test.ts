import { run, Workshop } from './jvm-tools';
import { pageTexts, typesTexts } from './structural-texts';

/** Generated Ruby is what the interpreter accepts, and what it can run with a module that stands for the client. */
describe('ruby', () => {
  const workshop = new Workshop();
  afterAll(() => workshop.remove());

  it('OT-13 accepts /types/ruby of the product and of the test DTOs, and runs its declarations', async () => {
    const texts = await typesTexts('ruby');
    workshop.write({ 'servicestack.rb': 'module ServiceStack\n  module DTO\n  end\nend\n' });
    const files = workshop.write(
      Object.fromEntries(Object.entries(texts).map(([name, text]) => [`${name}.rb`, text])),
      'types',
    );

    expect(files.length).toBe(8);
    for (const file of files) expect(run('ruby', ['-W2', '-I', workshop.folder, file])).toBe('');
  }, 120_000);

  it('OT-13 accepts the pages of all operations', async () => {
    const texts = await pageTexts('ruby');
    const files = workshop.write(
      Object.fromEntries(Object.entries(texts).map(([name, text]) => [`${name}.rb`, text])),
      'pages',
    );

    expect(files.length).toBeGreaterThan(100);
    const said = run('ruby', ['-c', '-W2', ...files]);
    expect([...new Set(said.split('\n'))].filter((line) => !line.endsWith('Syntax OK'))).toEqual([]);
  }, 120_000);

  it('knows names on the wire, verbs and answers, also those of bases', async () => {
    const { modern_product: product = '' } = await typesTexts('ruby');
    workshop.write({ 'servicestack.rb': 'module ServiceStack\n  module DTO\n  end\nend\n' });
    const [file = ''] = workshop.write({
      'use.rb': `${product}
request = BatchRegisterCustomers.new
request.customers = [Customer.new]
puts [request.get_type_name, request.get_method, request.response_type, BatchRegisterCustomers.properties[:customers][:name]].inspect
puts [CustomerQuery.properties[:skip][:required], UpdateCustomer.properties[:firstname][:name], CustomerType::External].inspect
`,
    });

    expect(run('ruby', ['-I', workshop.folder, file])).toBe(
      '["BatchRegisterCustomers", "POST", [CustomerResponse], "customers"]\n[false, "Firstname", "External"]',
    );
  }, 60_000);

  it('refuses what is wrong: the parser is really asked', () => {
    const files = workshop.write({ 'wrong.rb': 'class A\n  def b(\nend\n' });

    expect(run('ruby', ['-c', ...files])).not.toContain('Syntax OK');
  });
});

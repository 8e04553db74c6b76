import { tenantFault } from './tenant-statements';

const companyId = '11111111-1111-4111-8111-111111111111';
const scope = { tables: new Set(['customer', 'booking']), companyId };

describe('the check of statements about tenant data', () => {
  it.each([
    'select * from company where id = $1',
    'select * from customer where company_id = $1',
    'SELECT "customer"."id" FROM "customer" "customer" WHERE "customer"."company_id" = $1',
    'select from booking b join customer c on c.company_id = b.company_id where b.company_id = $1',
    'select from booking b join customer c using (company_id) where b.company_id = $1',
    'insert into customer (company_id, name) values ($1, $2)',
    'insert into "customer"("id", "company_id") values ($2, $1)',
    'update customer c set name = $2 from changed where c.company_id = $1',
    'delete from booking where id = $2 and company_id = $1',
  ])('lets pass what names the company: %s', (text) => {
    expect(tenantFault({ text, values: [companyId] }, scope)).toBeUndefined();
  });

  it.each([
    ['select * from customer', 'customer without company_id'],
    ['select company_id from customer where id = $1', 'customer without company_id'],
    ["select * from customer where name = 'company_id = 1'", 'customer without company_id'],
    ['select * from customer -- company_id = $1', 'customer without company_id'],
    [
      'select from booking b join customer c on c.id = b.customer_id where b.company_id = $1',
      'customer without company_id',
    ],
    ['select from booking b, customer c where b.company_id = $1', 'customer without company_id'],
    ['insert into customer (id, name) values ($1, $2)', 'customer without company_id'],
    ['update customer set name = $2 where id = $1', 'customer without company_id'],
    ['delete from booking b using customer c where c.company_id = $1', 'booking without company_id'],
  ])('finds what does not: %s', (text, fault) => {
    expect(tenantFault({ text, values: [companyId] }, scope)).toBe(fault);
  });

  it('finds a statement with the company of somebody else', () => {
    const text = 'select * from customer where company_id = $1';

    const fault = tenantFault({ text, values: ['22222222-2222-4222-8222-222222222222'] }, scope);

    expect(fault).toBe('without the company among its values');
  });
});

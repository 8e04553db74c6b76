import { deepStrictEqual } from 'node:assert';
import type { EntityManager } from 'typeorm';
import { UpdateCustomer } from '../../dtos/booking/customers';
import { UserAccessKeyEntity } from '../../src/booking/access-keys/access-key-entity';
import { CustomFieldDataEntity } from '../../src/booking/custom-fields/custom-field-data-entity';
import { CustomerEntity } from '../../src/booking/customers/customer-entity';
import { CustomerWriter } from '../../src/booking/customers/customer-writer';
import { InvoiceAddressEntity } from '../../src/booking/customers/invoice-address-entity';
import type { Database } from '../../src/data';
import { systemClock } from '../../src/engine';
import { sample, updateBody } from '../contract/bodies';
import { customerId, keyId } from './bench-database';

const { companyId } = sample;
let serial = 0;

/** An update of the n-th customer that changes something in every table. */
export function updateOf(n: number, fieldIds: readonly number[]): UpdateCustomer {
  serial += 1;
  const keys = ([0, 1] as const).map((k) => ({
    Id: keyId(n, k),
    AccessKeyTypeId: 1,
    Value: `key ${n} ${k}`,
    Description: `door ${serial}`,
  }));
  return new UpdateCustomer({
    ...updateBody(),
    CompanyId: companyId,
    Id: customerId(n),
    Firstname: `Anna ${serial}`,
    Email: `anna.${n}@example.com`,
    CustomFields: fieldIds.map((Id) => ({ Id, Value: `value ${serial}` })),
    AccessKeys: keys,
    AccessKeysToDelete: [],
  } as unknown as Partial<UpdateCustomer>);
}

export type UpdateWay = (request: UpdateCustomer) => Promise<unknown>;

const caller = { actor: 'user:bench', isSuperadmin: false, isAdministrator: true, isReader: true };

/** Ways to update a customer in four tables; the first is the product's, with all its rules and the answer read back. */
export function updateWays({ dataSource, pool }: Database): Readonly<Record<string, UpdateWay>> {
  const writer = new CustomerWriter(dataSource, systemClock);
  return {
    missive: (request) => writer.update(companyId, request, caller),
    'TypeORM find + save': (request) => dataSource.transaction((tx) => findAndSave(tx, request)),
    'one UPDATE … RETURNING': ({ Id, Firstname, Lastname, Phone, Email }) =>
      pool.query({
        name: 'bench_update',
        text: `update customer set firstname = $3, lastname = $4, phone = $5, email = $6, updated_at = now()
                where company_id = $1 and id = $2 returning *`,
        values: [companyId, Id, Firstname, Lastname, Phone, Email],
      }),
  };
}

async function findAndSave(tx: EntityManager, request: UpdateCustomer): Promise<void> {
  const where = { companyId, customerId: request.Id };
  const customer = await tx.findOneByOrFail(CustomerEntity, { companyId, id: request.Id });
  const address = await tx.findOneBy(InvoiceAddressEntity, where);
  const values = await tx.findBy(CustomFieldDataEntity, where);
  const keys = await tx.findBy(UserAccessKeyEntity, where);
  const { Firstname = '', Lastname = '', Phone, Email, CustomFields = [], AccessKeys = [], InvoiceAddress } = request;
  Object.assign(customer, {
    firstname: Firstname,
    lastname: Lastname,
    phone: Phone,
    email: Email,
    updatedAt: new Date(),
  });
  for (const { Id, Value } of CustomFields) {
    const known = values.find(({ customFieldId }) => customFieldId === Id);
    if (known) known.value = Value ?? '';
    else values.push(tx.create(CustomFieldDataEntity, { ...where, customFieldId: Id, value: Value }));
  }
  for (const { Id, Description } of AccessKeys) {
    const key = keys.find(({ id }) => id === Id);
    if (key) Object.assign(key, { description: Description, updatedAt: new Date() });
  }
  const lines = { invoiceAddress1: InvoiceAddress?.InvoiceAddress1, invoiceCity: InvoiceAddress?.InvoiceCity };
  await tx.save(CustomerEntity, customer);
  await tx.save(CustomFieldDataEntity, values);
  await tx.save(UserAccessKeyEntity, keys);
  await tx.save(InvoiceAddressEntity, Object.assign(address ?? tx.create(InvoiceAddressEntity, where), lines));
}

/** Errors: Error unless the way has written what was asked for. `isWhole`: in all four tables. */
export async function checkWay(
  { pool }: Database,
  way: UpdateWay,
  request: UpdateCustomer,
  isWhole: boolean,
): Promise<void> {
  await way(request);
  const { rows } = await pool.query(
    `select firstname, (select string_agg(distinct value, ',') from custom_field_data where customer_id = $1) as value,
            (select string_agg(distinct description, ',') from user_access_key where customer_id = $1) as door,
            (select invoice_city from invoice_address where customer_id = $1) as city
       from customer where id = $1`,
    [request.Id],
  );
  const { firstname, ...parts } = rows[0];
  deepStrictEqual(firstname, request.Firstname, 'the customer is not updated');
  if (!isWhole) return;
  const [field] = request.CustomFields ?? [];
  const [key] = request.AccessKeys ?? [];
  deepStrictEqual(parts, { value: field?.Value, door: key?.Description, city: 'Göteborg' }, 'parts are not updated');
}

import type { DataSource, EntityManager } from 'typeorm';
import { inTransaction, UserRepository } from '../../data';
import type { Clock } from '../../engine';
import { accessKeyTypes } from '../access-keys/access-key-entity';
import { AccessKeyRepository } from '../access-keys/access-key-repository';
import { CustomFieldRepository, type FieldDraft, type ValueDraft } from '../custom-fields/custom-field-repository';
import { CustomerCommentRepository } from './customer-comment-repository';
import { CustomerRepository, type NewCustomer } from './customer-repository';
import type { InvoiceAddressChanges } from './invoice-address';

interface DemoCustomer extends NewCustomer {
  readonly email: string;
  readonly level?: string;
  readonly card?: string;
  readonly pin?: string;
  readonly comment?: string;
  readonly invoiceAddress?: InvoiceAddressChanges;
}

/** Has an account of the same name: the user of the demo who signs in as a customer. */
const signedInCustomer = 'customer@missive.test';

const customers: readonly DemoCustomer[] = [
  {
    firstname: 'Karin',
    lastname: 'Kund',
    email: signedInCustomer,
    phone: '+46 70 000 00 01',
    level: 'Gold',
    card: '0004711001',
    comment: 'Prefers mornings.',
    invoiceAddress: {
      invoiceAddress1: 'Storgatan 1',
      invoiceCity: 'Stockholm',
      invoicePostalCode: '111 22',
      invoiceCountryCode: 'SE',
    },
  },
  {
    firstname: 'Erik',
    lastname: 'Ek',
    email: 'erik.ek@example.com',
    phone: '+46 70 000 00 02',
    level: 'Silver',
    card: '0004711002',
    pin: '4711',
    comment: 'Pays by invoice.',
    invoiceAddress: {
      corporateIdentityNumber: '556677-8899',
      invoiceAddress1: 'Ek & Co AB',
      invoiceAddress2: 'Box 12',
      invoiceCity: 'Göteborg',
      invoicePostalCode: '401 20',
      invoiceCountryCode: 'SE',
    },
  },
  {
    firstname: 'Lena',
    lastname: 'Lind',
    email: 'lena.lind@example.com',
    phone: '+46 70 000 00 03',
    pin: '4712',
  },
  {
    firstname: 'Gustav',
    lastname: 'Gran',
    email: 'gustav.gran@example.com',
    phone: '+46 70 000 00 04',
    visible: false,
  },
];

const plainField: Omit<FieldDraft, 'slot' | 'name' | 'description'> = {
  iconId: null,
  width: null,
  dataType: 'TextBox',
  defaultValue: null,
  isMandatory: false,
  mandatoryErrorMessage: null,
  maxLength: 500,
  multipleLineText: false,
  regExId: null,
  regEx: null,
  regExErrorMessage: null,
  isPublic: true,
  isHidden: false,
  active: true,
};
const levels: readonly ValueDraft[] = ['Bronze', 'Silver', 'Gold'].map((value, index) => ({
  value,
  active: true,
  sortOrder: index + 1,
}));
const swedishVehicle = 8;

const levelField: FieldDraft = {
  ...plainField,
  slot: 1,
  name: 'Membership level',
  description: 'Level of the membership',
  dataType: 'DropDown',
};
const otherFields: readonly FieldDraft[] = [
  {
    ...plainField,
    slot: 2,
    name: 'Car',
    description: 'Registration number of the car that is parked here',
    maxLength: 10,
    regExId: swedishVehicle,
  },
  {
    ...plainField,
    slot: 3,
    name: 'Internal note',
    description: 'Seen by administrators only',
    maxLength: 2_000,
    multipleLineText: true,
    isPublic: false,
    isHidden: true,
  },
];

/** Customers with fields, keys, comments and addresses. Idempotent: a company that has the first of them stays as it is. */
export async function loadCustomerDemoData(
  dataSource: DataSource,
  companyId: string,
  options: { clock: Clock },
): Promise<void> {
  await inTransaction(dataSource, async (tx) => {
    if (await new CustomerRepository(tx).findByEmail(companyId, signedInCustomer)) return;
    const at = options.clock.now();
    const fields = new CustomFieldRepository(tx);
    const levelFieldId = await fields.add(companyId, levelField, at);
    await fields.saveValues(companyId, levelFieldId, levels);
    for (const field of otherFields) await fields.add(companyId, field, at);
    for (const customer of customers) await addCustomer(tx, companyId, customer, levelFieldId, at);
  });
}

async function addCustomer(
  tx: EntityManager,
  companyId: string,
  customer: DemoCustomer,
  levelFieldId: number,
  at: Date,
): Promise<void> {
  const { level, card, pin, comment, invoiceAddress, ...contact } = customer;
  const userId = await accountOf(tx, companyId, customer.email);
  const store = new CustomerRepository(tx);
  const id = await store.add(companyId, { ...contact, userId }, at);
  if (invoiceAddress) await store.changeInvoiceAddress(companyId, id, invoiceAddress);
  if (comment) await new CustomerCommentRepository(tx).add(companyId, id, { comments: comment }, at);
  const stored = level === undefined ? [] : [{ fieldId: levelFieldId, value: level }];
  await new CustomFieldRepository(tx).storeValues(companyId, id, { stored, cleared: [] });
  await new AccessKeyRepository(tx).add(
    companyId,
    [
      ...(card ? [{ customerId: id, accessKeyTypeId: accessKeyTypes.rfidCard, value: card, description: 'Card' }] : []),
      ...(pin ? [{ customerId: id, accessKeyTypeId: accessKeyTypes.pinCode, value: pin, description: 'PIN' }] : []),
    ],
    at,
  );
}

async function accountOf(tx: EntityManager, companyId: string, userName: string): Promise<string | undefined> {
  if (userName !== signedInCustomer) return undefined;
  const user = await new UserRepository(tx).findByUserName(userName);
  return user?.companyId === companyId ? user.id : undefined;
}

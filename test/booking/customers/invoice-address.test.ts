import { InvoiceAddress } from '../../../dtos/booking/customers';
import { readInvoiceAddress, toInvoiceAddress } from '../../../src/booking/customers/invoice-address';

describe('the invoice address of a request', () => {
  it('domain 2.7: absent members leave, empty ones clear, others are trimmed and stored', () => {
    const sent = new InvoiceAddress({ InvoiceCity: ' Lund ', InvoiceAddress2: '', InvoiceCountryCode: 'se' });

    expect(readInvoiceAddress(sent)).toEqual({
      changes: { invoiceCity: 'Lund', invoiceAddress2: null, invoiceCountryCode: 'SE' },
      errors: [],
    });
  });

  it.each([
    ['XX', 'Predicate'],
    ['SWE', 'Predicate'],
    ['Sweden', 'Predicate'],
  ])('domain 2.7: %s is no country code', (code, errorCode) => {
    const { errors } = readInvoiceAddress(new InvoiceAddress({ InvoiceCountryCode: code }));

    expect(errors.map((error) => [error.fieldName, error.errorCode])).toEqual([
      ['InvoiceAddress.InvoiceCountryCode', errorCode],
    ]);
  });

  it('refuses texts over 200 characters', () => {
    const { errors } = readInvoiceAddress(new InvoiceAddress({ InvoiceCity: 'x'.repeat(201) }));

    expect(errors.map((error) => error.fieldName)).toEqual(['InvoiceAddress.InvoiceCity']);
  });

  it('is absent from answers when nothing of it is set', () => {
    expect(toInvoiceAddress({ invoiceCity: null })).toBeUndefined();
    expect(toInvoiceAddress(null)).toBeUndefined();
    expect(toInvoiceAddress({ invoiceCity: 'Lund' })).toEqual(new InvoiceAddress({ InvoiceCity: 'Lund' }));
  });
});

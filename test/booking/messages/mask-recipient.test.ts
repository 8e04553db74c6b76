import { maskRecipient } from '../../../src/booking/messages/mask-recipient';

describe('maskRecipient', () => {
  it.each([
    ['email', 'anna.berg@example.se', 'a***@***.se'],
    ['email', 'å@sub.example.museum', 'å***@***.museum'],
    ['email', 'x@localhost', 'x***@***'],
    ['email', 'a.b@localhost', 'a***@***'],
    ['email', 'no-address', '***'],
    ['email', '@example.se', '***'],
    ['sms', '+46701234567', '***67'],
    ['sms', '112', '***'],
  ] as const)('masks the %s recipient %s as %s', (kind, recipient, masked) => {
    expect(maskRecipient(kind, recipient)).toBe(masked);
  });
});

import { grantableRoles } from '../../../src/booking/api-keys/grantable-roles';
import { readIpAddresses } from '../../../src/booking/api-keys/ip-addresses';
import { roles } from '../../../src/booking/booking-service';

describe('the roles that a key may get', () => {
  it.each([
    ['nobody', [], []],
    ['a reader', [roles.read], [roles.read]],
    ['an administrator', [roles.write], [roles.read, roles.write]],
    ['a superadmin', [roles.superadmin], [roles.read, roles.write, roles.superadmin]],
  ])('%s', (_name, own, expected) => {
    expect([...grantableRoles(own)].sort()).toEqual([...expected].sort());
  });
});

describe('the addresses that may use a key', () => {
  it.each([
    [undefined, []],
    [' ', []],
    ['192.0.2.1', ['192.0.2.1']],
    ['192.0.2.0/24, 2001:db8::/32', ['192.0.2.0/24', '2001:db8::/32']],
  ])('%j is %j', (text, addresses) => {
    expect(readIpAddresses(text)).toEqual({ addresses });
  });

  it.each(['10', '0x7f.1', 'example.com', '192.0.2.0/33', '192.0.2.1;192.0.2.2', '300.1.1.1'])('refuses %s', (text) => {
    expect(readIpAddresses(`192.0.2.1,${text}`)).toEqual({ invalid: text });
  });
});

import { CodeLockSystemOptionResponse } from '../../../../dtos/booking/code-lock';

export const axemaSystemId = 1;

/** The code lock systems that a company can be connected with. */
export const codeLockSystems: readonly CodeLockSystemOptionResponse[] = [
  new CodeLockSystemOptionResponse({
    Id: axemaSystemId,
    Name: 'Axema VAKA',
    Description: 'Access control with cards, tags and codes, at the site or through VAKA Online.',
    LogoType: 'axema',
    Supplier: 'Axema',
  }),
];

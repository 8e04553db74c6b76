import type { Cell } from './cells';

/** What an operation answers by itself, where its guards let the caller in and the message says nothing. */
interface ServiceRefusal {
  readonly operation: string;
  readonly status: number;
  /** The contract that says so. */
  readonly source: string;
  readonly isFor: (cell: Cell) => boolean;
}

const namesProvider = ({ asked }: Cell): boolean => /^\/+auth\/+nothing/i.test(asked?.path ?? '');
const isGet = ({ asked, verb }: Cell): boolean => (asked?.headers['x-http-method-override'] ?? verb) === 'GET';

/** A one-way message is answered before the Service sees it. */
const waits = ({ asked }: Cell): boolean => /\/oneway\//i.test(asked?.path ?? '');

export const serviceRefusals: readonly ServiceRefusal[] = [
  {
    operation: 'Authenticate',
    status: 405,
    source: 'AUTH-05: nobody signs in by GET',
    isFor: (cell) => namesProvider(cell) && isGet(cell),
  },
  {
    operation: 'Authenticate',
    status: 401,
    source: 'http-contract 6.2: "who am I", asked by nobody',
    isFor: (cell) => !namesProvider(cell) && cell.identity.caller.credential !== 'good',
  },
  {
    operation: 'BookingQuery',
    status: 403,
    source: "domain 7: one's own bookings unless CompanyBookings says otherwise, and a key alone is nobody",
    isFor: (cell) => cell.identity.caller.isKey === true && !waits(cell),
  },
  {
    operation: 'ConvertSessionToToken',
    status: 403,
    source: 'http-contract 6.1: the token is of a user, and a key alone is none',
    isFor: ({ identity }) => identity.caller.isKey === true,
  },
];

/** The status that the cell must have in place of what admitted calls may have. */
export function serviceRefusalOf(cell: Cell): number | undefined {
  if (cell.expected !== 'admitted') return undefined;
  return serviceRefusals.find(({ operation, isFor }) => operation === cell.operation && isFor(cell))?.status;
}

import { CreateBooking, CustomerToBook, ResourceToBook } from '../../../dtos';
import { companyA, startApp, type TestApp, testSettings } from '../../support/start-app';

const unknownService = 987_654;

describe('bookings of people who have not signed in (decisions D47)', () => {
  let app: TestApp;
  beforeAll(async () => {
    const { http } = testSettings();
    app = await startApp({ settings: { http: { ...http, anonymousBookingsPerHour: 2 } } });
  });
  afterAll(() => app?.close());

  const request = new CreateBooking({
    CompanyId: companyA,
    ServiceId: unknownService,
    From: '2030-01-07T09:00:00Z',
    To: '2030-01-07T10:00:00Z',
    Resources: [new ResourceToBook({ ResourceId: 1 })],
    Customer: new CustomerToBook({ Firstname: 'Eva', Lastname: 'Ek', Email: 'eva@example.com', Phone: '+46701111111' }),
  });
  const send = (headers: Record<string, string> = {}) =>
    fetch(`${app.url}/bookings`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(request),
    });

  it('D47: are limited per address and hour, whether they are made or refused', async () => {
    const statuses = [(await send()).status, (await send()).status];
    const third = await send();
    const { bearerToken } = await app.clientFor('customer@missive.test');
    const signedIn = await send({ authorization: `Bearer ${bearerToken}` });

    expect(statuses).toEqual([404, 404]);
    expect(third.status).toBe(429);
    expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(3_000);
    expect(await third.json()).toMatchObject({ ResponseStatus: { ErrorCode: 'TooManyRequests' } });
    expect(signedIn.status).not.toBe(429);
  });
});

import {
  CreateResource,
  DeleteBooking,
  DeleteResource,
  ResourceQuery,
  type ResourceQueryResponse,
  ResourceToBook,
  ServiceQuery,
  UpdateResource,
} from '../../../dtos';
import { companyA, companyB, SchedulingWorld } from '../bookings/scheduling-world';
import { refusal } from '../refusal';

let world: SchedulingWorld;
beforeAll(async () => {
  world = await SchedulingWorld.open();
});
afterEach(() => world.clock.set(SchedulingWorld.monday));
afterAll(() => world?.close());

const everything = {
  Name: 'Astrid',
  Description: 'Trainer',
  Color: '#2E7D32',
  Email: 'astrid@example.com',
  MobilePhone: '+46 70 111 11 11',
  AccessGroup: 'Staff',
  ImageUrl: 'https://example.com/astrid.png',
  Active: true,
  EmailNotification: true,
  SMSNotification: true,
};
const emptyGuid = '00000000-0000-0000-0000-000000000000';

async function find(id: number, client = world.admin): Promise<ResourceQueryResponse | undefined> {
  const { Results } = await client.get(new ResourceQuery({ Id: id }));
  return Results[0];
}

describe('CreateResource', () => {
  it('domain 7: stores every member', async () => {
    const { id: UserId } = await world.aUser();

    const created = await world.admin.post(new CreateResource({ ...everything, UserId }));

    expect(created).toEqual({
      Id: expect.any(Number),
      CompanyId: companyA,
      ...everything,
      UserId,
      Created: '2030-03-04T08:00:00Z',
      Updated: '2030-03-04T08:00:00Z',
    });
    expect(await find(created.Id)).toEqual(created);
  });

  it('is active unless told otherwise', async () => {
    const active = await world.aResource();
    const inactive = await world.aResource({ Active: false, Color: 'aabbcc' });

    expect(active.Active).toBe(true);
    expect(inactive).toMatchObject({ Active: false, Color: '#aabbcc' });
  });

  it.each<[string, Partial<CreateResource>, string]>([
    ['no name', { Name: '' }, 'Name NotEmpty'],
    ['a long name', { Name: 'x'.repeat(101) }, 'Name MaximumLength'],
    ['a colour that is none', { Color: 'green' }, 'Color RegularExpression'],
    ['a mail address that is none', { Email: 'astrid' }, 'Email Email'],
    ['a telephone number that is none', { MobilePhone: 'call me' }, 'MobilePhone RegularExpression'],
    ['an image that is a script', { ImageUrl: 'javascript:alert(1)' }, 'ImageUrl Predicate'],
  ])('refuses %s', async (_, init, field) => {
    const refused = await refusal(world.admin, () => world.aResource(init));

    expect(refused).toMatchObject({ status: 400, fields: [field] });
  });

  it('takes users of the company only', async () => {
    const { id: foreign } = await world.aUser(companyB);

    const refused = await refusal(world.admin, () => world.aResource({ UserId: foreign }));

    expect(refused).toMatchObject({ status: 404, fields: ['UserId NotFound'] });
  });

  it('needs an administrator who may write, and a company that exists', async () => {
    const request = new CreateResource({ Name: 'Astrid' });
    const statuses = [
      (await refusal(world.reader, (client) => client.post(request))).status,
      (await refusal(world.customer, (client) => client.post(request))).status,
      (await refusal(world.anonymous, (client) => client.post(request))).status,
      (
        await refusal(world.superadmin, (client) =>
          client.post(new CreateResource({ Name: 'Astrid', CompanyId: '33333333-3333-4333-8333-333333333333' })),
        )
      ).status,
    ];

    expect(statuses).toEqual([403, 403, 401, 404]);
  });
});

describe('ResourceQuery', () => {
  it('shows staff everything, customers what can be booked and no contact data, and users their own resource', async () => {
    const user = await world.aUser();
    const { Id } = await world.aResource({ ...everything, UserId: user.id });
    const { Id: inactive } = await world.aResource({ Active: false });

    const forStaff = await find(Id, world.reader);
    const forCustomer = await find(Id, world.customer);

    expect(forStaff).toMatchObject({ ...everything, UserId: user.id });
    expect(Object.keys(forCustomer ?? {}).sort()).toEqual(
      [
        'Active',
        'Color',
        'CompanyId',
        'Created',
        'Description',
        'EmailNotification',
        'Id',
        'ImageUrl',
        'Name',
        'SMSNotification',
        'Updated',
      ].sort(),
    );
    expect(forCustomer).toMatchObject({ EmailNotification: false, SMSNotification: false });
    expect(await find(Id, user.client)).toEqual(forStaff);
    expect(await find(inactive, world.reader)).toMatchObject({ Active: false });
    expect((await refusal(world.customer, (client) => find(inactive, client))).status).toBe(404);
    expect((await world.customer.get(new ResourceQuery({ Active: false }))).Results).toEqual([]);
  });

  it('filters, pages and sorts, within the company', async () => {
    const { Id: foreign } = await world.aResource({}, world.adminB);
    const { Id: inactive } = await world.aResource({ Name: 'ZZZ', Active: false });

    const last = await world.admin.get(new ResourceQuery({ orderByDesc: 'Name', take: 1, include: 'Total' }));
    const found = await world.admin.get(new ResourceQuery({ Active: false, take: 1000 }));
    const missing = await refusal(world.admin, () => find(foreign));

    expect(last).toMatchObject({ Offset: 0, Results: [{ Id: inactive }] });
    expect(last.Total).toBe(await world.count('resource', 'company_id = $1', [companyA]));
    expect(found.Results.map((resource) => resource.Active)).not.toContain(true);
    expect(found.Results.map((resource) => resource.Id)).toContain(inactive);
    expect(missing.status).toBe(404);
  });
});

describe('UpdateResource', () => {
  it('leaves what is absent, clears what is empty, and disconnects the user for the empty Guid', async () => {
    const { id: UserId } = await world.aUser();
    const { Id } = await world.aResource({ ...everything, UserId });
    world.clock.advance(60_000);

    const changed = await world.admin.put(new UpdateResource({ Id, Name: 'Astrid A', Email: '', UserId: emptyGuid }));

    const { Email: _, ...rest } = everything;
    expect(changed).toEqual({
      Id,
      CompanyId: companyA,
      ...rest,
      Name: 'Astrid A',
      Created: '2030-03-04T08:00:00Z',
      Updated: '2030-03-04T08:01:00Z',
    });
  });

  it('refuses a blank name, and resources of another company', async () => {
    const { Id } = await world.aResource();
    const put =
      (init: Partial<UpdateResource>) =>
      (client = world.admin) =>
        client.put(new UpdateResource({ Id, ...init }));

    expect(await refusal(world.admin, put({ Name: ' ' }))).toMatchObject({ status: 400, fields: ['Name NotEmpty'] });
    expect((await refusal(world.adminB, put({ Name: 'Mine' }))).status).toBe(404);
    expect((await refusal(world.reader, put({ Name: 'Mine' }))).status).toBe(403);
  });
});

describe('DeleteResource', () => {
  it('domain 7: deletes a resource, and deactivates one that has bookings, even unbooked ones', async () => {
    const [fresh, booked] = [await world.aResource(), await world.aResource()];
    const booking = await world.aBooking(booked.Id, '2030-04-01T09:00:00Z', '2030-04-01T10:00:00Z');
    await world.admin.delete(new DeleteBooking({ Id: booking.Id }));

    const deleted = await world.admin.delete(new DeleteResource({ Id: fresh.Id }));
    const deactivated = await world.admin.delete(new DeleteResource({ Id: booked.Id }));

    expect(deleted).toEqual(fresh);
    expect((await refusal(world.admin, () => find(fresh.Id))).status).toBe(404);
    expect(deactivated).toMatchObject({ Id: booked.Id, Active: false });
    expect(await find(booked.Id)).toMatchObject({ Active: false });
  });

  it('needs an administrator of the company', async () => {
    const { Id } = await world.aResource();
    const remove = (client = world.admin) => client.delete(new DeleteResource({ Id }));

    const statuses = [
      (await refusal(world.adminB, remove)).status,
      (await refusal(world.reader, remove)).status,
      (await refusal(world.anonymous, remove)).status,
    ];

    expect(statuses).toEqual([404, 403, 401]);
  });
});

describe('ServiceQuery', () => {
  it('domain 7: lists what the company offers, with the types of resources it needs', async () => {
    const { Results } = await world.customer.get(new ServiceQuery());
    const [first] = Results;

    const one = await world.customer.get(new ServiceQuery({ Id: first?.Id }));
    const foreign = await world.customer.get(new ServiceQuery({ Id: world.serviceId(companyB) }));
    const anonymous = await refusal(world.anonymous, (client) => client.get(new ServiceQuery()));

    expect(Results).toMatchObject([
      { Name: 'Personal training', Duration: 60 },
      { Name: 'Yoga class', Duration: 45 },
    ]);
    expect(first?.ResourceTypeIds).toHaveLength(2);
    expect(one.Results).toEqual([first]);
    expect(foreign.Results).toEqual([]);
    expect(anonymous.status).toBe(401);
  });

  it('names types by which resources can be booked', async () => {
    const { Results } = await world.admin.get(new ServiceQuery());
    const [training, yoga] = Results;
    const [trainers = 0, rooms = 0] = training?.ResourceTypeIds ?? [];
    const { Id } = await world.aResource();
    await world.query('update resource set resource_type_id = $2 where id = $1', [Id, trainers]);
    const book = (ResourceTypeId: number, ServiceId = training?.Id) =>
      world.aBooking(Id, '2030-04-01T09:00:00Z', '2030-04-01T10:00:00Z', {
        ServiceId,
        Resources: [new ResourceToBook({ ResourceId: Id, ResourceTypeId })],
      });

    const wrong = await refusal(world.admin, () => book(rooms));
    const notNeeded = await refusal(world.admin, () => book(trainers, yoga?.Id));
    const booking = await book(trainers);

    expect([wrong.fields, notNeeded.fields]).toEqual(Array(2).fill(['Resources[0].ResourceTypeId Predicate']));
    expect(booking.BookedResourceTypes).toMatchObject([{ Id: trainers, Name: 'Trainers', Resources: [{ Id }] }]);
  });
});

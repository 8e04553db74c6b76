import type { DataSource, EntityManager } from 'typeorm';
import { asBookingList, type BookingList } from '../../../dtos/booking/common';
import {
  CreateResource,
  DeleteResource,
  ResourceQuery,
  type ResourceQueryResponse,
  UpdateResource,
} from '../../../dtos/booking/resources';
import { inTransaction, toQueryResponse, UserRepository } from '../../data';
import { type Clock, Handles, HttpError } from '../../engine';
import { BookingService } from '../booking-service';
import { requireCompany } from './require-company';
import type { ResourceEntity } from './resource-entity';
import { ResourceRepository, type ResourceValues, resourceList } from './resource-repository';
import { toResource, toResourceValues } from './resource-values';

/** Lists and keeps a company's resources. */
export class ResourceServices extends BookingService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {
    super();
  }

  @Handles(ResourceQuery, 'GET')
  async list(request: ResourceQuery): Promise<BookingList<ResourceQueryResponse>> {
    // Whoever is no staff is shown what can be booked.
    const filter = { bookableOnly: !this.isReader };
    const page = await this.resources.list(this.companyId, filter, resourceList(request, this.context));
    if (request.Id !== undefined && page.items.length === 0) throw notFound(request.Id);
    const { userId } = this.session;
    const viewOf = (resource: ResourceEntity) =>
      this.isReader || (userId !== undefined && resource.userId === userId) ? 'staff' : 'public';
    return asBookingList(toQueryResponse(page, (resource) => toResource(resource, viewOf(resource))));
  }

  @Handles(CreateResource)
  async post(request: CreateResource): Promise<ResourceQueryResponse> {
    const { companyId } = this;
    await requireCompany(this.dataSource.manager, companyId);
    const values = toResourceValues(request);
    await this.checkUser(companyId, values);
    return toResource(await this.resources.add(companyId, values, this.clock.now()), 'staff');
  }

  @Handles(UpdateResource)
  async put(request: UpdateResource): Promise<ResourceQueryResponse> {
    const { companyId } = this;
    const values = toResourceValues(request);
    await this.checkUser(companyId, values);
    return inTransaction(this.dataSource, async (tx) => {
      const resources = await this.held(tx, companyId, request.Id);
      await resources.update(companyId, request.Id, values, this.clock.now());
      return this.answer(resources, companyId, request.Id);
    });
  }

  @Handles(DeleteResource)
  async delete(request: DeleteResource): Promise<ResourceQueryResponse> {
    const { companyId } = this;
    return inTransaction(this.dataSource, async (tx) => {
      const resources = await this.held(tx, companyId, request.Id);
      if (await resources.hasBookings(companyId, request.Id)) {
        await resources.update(companyId, request.Id, { active: false }, this.clock.now());
        return this.answer(resources, companyId, request.Id);
      }
      const removed = await this.answer(resources, companyId, request.Id);
      await resources.remove(companyId, request.Id);
      return removed;
    });
  }

  private get resources(): ResourceRepository {
    return new ResourceRepository(this.dataSource.manager);
  }

  /** The repository of a transaction that holds the resource's row, so that no booking of it is made meanwhile. */
  private async held(tx: EntityManager, companyId: string, id: number): Promise<ResourceRepository> {
    const resources = new ResourceRepository(tx);
    const locked = await resources.lock(companyId, [id]);
    if (locked.length === 0) throw notFound(id);
    return resources;
  }

  private async answer(resources: ResourceRepository, companyId: string, id: number): Promise<ResourceQueryResponse> {
    const resource = await resources.find(companyId, id);
    if (!resource) throw notFound(id);
    return toResource(resource, 'staff');
  }

  private async checkUser(companyId: string, { userId }: ResourceValues): Promise<void> {
    if (!userId) return;
    const user = await new UserRepository(this.dataSource.manager).find(userId);
    if (user?.companyId === companyId) return;
    throw HttpError.field(404, 'NotFound', 'UserId', `The company has no user ${userId}.`);
  }
}

function notFound(id: number): HttpError {
  return HttpError.notFound(`The company has no resource ${id}.`);
}

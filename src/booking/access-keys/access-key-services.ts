import { AccessKeyTypeQuery, AccessKeyTypeResponse } from '../../../dtos/booking/access-keys';
import { asBookingList, type BookingList } from '../../../dtos/booking/common';
import { listPage, toQueryResponse } from '../../data';
import { Handles } from '../../engine';
import { BookingService } from '../booking-service';
import type { AccessKeyTypeEntity } from './access-key-entity';
import type { AccessKeyRepository } from './access-key-repository';

const columns = { Id: 'type.id', KeyType: 'type.keyType' };

/** Tells which kinds of access keys there are. Keys themselves are changed with their customer. */
export class AccessKeyServices extends BookingService {
  constructor(private readonly accessKeys: AccessKeyRepository) {
    super();
  }

  @Handles(AccessKeyTypeQuery)
  async get(request: AccessKeyTypeQuery): Promise<BookingList<AccessKeyTypeResponse>> {
    const page = await listPage(this.accessKeys.types(), request, { columns, key: 'type.id' });
    return asBookingList(toQueryResponse(page, toAccessKeyType));
  }
}

function toAccessKeyType(type: AccessKeyTypeEntity): AccessKeyTypeResponse {
  return new AccessKeyTypeResponse({ Id: type.id, KeyType: type.keyType, Description: type.description });
}

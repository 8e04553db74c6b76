import { asBookingList, type BookingList } from '../../../dtos/booking/common';
import {
  CreateCustomerComment,
  CustomerCommentQuery,
  type CustomerCommentsResponse,
  DeleteCustomerComment,
} from '../../../dtos/booking/customers';
import { entityList, toQueryResponse } from '../../data';
import { type Clock, Handles, HttpError } from '../../engine';
import { BookingService } from '../booking-service';
import type { CustomerCommentRepository } from './customer-comment-repository';
import type { CustomerRepository } from './customer-repository';
import { toComment } from './to-customer';

const columns = {
  Id: 'comment.id',
  Comments: 'comment.comments',
  Created: 'comment.createdAt',
  Updated: 'comment.updatedAt',
};
const commentList = entityList(CustomerCommentQuery, { columns, defaultOrder: '-Id', key: 'Id' });

/** Notes about customers, for the company's staff only. */
export class CustomerCommentServices extends BookingService {
  constructor(
    private readonly comments: CustomerCommentRepository,
    private readonly customers: CustomerRepository,
    private readonly clock: Clock,
  ) {
    super();
  }

  @Handles(CreateCustomerComment)
  async post(request: CreateCustomerComment): Promise<CustomerCommentsResponse> {
    const comment = { comments: request.Comments, imageUrl: request.ImageUrl || undefined };
    return toComment(await this.comments.add(this.companyId, request.CustomerId, comment, this.clock.now()));
  }

  @Handles(CustomerCommentQuery)
  async get(request: CustomerCommentQuery): Promise<BookingList<CustomerCommentsResponse>> {
    const { companyId } = this;
    if (!(await this.customers.find(companyId, request.CustomerId))) {
      throw HttpError.notFound(`The company has no customer ${request.CustomerId}.`);
    }
    const query = this.comments.ofCustomer(companyId, request.CustomerId);
    return asBookingList(toQueryResponse(await commentList(request, this.context)(query), toComment));
  }

  @Handles(DeleteCustomerComment)
  async delete(request: DeleteCustomerComment): Promise<CustomerCommentsResponse> {
    const removed = await this.comments.remove(this.companyId, request.CustomerId, request.Id);
    if (!removed) throw HttpError.notFound(`The customer has no comment ${request.Id}.`);
    return toComment(removed);
  }
}

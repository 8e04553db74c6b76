import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { HttpError } from '../../engine';
import { violatedConstraint } from '../database-errors';
import { CustomerCommentEntity } from './customer-comment-entity';

export interface NewComment {
  readonly comments: string;
  readonly imageUrl?: string;
}

/** Notes of a company's staff about its customers. */
export class CustomerCommentRepository {
  constructor(private readonly db: EntityManager) {}

  /** For lists: alias `comment`. */
  ofCustomer(companyId: string, customerId: string): SelectQueryBuilder<CustomerCommentEntity> {
    return this.db
      .createQueryBuilder(CustomerCommentEntity, 'comment')
      .where('comment.companyId = :companyId and comment.customerId = :customerId', { companyId, customerId });
  }

  /** Errors: NotFound when the company has no such customer. */
  async add(companyId: string, customerId: string, comment: NewComment, at: Date): Promise<CustomerCommentEntity> {
    const row = {
      companyId,
      customerId,
      comments: comment.comments,
      imageUrl: comment.imageUrl ?? null,
      createdAt: at,
      updatedAt: at,
    };
    try {
      const added = await this.db.insert(CustomerCommentEntity, row);
      return { ...row, id: (added.identifiers[0] as { id: number }).id };
    } catch (error) {
      if (violatedConstraint(error) !== 'fk_customer_comment_customer') throw error;
      throw HttpError.notFound(`The company has no customer ${customerId}.`, { cause: error });
    }
  }

  /** Answers the note that was removed; `undefined`: the customer has no such note. */
  async remove(companyId: string, customerId: string, id: number): Promise<CustomerCommentEntity | undefined> {
    const comment = await this.ofCustomer(companyId, customerId).andWhere('comment.id = :id', { id }).getOne();
    if (!comment) return undefined;
    const { affected } = await this.db.delete(CustomerCommentEntity, { companyId, customerId, id });
    return affected === 1 ? comment : undefined;
  }
}

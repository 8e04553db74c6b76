import { AccessKeyTypeEntity, UserAccessKeyEntity } from '../access-keys/access-key-entity';
import { CustomFieldDataEntity } from '../custom-fields/custom-field-data-entity';
import {
  CustomFieldEntity,
  CustomFieldValidationEntity,
  CustomFieldValueEntity,
} from '../custom-fields/custom-field-entity';
import { CreateCustomers1764000100000 } from '../migrations/1764000100000-create-customers';
import { CustomerCommentEntity } from './customer-comment-entity';
import { CustomerEntity } from './customer-entity';
import { ExternalReferenceEntity } from './external-reference-entity';
import { InvoiceAddressEntity } from './invoice-address-entity';

/** The entities of customers, custom fields and access keys. */
export const customerEntities = [
  CustomerEntity,
  InvoiceAddressEntity,
  CustomerCommentEntity,
  ExternalReferenceEntity,
  CustomFieldEntity,
  CustomFieldValueEntity,
  CustomFieldValidationEntity,
  CustomFieldDataEntity,
  AccessKeyTypeEntity,
  UserAccessKeyEntity,
];
export const customerMigrations = [CreateCustomers1764000100000];

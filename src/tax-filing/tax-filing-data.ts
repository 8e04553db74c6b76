import { FilingAccountEntity } from './accounts/account-entity';
import { FilingAccountSecretEntity } from './accounts/account-secret-entity';
import { FilingOrderEntity } from './accounts/order-entity';
import { FilingSubscriptionEntity } from './accounts/subscription-entity';
import { FilingCustomerEntity } from './customers/customer-entity';
import { CreateRegistration1764000500000 } from './migrations/1764000500000-create-registration';
import { CreateAsyncBatch1764000510000 } from './migrations/1764000510000-create-async-batch';
import { FilingProductEntity } from './products/product-entity';

export const taxFilingEntities = [
  FilingCustomerEntity,
  FilingAccountEntity,
  FilingAccountSecretEntity,
  FilingProductEntity,
  FilingSubscriptionEntity,
  FilingOrderEntity,
];
export const taxFilingMigrations = [CreateRegistration1764000500000, CreateAsyncBatch1764000510000];

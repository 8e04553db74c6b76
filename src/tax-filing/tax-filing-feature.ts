import type { DataSource } from 'typeorm';
import type { SecretBox } from '../data';
import type { Clock, Feature, HostBuilder, Jobs, Log, TypesPresentation } from '../engine';
import { AccountRepository } from './accounts/account-repository';
import { AccountServices } from './accounts/account-services';
import { OrderRepository } from './accounts/order-repository';
import { AsyncBatchServices } from './async-batches/async-batch-services';
import { AsyncBatches } from './async-batches/async-batches';
import { registrarsOf } from './async-batches/registrars';
import { Registration } from './batches/registration';
import { RegistrationServices } from './batches/registration-services';
import { CustomerRepository } from './customers/customer-repository';
import { CustomerServices } from './customers/customer-services';
import { ProductRepository } from './products/product-repository';
import { ProductServices } from './products/product-services';

export interface TaxFilingOptions {
  readonly dataSource: DataSource;
  readonly clock: Clock;
  /** Do the batches that are worked on in the background. */
  readonly jobs: Jobs;
  /** Seal the items of such a batch while they wait. */
  readonly secrets: SecretBox;
  readonly log: Log;
}

/** The registration family: customers with user accounts, products, subscriptions and orders (domain 4). */
export class TaxFilingFeature implements Feature {
  readonly name = 'tax-filing';
  /** No super role: role Admin and every permission of an operation are needed (decisions D22). */
  readonly presentation: TypesPresentation = {
    serviceName: 'Tax Filing Service',
    textCase: 'camelCase',
    nativeTypes: { profile: 'classic', dartImports: ['dart:typed_data'] },
  };

  constructor(private readonly options: TaxFilingOptions) {}

  register(host: HostBuilder): void {
    const { dataSource, clock } = this.options;
    const registration = new Registration(dataSource, clock);
    const asyncBatches = new AsyncBatches({ ...this.options, registrars: registrarsOf(registration) });
    const customers = new CustomerRepository(dataSource.manager);
    const accounts = new AccountRepository(dataSource.manager);
    const products = new ProductRepository(dataSource.manager);
    const orders = new OrderRepository(dataSource.manager);

    host.service(RegistrationServices, () => new RegistrationServices(registration, asyncBatches));
    host.service(AsyncBatchServices, () => new AsyncBatchServices(asyncBatches));
    host.service(CustomerServices, () => new CustomerServices(customers, accounts));
    host.service(AccountServices, () => new AccountServices({ accounts, products, orders, clock }));
    host.service(ProductServices, () => new ProductServices(products, orders));
  }
}

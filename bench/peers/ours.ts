import { AppHost, Handles, Service } from '../../src/engine';
import { dtoClass } from '../contract/dto-classes';
import { work } from '../contract/work';

class EchoServices extends Service {
  @Handles(dtoClass('Echo'))
  post(request: object): object {
    return work.Echo(request as never);
  }
}

class CustomerServices extends Service {
  @Handles(dtoClass('UpdateCustomer'))
  post(request: object): object {
    return work.UpdateCustomer(request as never);
  }
}

class RegistrationServices extends Service {
  @Handles(dtoClass('BatchRegisterCustomers'))
  post(request: object): object {
    return work.BatchRegisterCustomers(request as never);
  }
}

/** A host as a project would write it, with the default limits, rules and headers. */
export const benchHost = (): AppHost =>
  new AppHost({ name: 'bench', services: [EchoServices, CustomerServices, RegistrationServices] });

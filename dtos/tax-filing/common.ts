import { dtoModule, Prop, registerInterface } from '../annotations';
import { ResponseStatus } from '../common';

/** CLR namespace of the registration family; no published page states one, C# and VB.NET code print it. */
export const registrationNamespace = 'PwC.TaxFiling.ServiceModel';
/** `@RegistrationDto()`: a DTO of the registration family, declared with nullable reference types on. */
export const RegistrationDto = dtoModule(registrationNamespace, { nullable: true });

/** Most items of a batch, and most accounts of one customer that is registered by itself. */
export const maxBatchItems = 1_000;
/** Most accounts that the customers of one batch may hold together: what is echoed must fit into memory too. */
export const maxBatchAccounts = 10_000;
/** Body budget of the batch operations (decisions D6). */
export const maxBatchBytes = 16 * 1024 * 1024;

/** Something with a name. */
export interface IHasName {
  name?: string;
}
registerInterface({ name: 'IHasName', ns: registrationNamespace, props: [{ name: 'name', type: 'string' }] });

/** Something with a user name. */
export interface IHasUserName {
  userName?: string;
}
registerInterface({ name: 'IHasUserName', ns: registrationNamespace, props: [{ name: 'userName', type: 'string' }] });

/** What every answer of the family carries. */
@RegistrationDto({ abstract: true })
export abstract class ServiceResponseBase {
  @Prop('ResponseStatus') responseStatus?: ResponseStatus;

  constructor(init?: Partial<ServiceResponseBase>) {
    Object.assign(this, init);
  }
}

/** The text that `index` carries in every answer; the misspelling is the contract's. */
export const responseIndexText =
  'The index position of the reponse in a collection, if it were returned together with other responses.';

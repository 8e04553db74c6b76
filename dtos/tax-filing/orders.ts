import { Prop } from '../annotations';
import { RegistrationDto } from './common';
import { HttpStatusCode } from './http-status-code';

/** One use of a product by an account: what was asked of which service, and what came back. */
@RegistrationDto()
export class Order {
  @Prop('int') id!: number;
  @Prop('int') productId!: number;
  @Prop('int') accountId!: number;
  @Prop('string') name!: string;
  @Prop('string') serviceName!: string;
  @Prop('DateTime') requestTimestamp!: string;
  @Prop('DateTime') responseTimestamp!: string;
  @Prop('string') requestUri!: string;
  @Prop('string') requestHttpMethod!: string;
  @Prop('TimeSpan') requestDuration!: string;
  /** The name, as it is written on the wire; the numbers are for metadata. */
  @Prop('HttpStatusCode') responseStatusCode!: keyof typeof HttpStatusCode;
  @Prop('string', { name: 'ClientIPAddress' }) clientIPAddress!: string;
  @Prop('string') unitOfMeasurement!: string;
  @Prop('string') processType!: string;
  @Prop('string') dataType!: string;
  @Prop('string') dataName!: string;
  @Prop('DateTime') creationDate!: string;
  @Prop('DateTime') expiryDate!: string;
  @Prop('bool') isTest!: boolean;

  constructor(init?: Partial<Order>) {
    Object.assign(this, init);
  }
}

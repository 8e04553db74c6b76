import { Dto, MaxLength, Prop, Returns } from '../dtos';

@Dto()
export class EchoResponse {
  @Prop('string') text?: string;
}

/** The smallest message: what comes in goes out. */
@Returns('EchoResponse')
@Dto()
export class Echo {
  @Prop('string') @MaxLength(1000) text?: string;

  createResponse(): EchoResponse {
    return new EchoResponse();
  }
}

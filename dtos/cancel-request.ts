import { Dto, Prop, Returns, Route } from './annotations';
import type { IReturn, ResponseStatus } from './common';

const ns = 'ServiceStack';

/** What the cancelled request has been called, and how long it had been running. */
@Dto({ ns, builtIn: true })
export class CancelRequestResponse {
  @Prop('string') tag?: string;
  @Prop('TimeSpan') elapsed!: string;
  @Prop('ResponseStatus') responseStatus?: ResponseStatus;

  constructor(init?: Partial<CancelRequestResponse>) {
    Object.assign(this, init);
  }
}

/** Cancels a running request of the same caller, by the tag that it was sent with as `X-Tag`. */
@Route('/current-requests/{tag}/cancel', 'POST')
@Returns('CancelRequestResponse')
@Dto({ ns, builtIn: true, implements: ['IPost'] })
export class CancelRequest implements IReturn<CancelRequestResponse> {
  @Prop('string') tag?: string;

  constructor(init?: Partial<CancelRequest>) {
    Object.assign(this, init);
  }
  getTypeName(): string {
    return 'CancelRequest';
  }
  getMethod(): string {
    return 'POST';
  }
  createResponse(): CancelRequestResponse {
    return new CancelRequestResponse();
  }
}

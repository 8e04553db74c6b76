import { Dto, ExcludeMetadata, IsNotEmpty, Prop, Returns, Route, Tag } from './annotations';
import type { IReturn, ResponseStatus } from './common';

const ns = 'ServiceStack';

/** Who is connected to the event stream: one map of texts for each connection. */
@Tag('events')
@Route('/event-subscribers', 'GET')
@Returns('List<Dictionary<string,string>>')
@ExcludeMetadata()
@Dto({ ns, builtIn: true })
export class GetEventSubscribers implements IReturn<Record<string, string>[]> {
  /** Those in any of these channels. Default: those in any channel that the caller may join. */
  @Prop('string[]') channels?: string[];

  constructor(init?: Partial<GetEventSubscribers>) {
    Object.assign(this, init);
  }
  getTypeName(): string {
    return 'GetEventSubscribers';
  }
  getMethod(): string {
    return 'GET';
  }
  createResponse(): Record<string, string>[] {
    return [] as Record<string, string>[];
  }
}

@Dto({ ns, builtIn: true })
export class UpdateEventSubscriberResponse {
  @Prop('ResponseStatus') responseStatus?: ResponseStatus;

  constructor(init?: Partial<UpdateEventSubscriberResponse>) {
    Object.assign(this, init);
  }
}

/** Changes the channels of a connection to the event stream. */
@Tag('events')
@Route('/event-subscribers/{Id}', 'POST')
@Returns('UpdateEventSubscriberResponse')
@ExcludeMetadata()
@Dto({ ns, builtIn: true, implements: ['IPost'] })
export class UpdateEventSubscriber implements IReturn<UpdateEventSubscriberResponse> {
  /** As `cmd.onConnect` told it. */
  @Prop('string') @IsNotEmpty() id!: string;
  @Prop('string[]') subscribeChannels?: string[];
  @Prop('string[]') unsubscribeChannels?: string[];

  constructor(init?: Partial<UpdateEventSubscriber>) {
    Object.assign(this, init);
  }
  getTypeName(): string {
    return 'UpdateEventSubscriber';
  }
  getMethod(): string {
    return 'POST';
  }
  createResponse(): UpdateEventSubscriberResponse {
    return new UpdateEventSubscriberResponse();
  }
}

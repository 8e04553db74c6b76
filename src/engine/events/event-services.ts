import { GetEventSubscribers, UpdateEventSubscriber, UpdateEventSubscriberResponse } from '../../../dtos/server-events';
import { Handles, Service } from '../core/service';
import { channelRefused, checkChannelNames } from './admission';
import { callerOf } from './event-handlers';
import type { EventHub } from './event-hub';
import { subscribersOf } from './outcome-errors';

/** Who is connected, and which channels a connection is in. */
export class EventSubscriberServices extends Service {
  constructor(private readonly hub: EventHub) {
    super();
  }

  /** Errors: 400 for names that are none, 403 for channels that the caller may not join. */
  @Handles(GetEventSubscribers)
  get({ channels = [] }: GetEventSubscribers): Promise<Record<string, string>[]> {
    checkChannelNames(channels, 'channels');
    const refused = channels.find((channel) => !this.hub.mayJoin(this.session, channel));
    if (refused !== undefined) throw channelRefused(refused);
    return this.hub.list(this.session, channels);
  }

  /** Errors: 404 for an unknown subscription, 403 for another caller's and for channels that it may not join. */
  @Handles(UpdateEventSubscriber)
  async post(request: UpdateEventSubscriber): Promise<UpdateEventSubscriberResponse> {
    const { id, subscribeChannels: join = [], unsubscribeChannels: leave = [] } = request;
    checkChannelNames(join, 'subscribeChannels');
    const outcome = await this.hub.perform({ name: 'update', id, caller: callerOf(this.context), join, leave });
    subscribersOf(outcome, this.hub.settings.maxChannels);
    return new UpdateEventSubscriberResponse();
  }
}

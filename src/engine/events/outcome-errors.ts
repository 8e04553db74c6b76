import { HttpError } from '../core/http-error';
import { channelRefused, tooManyChannels } from './admission';
import type { Outcome } from './hub-message';

type Subscribers = Extract<Outcome, { kind: 'done' }>['subscribers'];

/** What a command came to. Errors: HttpError 404, 403, 400, 503, without the id, which speaks for the subscription. */
export function subscribersOf(outcome: Outcome, maxChannels: number): Subscribers {
  switch (outcome.kind) {
    case 'done':
      return outcome.subscribers;
    case 'unknown':
      throw HttpError.notFound('There is no event subscription with this id; connect again.');
    case 'foreign':
      throw HttpError.forbidden('The event subscription belongs to another caller.');
    case 'refused':
      throw channelRefused(outcome.channel);
    case 'tooMany':
      throw tooManyChannels('subscribeChannels', maxChannels);
    case 'silent':
      throw HttpError.serviceUnavailable('The process that holds the event subscription does not answer.');
  }
}

import type { Target } from './subscriptions';

/** Who speaks for a subscription: compared with whoever connected. */
export interface Caller {
  /** Absent: anonymous, as a browser's heartbeat is where sign-in is by bearer token. */
  readonly userId?: string;
  /** As `addressKey` gives it. */
  readonly address: string;
}

/** What a request wants of a subscription, or of all of them; the process that holds it answers. */
export type Command =
  | { readonly name: 'heartbeat' | 'unregister'; readonly id: string; readonly caller: Caller }
  | {
      readonly name: 'update';
      readonly id: string;
      readonly caller: Caller;
      readonly join: readonly string[];
      readonly leave: readonly string[];
    }
  /** Those of one company, or of none; `channels` empty: whatever they have joined. */
  | { readonly name: 'list'; readonly tenant: string; readonly channels: readonly string[] };

export type Outcome =
  | { readonly kind: 'done'; readonly subscribers: readonly Readonly<Record<string, string>>[] }
  /** No such subscription. */
  | { readonly kind: 'unknown' }
  /** It is another caller's. */
  | { readonly kind: 'foreign' }
  | { readonly kind: 'refused'; readonly channel: string }
  | { readonly kind: 'tooMany' }
  /** The process that holds it does not answer. */
  | { readonly kind: 'silent' };

/** What the hubs of one host tell each other. `from` and `to` are hubs' ids. */
export type HubMessage =
  | { readonly kind: 'event'; readonly target: Target; readonly text: string }
  | { readonly kind: 'here' | 'gone'; readonly from: string }
  | {
      readonly kind: 'command';
      readonly from: string;
      readonly to: string;
      readonly call: string;
      readonly command: Command;
    }
  | { readonly kind: 'outcome'; readonly to: string; readonly call: string; readonly outcome: Outcome };

const kinds: ReadonlySet<string> = new Set<HubMessage['kind']>(['event', 'here', 'gone', 'command', 'outcome']);

/** `undefined` for what a newer version says and this one does not know. Errors: SyntaxError for what is no JSON. */
export function readHubMessage(text: string): HubMessage | undefined {
  const message = JSON.parse(text) as HubMessage;
  return kinds.has(message.kind) ? message : undefined;
}

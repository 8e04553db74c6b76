import type { MessageKind } from './outgoing-message';

/** Enough of an address or a number to recognise one's own in a log, too little to write to it: `a***@***.se`, `***67`. */
export function maskRecipient(kind: MessageKind, recipient: string): string {
  if (kind === 'sms') return `***${recipient.length > 4 ? recipient.slice(-2) : ''}`;
  const at = recipient.lastIndexOf('@');
  if (at < 1) return '***';
  const dot = recipient.lastIndexOf('.');
  const [first] = recipient;
  return `${first}***@***${dot > at ? recipient.slice(dot) : ''}`;
}

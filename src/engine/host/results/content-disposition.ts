import { bareFileName } from './file-name';

export interface Attachment {
  readonly fileName: string;
  /** Bytes, where known. */
  readonly size?: number;
  readonly modifiedAt?: Date;
}

/** `attachment; filename="x.pdf"; size=9; modification-date=Thu 25 Nov 2026 12:00:00 GMT` (http-contract 7.5). */
export function contentDisposition({ fileName, size, modifiedAt }: Attachment): string {
  const name = bareFileName(fileName) || 'download';
  const ascii = name.normalize('NFC').replace(/[^\x20-\x7e]/g, '_');
  // A name with percent-escapes is written both ways too: some browsers decode them in the plain form.
  const needsBoth = ascii !== name || /%[0-9a-f]{2}/i.test(name);
  return [
    'attachment',
    `filename="${ascii.replace(/["\\]/g, '\\$&')}"`,
    ...(needsBoth ? [`filename*=UTF-8''${extended(name)}`] : []),
    ...(size === undefined ? [] : [`size=${size}`]),
    ...(modifiedAt === undefined ? [] : [`modification-date=${modifiedAt.toUTCString().replace(',', '')}`]),
  ].join('; ');
}

/** RFC 8187's ext-value: encodeURIComponent leaves four characters that are not allowed in it. */
function extended(name: string): string {
  return encodeURIComponent(name).replace(/['()*]/g, (found) => `%${found.charCodeAt(0).toString(16).toUpperCase()}`);
}

import { relative } from 'node:path';

const ownFiles = /[\\/](dtos[\\/]annotations(-records)?|engine[\\/]core[\\/]service)\.[jt]s/;

/** Where an annotation was written: `dtos/hello.ts:12`, relative to the working folder. For error messages only. */
export function sourceLocation(declaredAt: Error): string {
  const frames = (declaredAt.stack ?? '').split('\n').slice(1);
  const frame = frames.find((line) => !ownFiles.test(line) && !/\((?:<anonymous>|node:)|at node:/.test(line));
  const match = frame?.match(/\(?((?:file:\/\/)?[^()\s]+?):(\d+):\d+\)?$/);
  if (!match?.[1]) return 'an unknown file';
  const path = relative(process.cwd(), match[1].replace(/^file:\/\//, '')).replaceAll('\\', '/');
  return `${path}:${match[2]}`;
}

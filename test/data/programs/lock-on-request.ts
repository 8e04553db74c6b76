import { type DirectoryLock, lockDirectory } from '../../../src/data/embedded/directory-lock';

let held: DirectoryLock | undefined;

/** Takes the lock of each directory that it is told of, or releases what it holds, and says how that went. */
async function act(request: { lock?: string }): Promise<{ isHeld: boolean; error?: string }> {
  held?.release();
  held = undefined;
  if (request.lock === undefined) return { isHeld: false };
  try {
    held = await lockDirectory(request.lock, () => undefined);
    return { isHeld: true };
  } catch (error) {
    return { isHeld: false, error: (error as Error).message };
  }
}

process.on('message', (request: { lock?: string }) => act(request).then((report) => process.send?.(report)));
process.send?.({ isHeld: false });

import { lockDirectory } from '../../../src/data/embedded/directory-lock';

/** Takes the lock of the directory in its first argument, says how that went, and stays. */
lockDirectory(process.argv[2], () => undefined).then(
  () => process.send?.({ isHeld: true }),
  (error: Error) => process.send?.({ isHeld: false, error: error.message }),
);
setInterval(() => undefined, 1_000);

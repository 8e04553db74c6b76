/** Milliseconds of CPU that this process has used: unlike the clock's, they don't grow when the machine is busy. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

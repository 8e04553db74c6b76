import fc from 'fast-check';
import { parseInstant, readDateTime, toIsoText } from '../../../src/engine/binding/date-text';

/** The same without the short cut for text that is canonical already. */
function readWithCalendar(text: string): string | undefined {
  const instant = parseInstant(text);
  return instant === undefined ? undefined : toIsoText(instant);
}

const two = (max: number) => fc.integer({ min: 0, max }).map((value) => String(value).padStart(2, '0'));
/** Near the canonical form, on both sides of each of its limits. */
const dateText = fc
  .tuple(
    fc.integer({ min: 0, max: 9999 }),
    two(13),
    two(32),
    two(25),
    two(61),
    two(61),
    fc.constantFrom('Z', '', '.5Z', '+01:00', 'z'),
  )
  .map(([year, month, day, hour, minute, second, zone]) => {
    return `${String(year).padStart(4, '0')}-${month}-${day}T${hour}:${minute}:${second}${zone}`;
  });

it('reads date text that is canonical already as the calendar would', () => {
  let canonical = 0;
  fc.assert(
    fc.property(dateText, (text) => {
      const read = readDateTime(text);
      if (read === text) canonical++;
      expect(read).toBe(readWithCalendar(text));
    }),
    { numRuns: 20_000, seed: 20261125 },
  );
  expect(canonical).toBeGreaterThan(1_000);
});

import { isSameBirthDate } from '../../dtos/tax-filing/birth-date';

describe('agreement of birthDate and birthDateRaw', () => {
  it.each([
    ['an ISO date', '1990-05-01T00:00:00Z', '1990-05-01'],
    ['an ISO date-time', '1990-05-01T00:00:00Z', '1990-05-01T00:00:00'],
    ['digits only', '1990-05-01T00:00:00Z', '19900501'],
    ['slashes, year first', '1990-05-01T00:00:00Z', '1990/05/01'],
    ['dots, day first', '1990-05-01T00:00:00Z', '1.5.1990'],
    ['slashes, month first', '1990-05-13T00:00:00Z', '05/13/1990'],
    ['a time of day', '1990-05-01T13:30:00Z', '1990-05-01'],
    ['the same instant with an offset', '1990-04-30T22:00:00Z', '1990-05-01T00:00:00+02:00'],
    ['the day whose local midnight it is, east', '1990-04-30T22:00:00Z', '1990-05-01'],
    ['the day whose local midnight it is, west', '1990-05-01T05:00:00Z', '1990-05-01'],
    ['a leap day', '2000-02-29T00:00:00Z', '29.02.2000'],
    ['no text', '1990-05-01T00:00:00Z', undefined],
    ['no date', undefined, 'the first of May'],
  ])('holds for %s', (_case, birthDate, raw) => {
    expect(isSameBirthDate(birthDate, raw)).toBe(true);
  });

  it.each([
    ['the day before', '1990-05-01T00:00:00Z', '1990-04-30'],
    ['the day after', '1990-05-01T00:00:00Z', '1990-05-02'],
    ['another year', '1990-05-01T00:00:00Z', '1991-05-01'],
    ['a day that does not exist', '1990-03-02T00:00:00Z', '1990-02-30'],
    ['mixed separators', '1990-05-01T00:00:00Z', '1990-05/01'],
    ['text that is no date', '1990-05-01T00:00:00Z', 'the first of May'],
    ['blank text', '1990-05-01T00:00:00Z', ''],
  ])('fails for %s', (_case, birthDate, raw) => {
    expect(isSameBirthDate(birthDate, raw)).toBe(false);
  });
});

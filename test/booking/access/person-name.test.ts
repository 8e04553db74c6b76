import { splitName } from '../../../src/booking/access/user-sync/person-name';

describe('the name of a VAKA person', () => {
  it.each([
    ['Öberg Åsa', { lastname: 'Öberg', firstname: 'Åsa' }],
    ['Öberg, Åsa', { lastname: 'Öberg', firstname: 'Åsa' }],
    ['von Öberg, Åsa Maria', { lastname: 'von Öberg', firstname: 'Åsa Maria' }],
    ['Öberg Åsa Maria', { lastname: 'Öberg', firstname: 'Åsa Maria' }],
    ['Öberg, Åsa, jr', { lastname: 'Öberg', firstname: 'Åsa, jr' }],
    ['  Öberg \t Åsa\r\n', { lastname: 'Öberg', firstname: 'Åsa' }],
    ['Öberg', { lastname: 'Öberg', firstname: '' }],
    ['Öberg,', { lastname: 'Öberg', firstname: '' }],
    [', Åsa', { lastname: '', firstname: 'Åsa' }],
    ['=HYPERLINK("x") Åsa', { lastname: '=HYPERLINK("x")', firstname: 'Åsa' }],
    ['', undefined],
    [' , ', undefined],
  ])('%j is split, last name first', (name, expected) => {
    expect(splitName({ name })).toEqual(expected);
  });

  it('is taken as the transport knows it apart', () => {
    expect(splitName({ name: 'whatever', firstname: 'Åsa ', lastname: 'von Öberg' })).toEqual({
      firstname: 'Åsa',
      lastname: 'von Öberg',
    });
  });
});

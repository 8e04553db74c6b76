import { readTypesQuery } from '../../../src/engine/native-types/types-query';

describe('the query of /types', () => {
  it('reads names in any letter case, booleans in several forms, and ignores what it does not know', () => {
    const query = readTypesQuery('addreturnmarker=FALSE&MakePartial&AddDocAnnotations=1&makevirtual=0&Cache=false&x=y');

    expect(query.changes).toEqual({
      addReturnMarker: false,
      makePartial: true,
      addDocAnnotations: true,
      makeVirtual: false,
    });
    expect([...query.given]).toEqual(['AddReturnMarker', 'MakePartial', 'AddDocAnnotations', 'MakeVirtual']);
  });

  it('reads lists with their items trimmed, and braces as one item', () => {
    expect(readTypesQuery('AddNamespaces=A.B,%20C,&IncludeTypes=A,%20{b,c},*.D,E/*').changes).toEqual({
      addNamespaces: ['A.B', 'C'],
      includeTypes: ['A', '{b,c}', '*.D', 'E/*'],
    });
  });

  it('reads a number, a profile, and that no header is wanted', () => {
    expect(readTypesQuery('AddImplicitVersion=7&profile=classic&withoutoptions')).toMatchObject({
      changes: { addImplicitVersion: 7 },
      profile: 'classic',
      withoutOptions: true,
    });
  });

  it('an empty text, list or number sets the option to nothing', () => {
    const { changes, given } = readTypesQuery('GlobalNamespace=&IncludeTypes=&AddImplicitVersion=');

    expect(changes).toEqual({ globalNamespace: undefined, includeTypes: undefined, addImplicitVersion: undefined });
    expect(given.size).toBe(3);
  });

  // 4.0: these characters make a token malicious.
  it.each(['"', ' - ', '+', '\\', '*', '=', '!', '\n', ';', "'", '`', '{', '(', '<'])(
    'refuses %j in what becomes the name of a namespace',
    (char) => {
      expect(() => readTypesQuery(`GlobalNamespace=${encodeURIComponent(`a${char}b`)}`)).toThrow(
        expect.objectContaining({ status: 400, message: expect.stringContaining('GlobalNamespace') }),
      );
    },
  );

  it.each([
    ['AddReturnMarker=maybe', 'AddReturnMarker must be True or False'],
    ['AddImplicitVersion=-1', 'AddImplicitVersion must be a whole number'],
    ['profile=latest', 'profile must be classic or modern'],
    ['BaseUrl=javascript:alert(1)', 'BaseUrl must be an http or https address'],
    ['BaseUrl=http://a/%2A/', 'BaseUrl must be an http or https address'],
    ['AddDefaultXmlNamespace=x', 'AddDefaultXmlNamespace must be'],
    ['IncludeTypes=a%00b', 'IncludeTypes holds control characters'],
    ['DefaultImports=a"b', 'DefaultImports holds characters'],
  ])('refuses %s with 400, naming the option and not the value', (query, message) => {
    expect(() => readTypesQuery(query)).toThrow(
      expect.objectContaining({ status: 400, message: expect.stringContaining(message) }),
    );
  });

  it('lets paths of modules, bases with arguments and Python decorators pass', () => {
    expect(readTypesQuery('DefaultImports=A:@scope/lib.x&BaseClass=Base%3CT%3E&DataClass=dataclass()').changes).toEqual(
      { defaultImports: ['A:@scope/lib.x'], baseClass: 'Base<T>', dataClass: 'dataclass()' },
    );
  });
});

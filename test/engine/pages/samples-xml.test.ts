import * as dtos from './sample-dtos';
import { bodyOf, samplesFor } from './samples-support';

const instance = 'xmlns:i="http://www.w3.org/2001/XMLSchema-instance"';
const own = 'xmlns="http://schemas.datacontract.org/2004/07/Test.Samples"';
const arrays = 'http://schemas.microsoft.com/2003/10/Serialization/Arrays';

describe('samples in XML', () => {
  const everything = bodyOf(samplesFor(dtos.Everything, 'xml').request);

  it('SMP-33 have a root in the namespace of its CLR namespace, and members by name, those of the base first', () => {
    expect(bodyOf(samplesFor(dtos.Derived, 'xml').request)).toBe(
      [
        `<Derived ${instance} ${own}>`,
        '  <Apple>String</Apple>',
        '  <Zebra>String</Zebra>',
        '  <First>0</First>',
        '  <Second>0</Second>',
        '  <Shared>0</Shared>',
        '</Derived>',
      ].join('\n'),
    );
  });

  it('SMP-33 follow the numbers of data contracts', () => {
    expect(bodyOf(samplesFor(dtos.Contract, 'xml').request)).toMatch(
      /^<Card [^>]*>\n {2}<Unnumbered>String<\/Unnumbered>\n {2}<no>String<\/no>\n {2}<Last>String<\/Last>\n<\/Card>$/,
    );
  });

  it('SMP-33 name lists and generic answers after what they hold', () => {
    const leaf = 'xmlns="http://schemas.datacontract.org/2004/07/Test.Elsewhere"';

    expect(bodyOf(samplesFor(dtos.ChangeItem, 'xml').response)).toBe(
      `<ArrayOfLeaf ${instance} ${leaf}>\n  <Leaf>\n    <Text>String</Text>\n  </Leaf>\n</ArrayOfLeaf>`,
    );
    expect(bodyOf(samplesFor(dtos.GetLeaves, 'xml').response)).toBe(
      bodyOf(samplesFor(dtos.ChangeItem, 'xml').response),
    );
    expect(bodyOf(samplesFor(dtos.QueryLeaves, 'xml').response)).toMatch(
      /^<QueryResponseOfLeaf [^>]* xmlns="http:\/\/schemas.servicestack.net\/types">\n {2}<Offset>0</,
    );
  });

  it('declare the namespaces of scalars in lists and dictionaries, and of other DTOs', () => {
    expect(everything).toContain(
      `\n  <Names xmlns:d2p1="${arrays}">\n    <d2p1:string>String</d2p1:string>\n  </Names>\n`,
    );
    expect(everything).toContain(
      `<Meta xmlns:d2p1="${arrays}">\n    <d2p1:KeyValueOfstringstring>\n      <d2p1:Key>String</d2p1:Key>\n      <d2p1:Value>String</d2p1:Value>\n`,
    );
    expect(everything).toContain(
      '<Leaf xmlns:d2p1="http://schemas.datacontract.org/2004/07/Test.Elsewhere">\n    <d2p1:Text>String</d2p1:Text>\n',
    );
  });

  it('write scalars as XML has them, whatever the feature does in JSON', () => {
    const preset = bodyOf(
      samplesFor(dtos.Everything, 'xml', { preference: { ownText: ['Guid', 'DateTime'] } }).request,
    );

    expect(everything).toMatch(/<Key>00000000-0000-0000-0000-000000000000<\/Key>/);
    expect(everything).toMatch(
      /<MaybeMoment>0001-01-01T00:00:00<\/MaybeMoment>[\s\S]*<Moment>0001-01-01T00:00:00<\/Moment>/,
    );
    expect(everything).toMatch(/<Flag>false<\/Flag>[\s\S]*<Rights>Read<\/Rights>[\s\S]*<Status>Continue<\/Status>/);
    expect(preset).toBe(everything);
  });

  it('write null as nil and an empty object as an empty element', () => {
    expect(everything).toContain('\n  <Link i:nil="true" />\n  <Listed i:nil="true" />\n  <Looked i:nil="true" />\n');
    expect(everything).toContain('\n  <Anything />\n');
    expect(everything).toContain('\n      <d2p1:Value />\n');
    expect(everything).not.toContain('i:type');
  });
});

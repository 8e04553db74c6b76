import { nativeTypesOf } from '../../../../src/engine/native-types/native-types';
import * as dtos from '../dtos';
import { productOperations } from '../product';
import { published } from '../support';
import * as net from './dotnet-dtos';
import { between, everyOption, hostileLines, line, writer } from './dotnet-support';

const { page, types } = writer('vbnet');
const defaults = ['System', 'System.Collections', 'System.Collections.Generic', 'System.Runtime.Serialization'];
const library = ['ServiceStack', 'ServiceStack.DataAnnotations'];
const imports = (text: string) => [...text.matchAll(/^Imports (.*)$/gm)].map(([, name]) => name);
const classes = (text: string) =>
  [...text.matchAll(/^ *Public (?:Partial )?(?:Class|Enum|Interface) (.+)$/gm)].map(([, name]) => name);

describe('vbnet', () => {
  it('VB-01 equals the published page of CreateResourceTimeException, white space included', async () => {
    const text = nativeTypesOf({ operations: await productOperations() }).page('vbnet', 'CreateResourceTimeException', {
      profile: 'classic',
    });
    const wanted = published('004-create-resource-time-exception.vbnet.jsv.txt', 11, 313);

    expect(wanted.split('\n')[0]).toBe('Imports System');
    expect(text).toBe(`${wanted}\n`);
  });

  it('VB-01 imports six namespaces by default in classic, in modern System.IO too, then those of the types', () => {
    const own = ['Net.ServiceModel', 'Net.zeta', 'Net.Alpha'];

    expect(imports(page('classic', net.GetPeriod))).toEqual([...defaults, ...library, ...own]);
    expect(imports(types('modern', [net.GetPeriod]))).toEqual(
      expect.arrayContaining(['System', 'System.IO', 'System.Collections', ...own]),
    );
    expect(imports(types('classic', [net.GetPeriod], 'AddNamespaces=My.Own'))[6]).toBe('My.Own');
  });

  it('VB-02 sorts types by namespace, then by name, as a culture compares', () => {
    const text = types('classic', [net.GetPeriod]);
    const namespaces = [...text.matchAll(/^ {4}Namespace (.*)$/gm)].map(([, name]) => name);

    expect(namespaces).toEqual(['Net.Alpha', 'Net.ServiceModel', 'Net.zeta']);
    expect(classes(page('classic', net.GetItems))).toEqual(['GetItems', 'Item', 'itemB', 'ItemC']);
  });

  it('VB-03 creates lists and arrays in the constructor in classic, interface forms left out', () => {
    expect(between(page('classic', net.GetPeriod), 'Public Partial Class Period', 'End Class').slice(0, 13)).toEqual([
      'Public Partial Class Period',
      'Implements IHasOwner',
      'Public Sub New()',
      'Periods = New List(Of String)',
      'Days = New Integer(){}',
      'Gaps = New Nullable(Of Integer)(){}',
      'Counts = New Dictionary(Of String, Integer)',
      'Names = New HashSet(Of String)',
      'Optional = New List(Of String)',
      'End Sub',
      '',
      'Public Overridable Property OwnerId As Nullable(Of Guid)',
      'Public Overridable Property Periods As List(Of String)',
    ]);
    expect(types('classic', [net.GetPeriod], 'InitializeCollections=False')).not.toContain('Public Sub New()');
    expect(between(page('classic', dtos.QueryBooks), 'Public Partial Class QueryBase', 'End Class')).not.toContain(
      'Public Sub New()',
    );
  });

  it('VB-04 writes nullable values as Nullable(Of T) in classic, as T? in modern', () => {
    expect(line(page('classic', dtos.GetBook), 'Public Overridable Property ParentKey')).toBe(
      'Public Overridable Property ParentKey As Nullable(Of Guid)',
    );
    expect(line(page('modern', dtos.GetBook), 'Public Overridable Property ParentKey')).toBe(
      'Public Overridable Property ParentKey As Guid?',
    );
  });

  it('VB-05 brackets no To, From and Private in classic, To and Private in modern, and compares letter case', () => {
    const names = (text: string) =>
      between(text, 'Public Partial Class GetPeriod', 'End Class')
        .slice(1)
        .map((declaration) => declaration.split(' ')[3]);

    expect(names(page('classic', net.GetPeriod))).toEqual(['From', 'To', 'Private', '[Date]', '[end]', 'Direction']);
    expect(names(page('modern', net.GetPeriod))).toEqual(['From', '[To]', '[Private]', '[Date]', 'end', 'Direction']);
  });

  it('VB-05 brackets members of enums likewise', () => {
    const members = (text: string) => between(text, 'Public Enum Direction', 'End Enum');

    expect(members(page('classic', net.GetPeriod))).toEqual(['Public Enum Direction', 'From = 1', 'To = 2']);
    expect(members(page('modern', net.GetPeriod))).toEqual(['Public Enum Direction', 'From = 1', '[To] = 2']);
  });

  it('VB-06 gives members of an enum numbers only where it has its own', () => {
    const text = page('classic', dtos.GetBook);

    expect(between(text, 'Public Enum Step', 'End Enum')).toEqual(['Public Enum Step', 'First = 1', 'Second = 2']);
    expect(between(text, 'Public Enum Colour', 'End Enum')).toEqual(['Public Enum Colour', 'Red', 'Green']);
    expect(text).toContain('        <Flags>\n        Public Enum Rights\n            Read = 1\n');
    expect(between(text, 'Public Enum Wire', 'End Enum')).toEqual([
      'Public Enum Wire',
      '<EnumMember(Value:="in-progress")>',
      'InProgress',
      'Done',
    ]);
  });

  it('VB-07 has the base, the return marker and the interfaces on lines of their own, one level deeper', () => {
    expect(types('classic', [dtos.QueryBooks])).toContain(
      [
        '        Public Partial Class QueryBooks',
        '            Inherits QueryDb(Of Book)',
        '            Implements IReturn(Of QueryResponse(Of Book))',
        '            Public Overridable Property TitleContains As String',
        '        End Class',
      ].join('\n'),
    );
    expect(types('classic', [dtos.DeleteBook])).toContain(
      '            Implements IReturnVoid\n            Implements IDelete\n',
    );
    expect(types('classic', [dtos.GetBook])).toContain(
      '        Public Interface IHasLongTitle\n            Inherits IHasTitle\n            Property Subtitle As String\n',
    );
    expect(page('classic', dtos.DeleteBook)).not.toContain('IReturn');
  });

  it('VB-08 writes booleans of attributes in lower case, arguments with :=', () => {
    expect(page('classic', dtos.GetBook)).toContain(
      '<ApiMember(DataType:="integer", Description:="Which one", IsRequired:=true, ParameterType:="path")>',
    );
    expect(types('classic', [dtos.GetBook])).toContain(
      '        <Route("/books/{Id}", "GET")>\n        <Route("/book")>\n',
    );
    expect(page('modern', dtos.DescribeCard)).toContain(
      '<ApiResponse(IsDefaultResponse:=true, ResponseType:=GetType(Test.Dtos.Marker), StatusCode:=400)>',
    );
  });

  it('VB-09 sets off only members after one with attributes; a data member line counts', () => {
    expect(page('classic', dtos.DescribeCard)).toContain(
      [
        '        <DataContract(Name:="Card", Namespace:="urn:cards")>',
        '        Public Partial Class LibraryCard',
        '            <DataMember(Name:="no", Order:=2, IsRequired:=true)>',
        '            Public Overridable Property Number As Integer',
        '',
        '            <DataMember>',
        '            <StringLength(50)>',
        '            Public Overridable Property Holder As String',
        '        End Class',
      ].join('\n'),
    );
    expect(page('classic', dtos.GetBook)).toContain(
      'Property Id As Integer\n            Public Overridable Property Pages',
    );
  });

  it('VB-10 says in modern which interface’s member a property is, its initialiser after that', () => {
    const text = page('modern', net.GetPeriod);

    expect(between(text, 'Implements IHasOwner', 'End Class').slice(1, 9)).toEqual([
      'Public Overridable Property OwnerId As Guid? Implements IHasOwner.OwnerId',
      'Public Overridable Property Periods As List(Of String) Implements IHasPeriods.Periods = New List(Of String)',
      'Public Overridable Property Days As Integer() = New Integer(){}',
      'Public Overridable Property Gaps As Integer?() = New Integer?(){}',
      'Public Overridable Property Counts As Dictionary(Of String, Integer) = New Dictionary(Of String, Integer)',
      'Public Overridable Property Names As HashSet(Of String) = New HashSet(Of String)',
      'Public Overridable Property More As ICollection(Of String)',
      'Public Overridable Property [Optional] As List(Of String)',
    ]);
    expect(page('classic', net.GetPeriod)).not.toContain(' Implements IHasOwner.');
  });

  // metadata-and-types 4.1.
  it.each([
    ['Id', 'Integer'],
    ['IsSold', 'Boolean?'],
    ['Printed', 'Date'],
    ['ReadingTime', 'TimeSpan'],
    ['Price', 'Decimal'],
    ['Cover', 'Uri'],
    ['Preview', 'Byte()'],
    ['Extra', 'Object'],
    ['Tags', 'List(Of String)'],
    ['Markers', 'Marker()'],
    ['Counts', 'List(Of Dictionary(Of String, Integer))'],
    ['ByKey', 'Dictionary(Of Guid, List(Of Marker))'],
    ['Step', 'Step?'],
  ])('writes the type of %s as %s', (name, text) => {
    const found = line(
      page('modern', dtos.GetBook),
      `Public Overridable Property ${name === 'Step' ? '[Step]' : name} `,
    );

    expect(found.split(' As ')[1]).toBe(text);
  });

  it('OT-14 deletes the line breaks of a description, in its comment and in its attribute', () => {
    const text = page('classic', dtos.DescribeCard);

    expect(text).toContain("\n        '''Line oneline two */ end\n");
    expect(text).toContain('Description:="A ""quoted"" \\ textof two lines with a tab\t, a */ and "');
  });

  it('keeps texts of authors within their comments and strings', () => {
    const text = page('modern', net.Hostile);
    const { comments, attributes } = hostileLines(text, "'''");

    expect([comments.length, attributes.length]).toEqual([2, 2]);
    for (const attribute of attributes) {
      expect(attribute).toMatch(/^<ApiMember\(Description:="(?:[^"“”＂]|["“”＂]{2})*"\)>$/);
    }
    expect(text.match(/^ *End Class$/gm)).toHaveLength(classes(text).length);
  });

  it('refuses a name that is more than a name', () => {
    expect(() => page('classic', net.BadName)).toThrow('"a = 1" in the type "BadName" cannot be a name');
  });

  it('puts all types into GlobalNamespace, or into none with ExcludeNamespace', () => {
    const global = types('classic', [net.GetPeriod], 'GlobalNamespace=My.Types');
    const none = types('classic', [net.GetPeriod], 'ExcludeNamespace=True');

    expect([...global.matchAll(/^ *Namespace (.*)$/gm)].map(([, name]) => name)).toEqual(['Global', 'My.Types']);
    expect(imports(global)).toEqual([...defaults, ...library]);
    expect(none).not.toMatch(/^ *Namespace/m);
    expect(none).toContain('\n\nPublic Partial Class GetPeriod\n    Implements IReturn(Of Period)\n');
  });

  it('heeds the options that its header lists', () => {
    const options = [...everyOption, 'MakePartial=False', 'MakeVirtual=False'].join('&');
    const text = types('classic', [net.GetPeriod, dtos.DescribeCard], options);

    expect(text).toContain(
      '<Assembly: ContractNamespace("http://schemas.servicestack.net/types", ClrNamespace:="Net.zeta")>',
    );
    expect(between(text, 'Public Class DescribeCard', 'End Class').slice(0, 12)).toEqual([
      'Public Class DescribeCard',
      'Implements IReturn(Of LibraryCard)',
      'Implements IExtensibleDataObject',
      '<DataMember(Order:=0)>',
      'Public Property Version As Integer',
      '',
      'Public Sub New()',
      'Version = 3',
      'End Sub',
      '',
      '<DataMember(Order:=1)>',
      'Public Property Card As LibraryCard',
    ]);
    expect(text).toContain('        <Description("Line oneline two */ end")>\n');
    expect(text).toContain(
      '        <GeneratedCode("AddServiceStackReference", "0.10")>\n        Public Class DescribeCard\n',
    );
    expect(text).toContain('            Public Property ResponseStatus As ResponseStatus\n');
    expect(text).toContain(
      'Public Property ExtensionData As ExtensionDataObject Implements IExtensibleDataObject.ExtensionData\n',
    );
    expect(text).not.toContain("'''<Summary>");
  });
});

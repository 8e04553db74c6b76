import { Dto, Returns } from '../../../dtos';
import type { Operation } from '../../../src/engine/core/operation';
import { profileOptions } from '../../../src/engine/metadata/metadata-config';
import type { TypesPreference, TypesPresentation } from '../../../src/engine/metadata/types-presentation';
import { nativeTypesOf } from '../../../src/engine/native-types/native-types';
import * as dtos from './dtos';
import { operationsOf } from './support';

@Returns('List<Marker>')
@Dto({ ns: 'Test.Dtos' })
class FindMarkers {}

const noCheck = '// @ts-nocheck';

/** An operation of a feature that has a say in generated code. */
function preferring(request: Parameters<typeof operationsOf>[0][number], nativeTypes: TypesPreference): Operation {
  const presentation: TypesPresentation = { serviceName: 'Test', textCase: 'camelCase', nativeTypes };
  const [operation] = operationsOf([request]);
  if (!operation) throw new Error('There is no operation.');
  return { ...operation, presentation };
}

describe('profiles (decisions D12)', () => {
  const classic = preferring(dtos.GetBook, { profile: 'classic', profileOverrides: { mjs: 'modern' } });
  const modern = preferring(dtos.DeleteBook, { profile: 'modern' });
  const silent = preferring(dtos.GetTitle, {});

  it('a page is in the profile of its feature, of a language that has one of its own in that', () => {
    const nativeTypes = nativeTypesOf({ operations: [classic, modern] });

    expect(nativeTypes.page('typescript', 'GetBook')).not.toContain(noCheck);
    expect(nativeTypes.page('mjs', 'GetBook')).toContain('labels = [];');
    expect(nativeTypes.page('typescript', 'DeleteBook')).toContain(noCheck);
  });

  it('what the caller asks for wins', () => {
    const nativeTypes = nativeTypesOf({ operations: [classic] });

    expect(nativeTypes.page('typescript', 'GetBook', { profile: 'modern' })).toContain(noCheck);
    expect(nativeTypes.types('typescript', 'profile=modern')).toContain(noCheck);
  });

  it('/types is in the profile that the features in it agree on, else in that of the host', () => {
    const agreeing = nativeTypesOf({ operations: [classic, silent] });
    const both = [classic, modern];

    expect(agreeing.types('typescript')).not.toContain(noCheck);
    expect(agreeing.types('mjs')).toContain('labels = [];');
    expect(nativeTypesOf({ operations: both }).types('typescript')).toContain(noCheck);
    expect(nativeTypesOf({ operations: both }, { profile: 'classic' }).types('typescript')).not.toContain(noCheck);
    expect(nativeTypesOf({ operations: both }).types('typescript', 'IncludeTypes=GetBook.*')).not.toContain(noCheck);
  });

  it('a host that says nothing is modern', () => {
    expect(nativeTypesOf({ operations: [silent] }).types('typescript')).toContain(noCheck);
  });

  it('are one table with the same rows', () => {
    expect(Object.keys(profileOptions.classic)).toEqual(Object.keys(profileOptions.modern));
  });
});

describe('the types of a page', () => {
  const names = (operations: readonly Operation[], genericResponseByName: boolean) =>
    nativeTypesOf({ operations }, { page: { genericResponseByName } })
      .pageTypes('QueryMarkers')
      .flatMap(({ name, properties }) =>
        name === 'QueryResponse`1' ? properties.map((member) => member.genericArgs) : [],
      );

  it('find a generic answer by name, of the first operation of the feature; a clean host its own (appendix B)', () => {
    const operations = operationsOf([dtos.QueryBooks, dtos.QueryMarkers]);

    expect(names(operations, true)[2]).toEqual(['Book']);
    expect(names(operations, false)[2]).toEqual(['Marker']);
  });

  it('take nothing from another feature', () => {
    const other = preferring(dtos.QueryBooks, {});

    expect(names([other, ...operationsOf([dtos.QueryMarkers])], true)[2]).toEqual(['Marker']);
  });

  it('start with the request and go depth-first, then the response; nothing of System, no interfaces (PT-01, PT-02)', () => {
    const list = nativeTypesOf({ operations: operationsOf([dtos.ImportBooks, dtos.GetBook]) });

    expect(list.pageTypes('ImportBooks').map(({ name }) => name)).toEqual([
      'ImportBooks',
      'BookBase',
      'Book',
      'Marker',
      'Colour',
      'Step',
      'Rights',
      'Wire',
      'Chapter',
      'Paragraph',
    ]);
    expect(
      list
        .pageTypes('GetBook')
        .map(({ name }) => name)
        .slice(0, 4),
    ).toEqual(['GetBook', 'GetBookResponse', 'Book', 'BookBase']);
  });

  it('PT-17 of an answer List<X> are listed where the host wants that, in tables and code (appendix B 7)', () => {
    const operations = operationsOf([FindMarkers]);
    const listed = (listsItemTypes: boolean) => nativeTypesOf({ operations }, { page: { listsItemTypes } });
    const namesOf = (types: ReturnType<typeof listed>) => types.pageTypes('FindMarkers').map(({ name }) => name);

    expect(namesOf(listed(false))).toEqual(['FindMarkers']);
    expect(namesOf(listed(true))).toEqual(['FindMarkers', 'Marker']);
    expect(listed(false).page('typescript', 'FindMarkers')).not.toContain('class Marker');
    expect(listed(true).page('typescript', 'FindMarkers')).toContain('class Marker');
  });

  it('leave out ResponseStatus and ResponseError unless they are asked for (PT-16)', () => {
    const operations = operationsOf([dtos.QueryMarkers]);
    const list = (showResponseStatus: boolean) =>
      nativeTypesOf({ operations }, { page: { showResponseStatus } })
        .pageTypes('QueryMarkers')
        .map(({ name }) => name);

    expect(list(false)).toEqual(['QueryMarkers', 'QueryDb`1', 'QueryBase', 'Marker', 'QueryResponse`1']);
    expect(list(true)).toEqual([...list(false), 'ResponseStatus', 'ResponseError']);
  });
});

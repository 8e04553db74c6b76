import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { typesConfig } from '../../../src/engine/metadata/metadata-config';
import { headerBlock } from '../../../src/engine/native-types/header';
import { fsharpHeader, pythonHeader, rubyHeader, vbHeader } from '../../../src/engine/native-types/header-styles';
import { languages } from '../../../src/engine/native-types/languages';
import { typescript } from '../../../src/engine/native-types/languages/typescript/language';
import { nativeTypesVersion } from '../../../src/engine/native-types/native-types';
import type { OptionKey } from '../../../src/engine/native-types/option-keys';
import * as dtos from './dtos';
import { nativeTypesFor, pageOf } from './support';

const date = new Date('2026-01-02T03:04:05Z');
const nativeTypes = nativeTypesFor([dtos.GetBook]);
const types = (query: string) =>
  nativeTypes.types('typescript', `profile=classic&${query}`, { baseUrl: 'https://api.example.test', date });

const input = {
  config: typesConfig('classic', { baseUrl: 'https://h', includeTypes: ['A', 'B'], makePropertiesOptional: true }),
  given: new Set<OptionKey>(['IncludeTypes']),
  date,
  version: '1.23',
};
const options = () => ['IncludeTypes', 'MakePropertiesOptional', 'GlobalNamespace'] as const;

describe('the header block', () => {
  it('stands in front of the code: date, version, tip, address, options', () => {
    expect(types('').split('\n').slice(0, 19)).toEqual([
      '/* Options:',
      'Date: 2026-01-02 03:04:05',
      `Version: ${nativeTypesVersion}`,
      'Tip: To override a DTO option, remove "//" prefix before updating',
      'BaseUrl: https://api.example.test',
      '',
      '//GlobalNamespace: ',
      '//MakePropertiesOptional: False',
      '//AddServiceStackTypes: True',
      '//AddResponseStatus: False',
      '//AddImplicitVersion: ',
      '//AddDescriptionAsComments: True',
      '//IncludeTypes: ',
      '//ExcludeTypes: ',
      '//DefaultImports: ',
      '*/',
      '',
      '',
      'export interface IReturn<T>',
    ]);
  });

  it('HD-01 the prefix is gone from exactly the options that the query sets', () => {
    const lines = types('IncludeTypes=GetBook.*,{books}&makepropertiesoptional=true').split('\n');

    expect(lines.slice(6, 15).filter((line) => !line.startsWith('//'))).toEqual([
      'MakePropertiesOptional: True',
      'IncludeTypes: GetBook.*,{books}',
    ]);
  });

  it('HD-01 the base address of the query replaces that of the request', () => {
    expect(types('BaseUrl=http://other.test:8080').split('\n')[4]).toBe('BaseUrl: http://other.test:8080');
  });

  it('HD-02 booleans are True and False', () => {
    expect(types('AddResponseStatus=1&AddServiceStackTypes=0')).toContain(
      '\nAddServiceStackTypes: False\nAddResponseStatus: True\n',
    );
  });

  it('HD-03 WithoutOptions removes it, whatever its value, and a page never has one', () => {
    expect(types('WithoutOptions=false').trimStart().startsWith('export interface IReturn<T>')).toBe(true);
    expect(pageOf('typescript', 'classic', [dtos.GetBook])).not.toContain('Options:');
  });

  it('HD-04 has the comments of the language: """ and # in Python', () => {
    expect(headerBlock({ ...typescript, header: pythonHeader, options }, input).split('\n')).toEqual([
      '""" Options:',
      'Date: 2026-01-02 03:04:05',
      'Version: 1.23',
      'Tip: To override a DTO option, remove "#" prefix before updating',
      'BaseUrl: https://h',
      '',
      'IncludeTypes: A,B',
      '#MakePropertiesOptional: True',
      '#GlobalNamespace: ',
      '"""',
      '',
      '',
    ]);
  });

  it('HD-04 (* *) in F#', () => {
    const lines = headerBlock({ ...typescript, header: fsharpHeader, options }, input).split('\n');

    expect([lines[0], lines[3], lines[7], lines[9]]).toEqual([
      '(* Options:',
      'Tip: To override a DTO option, remove "//" prefix before updating',
      '//MakePropertiesOptional: True',
      '*)',
    ]);
  });

  it("HD-04 ''' and ' in VB, without an end, types joined by a comma and a blank", () => {
    expect(headerBlock({ ...typescript, header: vbHeader, options }, input).split('\n')).toEqual([
      "' Options:",
      "'Date: 2026-01-02 03:04:05",
      "'Version: 1.23",
      `'Tip: To override a DTO option, remove "''" prefix before updating`,
      "'BaseUrl: https://h",
      "'",
      "'IncludeTypes: A, B",
      "'''MakePropertiesOptional: True",
      "'''GlobalNamespace: ",
      '',
      '',
    ]);
  });

  it('HD-04 =begin and =end in Ruby, after its magic comments', () => {
    const lines = headerBlock({ ...typescript, header: rubyHeader, options }, input).split('\n');

    expect([...lines.slice(0, 5), lines[7], lines[11], lines[13]]).toEqual([
      '# frozen_string_literal: true',
      '# encoding: utf-8',
      '',
      '# Options:',
      '=begin',
      'Tip: To override a DTO option, remove "//" prefix before updating',
      '#MakePropertiesOptional: True',
      '=end',
    ]);
  });

  it('cannot be left by what a query says', () => {
    const text = types(`IncludeTypes=${encodeURIComponent('{**//*/ x(); /*}')}`);

    expect(text.indexOf('*/')).toBe(text.indexOf('\n*/') + 1);
  });

  it('lists for each language the options that its emission knows', () => {
    for (const language of languages) {
      const keys = language.options('classic');

      expect(keys.length).toBeGreaterThan(4);
      expect([language.key, new Set(keys).size]).toEqual([language.key, keys.length]);
    }
  });

  it('tells the version of the package, as X.YZ', () => {
    const { version } = JSON.parse(readFileSync(join(__dirname, '../../../package.json'), 'utf8')) as {
      version: string;
    };
    const [major, minor, patch] = version.split('.');

    expect(nativeTypesVersion).toBe(`${major}.${minor}${patch}`);
  });
});

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TypesProfile } from '../../src/engine/metadata/metadata-config';
import { type NativeTypes, nativeTypesOf } from '../../src/engine/native-types/native-types';
import * as dtos from '../engine/native-types/dtos';
import * as jvm from '../engine/native-types/languages/jvm-dtos';
import { showing } from '../engine/native-types/languages/jvm-support';
import { productOperations } from '../engine/native-types/product';
import { nativeTypesFor } from '../engine/native-types/support';

/**
 * What the compilers of Java and Kotlin need of other libraries: the parts of the ServiceStack client and of Gson that
 * generated code refers to, as declarations of our own. Annotations take what the libraries' ones do.
 */
const annotations: Readonly<Record<string, string>> = {
  Api: 'String Description() default "";',
  ApiMember: `String Description() default ""; String DataType() default ""; String Format() default ""; String Name() default "";
    String ParameterType() default ""; String Route() default ""; String Verb() default ""; boolean AllowMultiple() default false;
    boolean ExcludeInSchema() default false; boolean IsOptional() default false; boolean IsRequired() default false;`,
  ApiResponse: `String Description() default ""; int StatusCode() default 0; boolean IsDefaultResponse() default false;
    Class<?> ResponseType() default Object.class;`,
  DataContract: 'String Name() default ""; String Namespace() default "";',
  DataMember: `String Name() default ""; int Order() default 0; boolean IsRequired() default false;
    boolean EmitDefaultValue() default true;`,
  Flags: '',
  IgnoreDataMember: '',
  Meta: 'String Name() default ""; String Value() default "";',
  References: 'Class<?> value() default Object.class; Class<?> Model() default Object.class;',
  Required: '',
  Route: 'String value() default ""; String Path() default ""; String Verbs() default "";',
  Shown: `String Label() default ""; int Weight() default 0; Class<?> Model() default Object.class;
    Class<?> Missing() default Object.class;`,
  StringLength: 'int value() default 0; int MaximumLength() default 0;',
  Validate: `String Validator() default ""; String Condition() default ""; String ErrorCode() default ""; String Message() default "";`,
  ValidateRequest: `String Validator() default ""; String Condition() default ""; String ErrorCode() default "";
    String Message() default ""; int StatusCode() default 0;`,
};
const interfaces = [
  'IReturn<T> { Object getResponseType(); }',
  ...[
    'IReturnVoid',
    'IGet',
    'IPost',
    'IPut',
    'IDelete',
    'IPatch',
    'IHasSessionId',
    'IHasBearerToken',
    'IHasVersion',
    'IMeta',
  ],
  ...['ICreateDb<T>', 'IUpdateDb<T>', 'IPatchDb<T>', 'IDeleteDb<T>', 'ISaveDb<T>'],
];
const classes = ['TimeSpan', 'Uri', 'ResponseStatus', 'ResponseError'];

function library(): Record<string, string> {
  const client = 'package net.servicestack.client;\n';
  const nameOf = (head: string) => head.replace(/\W.*$/, '');
  return {
    ...Object.fromEntries(
      Object.entries(annotations).map(([name, members]) => [
        `net/servicestack/client/${name}.java`,
        `${client}public @interface ${name} { ${members} }`,
      ]),
    ),
    ...Object.fromEntries(
      interfaces.map((head) => [
        `net/servicestack/client/${nameOf(head)}.java`,
        `${client}public interface ${head}${head.endsWith('}') ? '' : ' {}'}`,
      ]),
    ),
    ...Object.fromEntries(
      classes.map((name) => [`net/servicestack/client/${name}.java`, `${client}public class ${name} {}`]),
    ),
    'com/google/gson/annotations/SerializedName.java':
      'package com.google.gson.annotations;\nimport java.lang.annotation.*;\n' +
      '@Target({ElementType.FIELD, ElementType.METHOD}) public @interface SerializedName { String value(); }',
    'com/google/gson/reflect/TypeToken.java':
      'package com.google.gson.reflect;\n' +
      'public class TypeToken<T> { protected TypeToken() {} public java.lang.reflect.Type getType() { return null; } }',
  };
}

/** A folder of its own for one compiler's work. */
export class Workshop {
  readonly folder = mkdtempSync(join(tmpdir(), 'missive-jvm-'));

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  write(files: Readonly<Record<string, string>>, below = ''): string[] {
    return Object.entries(files).map(([path, text]) => {
      const file = join(this.folder, below, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
      return file;
    });
  }

  /** Compiles the library's declarations; gives the folder of their classes. */
  compileLibrary(): string {
    const classesFolder = join(this.folder, 'library-classes');
    const found = this.javac(this.write(library(), 'library'), classesFolder);
    if (found !== '') throw new Error(`The declarations of the client library do not compile:\n${found}`);
    return classesFolder;
  }

  /** What javac says; empty: nothing at all. */
  javac(files: readonly string[], into: string, classPath = ''): string {
    mkdirSync(into, { recursive: true });
    const [list = ''] = this.write({ 'files.txt': files.map((file) => `"${file}"`).join('\n') });
    const path = classPath === '' ? [] : ['-cp', classPath];
    // All errors rather than the first hundred; of lint only what tells that a text means something else than it says.
    return run('javac', ['-encoding', 'UTF-8', '-Xmaxerrs', '1000', '-proc:none', ...path, '-d', into, `@${list}`]);
  }
}

/** Output of a tool. Errors: Error when the tool is absent or cannot be run. */
export function run(tool: string, args: readonly string[], cwd?: string): string {
  const options = { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, cwd } as const;
  const { error, status, stdout, stderr } = spawnSync(tool, args, options);
  if (error) throw new Error(`${tool} is needed for this test and cannot be run: ${error.message}`);
  const said = `${stdout}${stderr}`.trim();
  return status === 0 || said !== '' ? said : `${tool} ended with ${status}`;
}

const testDtos = [
  ...[dtos.GetBook, dtos.ImportBooks, dtos.DeleteBook, dtos.GetCover, dtos.GetTitle, dtos.CountBooks, dtos.QueryBooks],
  ...[dtos.QueryMarkers, dtos.CreateBook, dtos.DescribeCard, dtos.PageOfBooks, dtos.GetLibrary],
  ...[jvm.UseKotlinWords, jvm.Switches, jvm.ListMarkers, jvm.ArrayOfMarkers, jvm.Upload, jvm.Lists, jvm.RetitleAll],
  ...[jvm.Hostile, jvm.Shows, jvm.TwoPages],
];

/** Texts of `/types`, by the package that each of them is in. */
export async function typesTexts(language: string, profile: TypesProfile): Promise<Record<string, string>> {
  const { product, tests } = await sources();
  const typesOf = (source: NativeTypes, packageName: string, query = '') =>
    source.types(language, `profile=${profile}&Package=${packageName}${query}`);
  // Two messages whose keyword members are stated by a data member, which classic annotates twice.
  const words = nativeTypesFor([jvm.UseWords]);
  return {
    product: typesOf(product, 'product'),
    tests: typesOf(tests, 'tests'),
    added: typesOf(tests, 'added', '&AddImplicitVersion=3&AddResponseStatus=true&InitializeCollections=true'),
    hostile: typesOf(tests, 'hostile', '&IncludeTypes=GetMarker.*,%5Cu002a%5Cu002f,x/*,*/y&ExcludeTypes=/*'),
    ...(profile === 'modern' && { words: typesOf(words, 'words') }),
  };
}

/** Texts of the pages of all operations of the product, by package. */
export async function pageTexts(
  language: string,
  profile: TypesProfile,
  packageLine: (name: string) => string,
): Promise<Record<string, string>> {
  const { product, tests } = await sources();
  const pagesOf = (source: NativeTypes, prefix: string) =>
    source.model(profile).operations.map(({ request }, index) => {
      const name = `${prefix}${index}`;
      return [name, `${packageLine(name)}\n${source.page(language, request.name, { profile })}`] as const;
    });
  return Object.fromEntries([...pagesOf(product, 'page'), ...pagesOf(tests, 'test')]);
}

/**
 * What a page's code names and the page leaves out by rule, as `/types` prints it: interfaces, arguments of arguments, enums
 * of the platform; with what these name themselves. `undefined`: nothing is left out.
 */
export async function leftOutOf(language: string, profile: TypesProfile, packageName: string, page: string) {
  const { product, tests } = await sources();
  const source = packageName.startsWith('page') ? product : tests;
  const names = source.model(profile).types.map(({ name }) => name.replace(/`.*/, ''));
  const query = `WithoutOptions=1&profile=${profile}&Package=${packageName}&IncludeTypes=`;
  const added = new Set<string>();
  let text: string | undefined;
  for (let before = -1; added.size > before; ) {
    before = added.size;
    const code = `${page}\n${text ?? ''}`.replace(/^\s*(?:\*|@(?!Ser)|\/\/).*$/gm, '');
    const words = new Set(code.match(/\w+/g));
    const declared = new Set([...code.matchAll(/\b(?:class|interface) (\w+)/g)].map((match) => match[1]));
    for (const name of names) if (words.has(name) && !declared.has(name)) added.add(name);
    if (added.size > before && added.size > 0) text = source.types(language, query + [...added].join(','));
  }
  return text;
}

const productTypes = productOperations().then((operations) => nativeTypesOf({ operations }));
const testTypes = nativeTypesFor(testDtos, showing);

async function sources(): Promise<{ product: NativeTypes; tests: NativeTypes }> {
  return { product: await productTypes, tests: testTypes };
}

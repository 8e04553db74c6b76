import type { TypesProfile } from '../../src/engine/metadata/metadata-config';
import { type NativeTypes, nativeTypesOf } from '../../src/engine/native-types/native-types';
import * as dtos from '../engine/native-types/dtos';
import { structural } from '../engine/native-types/languages/structural-dtos';
import { productOperations } from '../engine/native-types/product';
import { nativeTypesFor } from '../engine/native-types/support';

const testDtos = [
  ...[dtos.GetBook, dtos.ImportBooks, dtos.DeleteBook, dtos.GetCover, dtos.GetTitle, dtos.CountBooks, dtos.QueryBooks],
  ...[dtos.QueryMarkers, dtos.CreateBook, dtos.DescribeCard, dtos.PageOfBooks, dtos.GetPair, dtos.GetLibrary],
  ...structural,
];

/** Texts of `/types` in a language: the product, the test DTOs as they are, and with what queries can do to them. */
export async function typesTexts(language: string): Promise<Record<string, string>> {
  const { product, tests } = await sources();
  const texts: Record<string, string> = {};
  for (const profile of ['classic', 'modern'] satisfies TypesProfile[]) {
    const typesOf = (source: NativeTypes, query = '') => source.types(language, `profile=${profile}${query}`);
    texts[`${profile}_product`] = typesOf(product);
    texts[`${profile}_tests`] = typesOf(tests);
    texts[`${profile}_added`] = typesOf(
      tests,
      '&AddImplicitVersion=3&AddResponseStatus=true&MakePropertiesOptional=true&GlobalNamespace=acme',
    );
    texts[`${profile}_hostile`] = typesOf(tests, '&IncludeTypes=GetTree.*,x/*,*/y&ExcludeTypes=/*,=end,///');
  }
  return texts;
}

/** Pages of all operations, which name types that they do not declare (metadata-and-types 1.5): for parsers only. */
export async function pageTexts(language: string): Promise<Record<string, string>> {
  const pages = Object.entries(await sources()).flatMap(([prefix, source]) =>
    (['classic', 'modern'] as const).flatMap((profile) =>
      source
        .model(profile)
        .operations.map(({ request: { name } }) => [
          `${prefix}_${profile}_${name}`,
          source.page(language, name, { profile }),
        ]),
    ),
  );
  return Object.fromEntries(pages);
}

async function sources(): Promise<{ product: NativeTypes; tests: NativeTypes }> {
  return { product: nativeTypesOf({ operations: await productOperations() }), tests: nativeTypesFor(testDtos) };
}

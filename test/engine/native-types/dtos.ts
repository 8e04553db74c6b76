import {
  AllowNull,
  Api,
  ApiAllowableValues,
  ApiMember,
  ApiResponse,
  Attribute,
  AutoIncrement,
  DataContract,
  DataMember,
  Description,
  Dto,
  dtoModule,
  ExcludeMetadata,
  IgnoreDataMember,
  IsNotEmpty,
  Notes,
  Prop,
  References,
  Required,
  RequiredPermission,
  RequiredRole,
  RequiresAnyRole,
  Returns,
  ReturnsVoid,
  Route,
  registerEnum,
  registerInterface,
  StringLength,
  Tag,
  Validate,
  ValidateHasRole,
  ValidateRequest,
} from '../../../dtos/annotations';
import { QueryDb } from '../../../dtos/common';

/** DTOs that have something of everything; the expectations about them stand in the tests, never in golden files alone. */
export const ns = 'Test.Dtos';
export const enumNs = 'Test.Enums';
const Plain = dtoModule(ns);
const Nullable = dtoModule(ns, { nullable: true });

export enum Colour {
  Red = 'Red',
  Green = 'Green',
}
registerEnum(Colour, { name: 'Colour', ns: enumNs, members: { Red: { description: 'Warm' } } });

export enum Step {
  First = 1,
  Second = 2,
}
registerEnum(Step, { name: 'Step', ns: enumNs });

export enum Rights {
  Read = 1,
  Write = 2,
}
registerEnum(Rights, { name: 'Rights', ns: enumNs, flags: true });

export enum Wire {
  InProgress = 'InProgress',
  Done = 'Done',
}
registerEnum(Wire, { name: 'Wire', ns: enumNs, members: { InProgress: { value: 'in-progress' } } });

registerInterface({ name: 'IHasTitle', ns, props: [{ name: 'title', type: 'string' }] });
registerInterface({
  name: 'IHasLongTitle',
  ns,
  implements: ['IHasTitle'],
  props: [{ name: 'subtitle', type: 'string' }],
});

/** Two classes that need each other. */
@Plain()
export class Chapter {
  @Prop('string') title!: string;
  @Prop('List<Paragraph>') paragraphs!: unknown[];
}
@Plain()
export class Paragraph {
  @Prop('Chapter') chapter!: Chapter;
  @Prop('string') text!: string;
}

@Plain()
export class ReadChapters {
  @Prop('Chapter[]') chapters!: Chapter[];
}

@Plain({ implements: ['IHasTitle', 'IPost'] })
export class BookBase {
  @Prop('string') @ApiMember('What the book is called', { IsRequired: true }) title!: string;
}

@Plain()
export class Marker {}

/** Every kind of member, declared without nullable reference types. */
@Plain({ implements: ['IHasTitle', 'IHasLongTitle'] })
export class Book extends BookBase {
  @Prop('int') id!: number;
  @Prop('int?') pages?: number;
  @Prop('Guid') key!: string;
  @Prop('Guid?') parentKey?: string;
  @Prop('string') subtitle!: string;
  @Prop('bool?') isSold?: boolean;
  @Prop('DateTime') printed!: string;
  @Prop('TimeSpan') readingTime!: string;
  @Prop('decimal') price!: string;
  @Prop('Uri') cover!: string;
  @Prop('byte[]') preview!: string;
  @Prop('object') extra!: object;
  @Prop('List<string>') tags!: string[];
  @Prop('int[]') sizes!: number[];
  @Prop('Marker[]') markers!: Marker[];
  @Prop('Dictionary<string,string>') meta!: Record<string, string>;
  @Prop('List<Dictionary<string,int>>') counts!: Record<string, number>[];
  @Prop('Dictionary<Guid,List<Marker>>') byKey!: Record<string, Marker[]>;
  @Prop('Colour') colour!: Colour;
  @Prop('Step?') step?: Step;
  @Prop('Rights') rights!: Rights;
  @Prop('Wire') wire!: Wire;
  @Prop('List<Chapter>') chapters!: Chapter[];
  /** Not a member of the contract. */
  local?: string;
}

/** The three states of being required, with nullable reference types on. */
@Nullable()
export class Shelf {
  @Prop('string') name!: string;
  @Prop('string?') note?: string;
  @Prop('int') places!: number;
  @Prop('int?') @ApiMember({ IsRequired: true }) room?: number;
  @Prop('string') @ApiMember({ IsOptional: true }) colour?: string;
  @Prop('List<string>') labels!: string[];
  @Prop('Dictionary<string,int>') counts!: Record<string, number>;
  @Prop('List<string>?') more?: string[];
  @Prop('string?') @Required() owner?: string;
  @Prop('string') @AllowNull() remark?: string;
  @Prop('string?') @Validate('NotEmpty') code?: string;
  @Prop('string?') @IsNotEmpty() checked?: string;
}

@Plain()
export class GetBookResponse {
  @Prop('Book') result!: Book;
  @Prop('Shelf') shelf!: Shelf;
}

@Api('Gets a book')
@Notes('Long words')
@Route('/books/{Id}', 'GET', { summary: 'One book', notes: 'by id' })
@Route('/book')
@Tag('reading')
@Tag('books')
@ApiResponse(404, 'No such "book"')
@RequiredRole('Reader')
@RequiresAnyRole('A', 'B')
@RequiredPermission('CanRead')
@ValidateHasRole('Member')
@Returns('GetBookResponse')
@Plain({ implements: ['IGet'] })
export class GetBook {
  @Prop('int') @ApiMember('Which one', { IsRequired: true, ParameterType: 'path', DataType: 'integer' }) id!: number;
}

@Tag('writing')
@Returns('List<Book>')
@Plain()
export class ImportBooks extends BookBase {
  @Prop('List<Book>') books!: Book[];
  @Prop('string') override title!: string;
}

@Route('/books/{Id}', 'DELETE')
@Tag('writing')
@ReturnsVoid()
@Plain({ implements: ['IDelete'] })
export class DeleteBook {
  @Prop('int') @ApiAllowableValues({ min: 1, max: 9 }) id!: number;
  @Prop('string') @ApiAllowableValues(['a', 'b']) reason!: string;
}

@Returns('byte[]')
@Plain()
export class GetCover {
  @Prop('int') id!: number;
}

@Returns('string')
@Plain()
export class GetTitle {
  @Prop('int') id!: number;
}

@Returns('Dictionary<string,int>')
@Plain()
export class CountBooks {}

@Returns('QueryResponse<Book>')
@Plain({ base: 'QueryDb<Book>' })
export class QueryBooks extends QueryDb<Book> {
  @Prop('string') titleContains!: string;
}

@Returns('QueryResponse<Marker>')
@Plain({ base: 'QueryDb<Marker>' })
export class QueryMarkers extends QueryDb<Marker> {}

@Returns('Marker')
@Plain({ implements: ['ICreateDb<Book>'] })
export class CreateBook {
  @Prop('string') title!: string;
}

@Tag('hidden')
@ExcludeMetadata()
@Returns('Marker')
@Plain()
export class SecretBooks {
  @Prop('Locked') locked!: unknown;
}
@Plain()
export class Locked {
  @Prop('int') id!: number;
}

@DataContract({ Name: 'Card', Namespace: 'urn:cards' })
@Plain()
export class LibraryCard {
  @Prop('int') @DataMember({ Name: 'no', Order: 2, IsRequired: true }) number!: number;
  @Prop('string') @DataMember() @StringLength(50) holder!: string;
  @Prop('string') unlisted!: string;
  @Prop('string') @DataMember() @IgnoreDataMember() secret!: string;
}

/** Attributes that need care: order, kinds of arguments, users' own, texts that could end a comment. */
@ValidateRequest({ StatusCode: 403, Message: 'No', Validator: 'IsAuthenticated', ErrorCode: 'Nope' })
@ApiResponse({ StatusCode: 400, IsDefaultResponse: true, ResponseType: 'Marker' })
@Attribute('Shown', { Weight: 3, Label: 'x' })
@Attribute('Unlisted', { Label: 'y' })
@Description('Line one\nline two */ end')
@Returns('LibraryCard')
@Plain()
export class DescribeCard {
  @Prop('LibraryCard') card!: LibraryCard;
  @Prop('int') @References('Book') @AutoIncrement() bookRef!: number;
  @Prop('string')
  @ApiMember({
    Verb: 'GET',
    Name: 'n',
    AllowMultiple: true,
    DataType: 'd',
    Description: 'A "quoted" \\ text\nof two lines with a tab\t, a */ and \u2028',
    Format: 'f',
    ParameterType: 'query',
    Route: 'r',
    ExcludeInSchema: false,
  })
  text!: string;
  @Prop('string') @ApiMember({}) empty!: string;
}

/** A generic definition, and what closes it. */
@Plain({ generics: ['T'] })
export class Page<T> {
  @Prop('List<T>') items!: T[];
  @Prop('T') first!: T;
}
@Returns('Page<Book>')
@Plain()
export class PageOfBooks {
  @Prop('int') page!: number;
}
/** Differs from Page<T> in arity only. */
@Plain({ name: 'Page', generics: ['A', 'B'] })
export class PageOfTwo<A, B> {
  @Prop('A') left!: A;
  @Prop('B') right!: B;
}
@Returns('Page<int,Book>')
@Plain()
export class GetPair {
  @Prop(() => Marker) marker!: Marker;
}

@Plain({ base: 'List<Book>' })
export class Library {}
@Returns('Library')
@Plain()
export class GetLibrary {}

@Dto({ name: 'NoNamespace' })
export class NoNamespace {
  @Prop('int') id!: number;
}

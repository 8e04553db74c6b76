import {
  Api,
  ApiAllowableValues,
  ApiMember,
  ApiResponse,
  ArrayMaxSize,
  ArrayNotEmpty,
  Attribute,
  Dto,
  ExcludeMetadata,
  IsEmail,
  IsIn,
  IsNotEmpty,
  IsOptional,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  Notes,
  Prop,
  RequiredPermission,
  RequiredRole,
  RequiresAnyRole,
  Restrict,
  Returns,
  ReturnsVoid,
  Route,
  registerEnum,
  Tag,
  ValidateIf,
  ValidateIsAuthenticated,
  ValidateRequest,
} from '../../../dtos/annotations';
import { QueryDb } from '../../../dtos/common';
import { AllTypes } from '../../support/all-types';

export enum Cover {
  Hard = 'Hard',
  Soft = 'Soft',
}
registerEnum(Cover, { name: 'OaCover', members: { Hard: { description: 'Lasts' } } });
export enum Shelves {
  None = 0,
  Home = 1,
  Work = 2,
}
registerEnum(Shelves, { name: 'OaShelves', flags: true });

@Dto({ name: 'OaThing' })
export class OaThing {
  @Prop('Guid') id?: string;
  @Prop('OaThing') parent?: OaThing;
}

@Api('A book')
@Dto({ name: 'OaBook' })
export class OaBook extends OaThing {
  @Prop('string') @ApiMember({ Description: 'What it is called', IsRequired: true }) title?: string;
  @Prop('OaCover?') cover?: Cover;
  @Prop('List<OaThing>') parts?: OaThing[];
  @Prop('DateTime') @Attribute('WallTime') opens?: string;
}

@Api('Find one book')
@Notes('By its id.')
@Tag('books')
@Route('/books/{Id}', 'GET')
@Route('/shelves/{Shelf:int}/{Id}', 'GET')
@ApiResponse(404, 'There is no such book')
@ApiResponse({ StatusCode: 409, Description: 'Lent', ResponseType: 'OaThing' })
@Returns('OaBook')
@Dto({ name: 'OaGetBook' })
export class OaGetBook {
  @Prop('Guid') @ApiMember('Id of the book') id?: string;
  @Prop('int?') shelf?: number;
  @Prop('int[]') years?: number[];
  @Prop('OaCover') cover?: Cover;
  @Prop('OaThing') like?: OaThing;
  @Prop('string') @ApiMember({ ParameterType: 'header', Name: 'X-Reader' }) reader?: string;
  @Prop('string') @ApiMember({ ParameterType: 'model' }) hidden?: string;
  @Prop('string') @Attribute('Obsolete') old?: string;
}

@Tag('books')
@Tag('writers')
@Route('/books/{Id}', 'PUT', { summary: 'Change a book', notes: 'All of it.' })
@Route('/books', 'POST')
@RequiresAnyRole('Writer', 'Editor')
@RequiredPermission('CanWrite')
@ApiResponse({ IsDefaultResponse: true, Description: 'Something else' })
@Returns('OaBook')
@Dto({ name: 'OaChangeBook' })
export class OaChangeBook {
  @Prop('Guid') @IsNotEmpty() id!: string;
  @Prop('string') @ApiMember({ ParameterType: 'query' }) companyId?: string;
  @Prop('string') @IsNotEmpty() @Length(2, 40) @Matches(/^[A-Z]/) title!: string;
  @Prop('string?') @IsOptional() @MaxLength(10) @IsIn(['red', 'blue']) color?: string;
  @Prop('string') @IsEmail() email?: string;
  @Prop('string') @Matches(/^a/i) loose?: string;
  @Prop('int') @Min(1) @Max(5) stars?: number;
  @Prop('int?') @IsNotEmpty() @ValidateIf(() => false) sometimes?: number;
  @Prop('string') @MaxLength(3, { groups: ['POST'] }) byVerb?: string;
  @Prop('List<string>') @ArrayNotEmpty() @ArrayMaxSize(3) @MaxLength(8, { each: true }) tags!: string[];
  @Prop('OaShelves') shelves?: Shelves;
  @Prop('string') @ApiAllowableValues(['a', 'b']) letter?: string;
  @Prop('int') @ApiAllowableValues({ min: 0, max: 9 }) digit?: number;
  @Prop('byte[]') picture?: string;
}

@Route('/files/{Path*}', 'GET')
@ValidateIsAuthenticated()
@Dto({ name: 'OaGetFile' })
export class OaGetFile {
  @Prop('string') path?: string;
}

@Attribute('Obsolete')
@RequiredRole('Admin')
@ReturnsVoid()
@Dto({ name: 'OaForget' })
export class OaForget {
  @Prop('int') id?: number;
}

@Route('/oa-books')
@Returns('QueryResponse<OaBook>')
@Dto({ name: 'OaQueryBooks', base: 'QueryDb<OaBook>' })
export class OaQueryBooks extends QueryDb<OaBook> {
  @Prop('string') title?: string;
}

@ExcludeMetadata()
@Route('/oa-secret')
@Dto({ name: 'OaSecret' })
export class OaSecret {
  @Prop('int') id?: number;
}
@Restrict({ visibilityTo: 'Localhost' })
@Dto({ name: 'OaInternal' })
export class OaInternal {
  @Prop('int') id?: number;
}
@Restrict({ accessTo: 'InternalNetworkAccess, Json' })
@Dto({ name: 'OaClosed' })
export class OaClosed {
  @Prop('int') id?: number;
}
@Restrict({ visibilityTo: 'External, Localhost, Json' })
@Dto({ name: 'OaOpen' })
export class OaOpen {
  @Prop('int') id?: number;
}

@Route('/everything/{id}', 'POST')
@Returns('AllTypes')
@Dto({ name: 'OaEverything' })
export class OaEverything extends AllTypes {}

@Dto({ name: 'OaRaw', implements: ['IRequiresRequestStream'] })
export class OaRaw {
  @Prop('string') name?: string;
}

@ValidateRequest('ApiKey(`books`)')
@Dto({ name: 'OaKeyed' })
export class OaKeyed {
  @Prop('int') id?: number;
}
@ValidateRequest('AuthSecret')
@Dto({ name: 'OaOperated' })
export class OaOperated {
  @Prop('int') id?: number;
}
@ValidateRequest('ApiKey')
@ValidateRequest({ Validator: 'IsAuthenticated', StatusCode: 402, Message: 'Pay first' })
@Dto({ name: 'OaPaid' })
export class OaPaid {
  @Prop('int') id?: number;
}
@Restrict({ accessTo: 'HttpGet' })
@Route('/oa-read-only')
@Dto({ name: 'OaReadOnly' })
export class OaReadOnly {
  @Prop('int') id?: number;
}
@Route('/oa-mood', 'GET', { matches: 'mood=Glad' })
@Dto({ name: 'OaGlad' })
export class OaGlad {
  @Prop('string') mood?: string;
}
@Route('/oa-mood', 'GET', { matches: 'mood=Sad' })
@Dto({ name: 'OaSad' })
export class OaSad {
  @Prop('string') mood?: string;
}

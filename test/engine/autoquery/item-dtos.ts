import {
  Attribute,
  Dto,
  IsOptional,
  MaxLength,
  Prop,
  QueryDb,
  QueryResponse,
  Returns,
  ReturnsVoid,
  Route,
  registerEnum,
  ValidateIsAuthenticated,
} from '../../../dtos';

/** Row, queries and changes of a synthetic table; AutoQuery knows nothing else of it. */
export enum Colour {
  Red = 0,
  Green = 1,
}
registerEnum(Colour, { name: 'Colour' });

export enum Traits {
  None = 0,
  Soft = 1,
  Warm = 2,
  Loud = 4,
}
registerEnum(Traits, { name: 'Traits', flags: true });

@Dto()
export class Item {
  @Prop('int') id!: number;
  @Prop('string') name!: string;
  @Prop('int?') age?: number;
  @Prop('string') city?: string;
  @Prop('Colour') colour!: Colour;
  @Prop('Traits') traits!: Traits;
  @Prop('bool') active!: boolean;
  @Prop('decimal?') price?: string;
  @Prop('Guid?') ref?: string;
  @Prop('DateTime') created!: string;
  @Prop('DateOnly?') day?: string;
  @Prop('TimeSpan?') pause?: string;
  @Prop('string[]') tags?: string[];
  /** Nobody may ask about it: the source has no column for it. */
  @Prop('string') secret?: string;
  @Prop('long') rowVersion!: number;

  constructor(init?: Partial<Item>) {
    Object.assign(this, init);
  }
}

@Route('/items', 'GET')
@Returns('QueryResponse<Item>')
@Dto({ base: 'QueryDb<Item>' })
export class QueryItems extends QueryDb<Item> {
  @Prop('int[]') ids?: number[];
  @Prop('string') nameStartsWith?: string;
  @Prop('int?') minAge?: number;
  @Prop('bool?') active?: boolean;
  @Prop('Colour[]') colour?: Colour[];
  /** No member of the row: states nothing. */
  @Prop('string') search?: string;

  constructor(init?: Partial<QueryItems>) {
    super(init);
    Object.assign(this, init);
  }
  getTypeName() {
    return 'QueryItems';
  }
  getMethod() {
    return 'GET';
  }
  createResponse() {
    return new QueryResponse<Item>();
  }
}

/** One condition is enough. */
@Attribute('QueryDb', { DefaultTerm: 'Or' })
@Returns('QueryResponse<Item>')
@Dto({ base: 'QueryDb<Item>' })
export class QueryAnyItems extends QueryDb<Item> {
  @Prop('string') name?: string;
  @Prop('int?') age?: number;
  getTypeName() {
    return 'QueryAnyItems';
  }
  createResponse() {
    return new QueryResponse<Item>();
  }
}

@Dto()
export class ItemName {
  @Prop('int') id!: number;
  @Prop('string') name!: string;
}

/** Rows of items, of which only two members are shown. */
@Returns('QueryResponse<ItemName>')
@Dto({ base: 'QueryDb<Item, ItemName>' })
export class QueryItemNames extends QueryDb<ItemName> {
  createResponse() {
    return new QueryResponse<ItemName>();
  }
}

@ValidateIsAuthenticated()
@Returns('QueryResponse<Item>')
@Dto({ base: 'QueryDb<Item>' })
export class QueryGuardedItems extends QueryDb<Item> {
  @Prop('string') @IsOptional() @MaxLength(5) name?: string;
  createResponse() {
    return new QueryResponse<Item>();
  }
}

@Dto()
export class ItemChanged {
  @Prop('int') id?: number;
  @Prop('Item') result?: Item;
  @Prop('int') count?: number;
  @Prop('long') rowVersion?: number;
}

@Dto()
export class IdOnly {
  @Prop('int') id?: number;
}

@Returns('ItemChanged')
@Dto({ implements: ['ICreateDb<Item>'] })
export class CreateItem {
  @Prop('string') name?: string;
  @Prop('int?') age?: number;
  @Prop('Colour?') colour?: Colour;
  @Prop('string') secret?: string;
  /** Names the key, which the database gives. */
  @Prop('int?') id?: number;
  constructor(init?: Partial<CreateItem>) {
    Object.assign(this, init);
  }
  getTypeName() {
    return 'CreateItem';
  }
  getMethod() {
    return 'POST';
  }
  createResponse() {
    return new ItemChanged();
  }
}

@Returns('ItemChanged')
@Dto({ implements: ['IUpdateDb<Item>'] })
export class UpdateItem {
  @Prop('int?') id?: number;
  @Prop('string') name?: string;
  @Prop('int?') age?: number;
  @Prop('bool') active?: boolean;
  @Prop('long?') rowVersion?: number;
  constructor(init?: Partial<UpdateItem>) {
    Object.assign(this, init);
  }
  getTypeName() {
    return 'UpdateItem';
  }
  getMethod() {
    return 'PUT';
  }
  createResponse() {
    return new ItemChanged();
  }
}

@Returns('IdOnly')
@Dto({ implements: ['IPatchDb<Item>'] })
export class PatchItem {
  @Prop('int?') id?: number;
  @Prop('string') name?: string;
  @Prop('int?') age?: number;
  @Prop('string') city?: string;
  @Prop('bool') active?: boolean;
  @Prop('string[]') reset?: string[];
  @Prop('long?') rowVersion?: number;
  constructor(init?: Partial<PatchItem>) {
    Object.assign(this, init);
  }
  getTypeName() {
    return 'PatchItem';
  }
  getMethod() {
    return 'PATCH';
  }
  createResponse() {
    return new IdOnly();
  }
}

@Returns('ItemChanged')
@Dto({ implements: ['ISaveDb<Item>'] })
export class SaveItem {
  @Prop('int?') id?: number;
  @Prop('string') name?: string;
  @Prop('int?') age?: number;
  @Prop('long?') rowVersion?: number;
  constructor(init?: Partial<SaveItem>) {
    Object.assign(this, init);
  }
  getTypeName() {
    return 'SaveItem';
  }
  createResponse() {
    return new ItemChanged();
  }
}

@Returns('ItemChanged')
@Dto({ implements: ['IDeleteDb<Item>'] })
export class DeleteItems {
  @Prop('int?') id?: number;
  @Prop('int[]') ids?: number[];
  @Prop('string') name?: string;
  @Prop('int?') ageBelow?: number;
  @Prop('long?') rowVersion?: number;
  constructor(init?: Partial<DeleteItems>) {
    Object.assign(this, init);
  }
  getTypeName() {
    return 'DeleteItems';
  }
  getMethod() {
    return 'DELETE';
  }
  createResponse() {
    return new ItemChanged();
  }
}

@ReturnsVoid()
@Dto({ implements: ['IDeleteDb<Item>'] })
export class RemoveItem {
  @Prop('int?') id?: number;
  createResponse(): void {}
}

/** A model whose key callers give, with everything that is noted about changes. */
@Dto()
export class Note {
  @Prop('string') code!: string;
  @Prop('string') text?: string;
  @Prop('int') version!: number;
  @Prop('DateTime?') createdDate?: string;
  @Prop('string') createdBy?: string;
  @Prop('DateTime?') modifiedDate?: string;
  @Prop('string') modifiedBy?: string;
  @Prop('DateTime?') deletedDate?: string;
  @Prop('string') deletedBy?: string;
}

@Dto()
export class NoteChanged {
  @Prop('string') id?: string;
  @Prop('Note') result?: Note;
  @Prop('int') count?: number;
  @Prop('int') rowVersion?: number;
}

@Returns('QueryResponse<Note>')
@Dto({ base: 'QueryDb<Note>' })
export class QueryNotes extends QueryDb<Note> {
  createResponse() {
    return new QueryResponse<Note>();
  }
}

@Attribute('AutoApply', { Behavior: 'AuditCreate' })
@Returns('NoteChanged')
@Dto({ implements: ['ICreateDb<Note>'] })
export class CreateNote {
  @Prop('string') code?: string;
  @Prop('string') text?: string;
  createResponse() {
    return new NoteChanged();
  }
}

@Attribute('AutoApply', { Behavior: 'AuditCreate' })
@Attribute('AutoApply', { Behavior: 'AuditModify' })
@Returns('NoteChanged')
@Dto({ implements: ['ISaveDb<Note>'] })
export class SaveNote {
  @Prop('string') code?: string;
  @Prop('string') text?: string;
  @Prop('int?') version?: number;
  createResponse() {
    return new NoteChanged();
  }
}

@Attribute('AutoApply', { Behavior: 'AuditSoftDelete' })
@Returns('NoteChanged')
@Dto({ implements: ['IDeleteDb<Note>'] })
export class DeleteNote {
  @Prop('string') code?: string;
  createResponse() {
    return new NoteChanged();
  }
}

import {
  ApiAllowableValues,
  ApiMember,
  DataContract,
  DataMember,
  dtoModule,
  IgnoreDataMember,
  Prop,
  Returns,
  ReturnsVoid,
  Route,
  registerEnum,
} from '../../../dtos/annotations';
import { QueryDb, type ResponseStatus } from '../../../dtos/common';

/** DTOs with every kind of member that samples and tables have rules for. */
export const ns = 'Test.Samples';
const Plain = dtoModule(ns);
const Elsewhere = dtoModule('Test.Elsewhere');

export enum Status {
  Missing = 404,
  Continue = 100,
  Gone = -1,
}
registerEnum(Status, { name: 'Status', ns });

export enum Rights {
  Write = 2,
  Read = 1,
}
registerEnum(Rights, { name: 'Rights', ns, flags: true });

export enum Mood {
  Calm = 'Calm',
  Wild = 'Wild',
}
registerEnum(Mood, { name: 'Mood', ns, members: { Calm: { value: 'calm<1>', description: 'No <i>wind</i>' } } });

@Elsewhere({ abstract: true })
export class Shape {
  @Prop('int') sides!: number;
}

@Elsewhere()
export class Leaf {
  @Prop('string') text!: string;
}

@Plain()
export class Nothing {}

/** One member of each type. */
@Returns('Everything')
@Plain()
export class Everything {
  @Prop('string') text!: string;
  @Prop('bool') flag!: boolean;
  @Prop('bool?') maybeFlag?: boolean;
  @Prop('int') whole!: number;
  @Prop('double') fraction!: number;
  @Prop('decimal') amount!: string;
  @Prop('int?') maybeWhole?: number;
  @Prop('Guid') key!: string;
  @Prop('Guid?') maybeKey?: string;
  @Prop('DateTime') moment!: string;
  @Prop('DateTime?') maybeMoment?: string;
  @Prop('DateTimeOffset') instant!: string;
  @Prop('TimeSpan') span!: string;
  @Prop('byte[]') bytes!: string;
  @Prop('object') anything!: object;
  @Prop('Uri') link!: string;
  @Prop('Stream') stream!: string;
  @Prop('Shape') shape!: Shape;
  @Prop('Status') status!: Status;
  @Prop('Status?') maybeStatus?: Status;
  @Prop('Rights') rights!: Rights;
  @Prop('Mood') mood!: Mood;
  @Prop('List<string>') names!: string[];
  @Prop('int[]') sizes!: number[];
  @Prop('HashSet<Guid>') keys!: string[];
  @Prop('IList<string>') listed!: string[];
  @Prop('IDictionary<string,string>') looked!: Record<string, string>;
  @Prop('Dictionary<string,string>') meta!: Record<string, string>;
  @Prop('Dictionary<string,object>') extra!: Record<string, unknown>;
  @Prop('List<Nothing>') nothings!: Nothing[];
  @Prop('Leaf') leaf!: Leaf;
  @Prop('string') @IgnoreDataMember() hidden!: string;
}

@Plain()
export class TreeNode {
  @Prop('string') name!: string;
  @Prop('TreeNode') child!: unknown;
}
@Returns('Forest<TreeNode>')
@Plain()
export class GetTree {
  @Prop('TreeNode') root!: TreeNode;
}
@Plain({ generics: ['T'] })
export class Forest<T> {
  @Prop('List<T>') trees!: T[];
  @Prop('T') first!: T;
  @Prop('Forest<T>') inner!: unknown;
}

@Plain()
export class Base {
  @Prop('string') zebra!: string;
  @Prop('string') apple!: string;
  @Prop('string') shared!: string;
}
@Returns('string')
@Plain()
export class Derived extends Base {
  @Prop('int') second!: number;
  @Prop('int') first!: number;
  @Prop('int') override shared!: never;
}

@DataContract({ Name: 'Card' })
@Returns('byte[]')
@Plain()
export class Contract {
  @Prop('string') @DataMember({ Order: 2 }) last!: string;
  @Prop('string') @DataMember({ Name: 'no', Order: 1 }) number!: string;
  @Prop('string') @DataMember() unnumbered!: string;
  @Prop('string') apart!: string;
}

@Route('/items/{ID}', 'GET,DELETE')
@Route('/items', 'PUT')
@Route('/items/{Id}/new', 'PATCH,POST')
@Returns('List<Leaf>')
@Plain()
export class ChangeItem {
  @Prop('int') id!: number;
  @Prop('string') text!: string;
}
@Route('/items/{Id}', 'GET')
@Route('/items/{Id}/{Kind}', 'GET')
@Returns('Stream')
@Plain()
export class ReadItem {
  @Prop('int') id!: number;
  @Prop('Guid') owner!: string;
  @Prop('int') @ApiMember('', { ParameterType: 'header', DataType: 'whole <number>', IsRequired: true }) kind!: number;
}
@Route('/items', 'PATCH')
@Returns('int')
@Plain()
export class PatchItem {
  @Prop('List<Leaf>') leaves!: Leaf[];
}
@Route('/anything')
@Route('/deleted', 'DELETE')
@Plain()
@Returns('Status')
export class AnyVerb {
  @Prop('string') text!: string;
}
@Route('/gone', 'DELETE')
@Plain()
@ReturnsVoid()
export class DropItem {}
@ReturnsVoid()
@Plain()
export class NoRoute {
  @Prop('string') @ApiAllowableValues(['<a>', 'b']) choice!: string;
  @Prop('int') @ApiAllowableValues({ min: 0, max: 9 }) @ApiMember('How <b>many</b>') count!: number;
  @Prop('int?') maybe?: number;
  @Prop('Dictionary<string,List<int?>>') table!: Record<string, number[]>;
}

@Returns('QueryResponse<Leaf>')
@Plain({ base: 'QueryDb<Leaf>' })
export class QueryLeaves extends QueryDb<Leaf> {
  @Prop('string') textContains!: string;
}

/** Classes that all refer to each other. */
@Plain()
export class KnotA {
  @Prop('KnotB') b!: unknown;
  @Prop('KnotC') c!: unknown;
  @Prop('KnotD') d!: unknown;
  @Prop('KnotE') e!: unknown;
}
@Plain()
export class KnotB {
  @Prop('KnotA') a!: unknown;
  @Prop('KnotC') c!: unknown;
  @Prop('KnotD') d!: unknown;
  @Prop('KnotE') e!: unknown;
}
@Plain()
export class KnotC {
  @Prop('KnotA') a!: unknown;
  @Prop('KnotB') b!: unknown;
  @Prop('KnotD') d!: unknown;
  @Prop('KnotE') e!: unknown;
}
@Plain()
export class KnotD {
  @Prop('KnotA') a!: unknown;
  @Prop('KnotB') b!: unknown;
  @Prop('KnotC') c!: unknown;
  @Prop('KnotE') e!: unknown;
}
@Plain()
export class KnotE {
  @Prop('KnotA') a!: unknown;
  @Prop('KnotB') b!: unknown;
  @Prop('KnotC') c!: unknown;
  @Prop('KnotD') d!: unknown;
}

/** A collection by its base. */
@Plain({ generics: ['T'], base: 'List<T>' })
export class Collected<T> {
  declare readonly itemType?: T;
}
@Returns('Collected<Leaf>')
@Plain()
export class GetLeaves {
  @Prop('Collected<Leaf>') leaves!: Leaf[];
}

@Plain()
export class LeafAnswer {
  @Prop('Leaf') result!: Leaf;
  @Prop('Mood') mood!: Mood;
  @Prop('ResponseStatus') responseStatus?: ResponseStatus;
}
@Route('/leaves', 'PUT')
@Returns('LeafAnswer')
@Plain()
export class ChangeLeaf extends Base {
  @Prop('Everything') everything!: Everything;
  @Prop('Status') status!: Status;
}

export enum Level {
  Low = 0,
  High = 1,
}
registerEnum(Level, { name: 'Level', ns, members: { Low: { description: 'Near the ground' } } });

@Plain()
export class GetLevel {
  @Prop('Level') level!: Level;
}

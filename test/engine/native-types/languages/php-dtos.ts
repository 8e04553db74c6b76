import { Api, ApiMember, dtoModule, Prop, Returns, registerEnum } from '../../../../dtos/annotations';

/** DTOs for what is PHP's own: conversions, texts that could end a comment, bases without members. */
const Plain = dtoModule('Test.Php');

export enum Quote {
  Single = 'Single',
}
registerEnum(Quote, { name: 'Quote', ns: 'Test.Php', members: { Single: { value: "a'b\\c" } } });

@Api('Ends */ the ?> comment')
@Returns('Kinds')
@Plain()
export class GetKinds {
  @Prop('string') @ApiMember('Ends */ the ?> comment\nand the line') text!: string;
}
@Plain()
export class Kinds {
  @Prop('DateTime?') at?: string;
  @Prop('TimeSpan?') span?: string;
  @Prop('Quote?') quote?: Quote;
  @Prop('Quote') plainQuote!: Quote;
  @Prop('bool') active!: boolean;
  @Prop('List<DateTime>') days!: string[];
  @Prop('Pair<int,Kinds>') pair!: unknown;
  @Prop('Dictionary<string,int>') counts!: Record<string, number>;
}
@Plain({ generics: ['A', 'B'] })
export class Pair {
  @Prop('A') a!: unknown;
  @Prop('B') b!: unknown;
}

@Plain()
export class Nothing {}
@Plain()
export class Something extends Nothing {
  @Prop('int') id!: number;
}
@Plain()
export class More extends Something {
  @Prop('string') name!: string;
  @Prop('int') override id!: number;
}
@Returns('More')
@Plain()
export class GetMore {}

import {
  ApiMember,
  Attribute,
  Description,
  dtoModule,
  Prop,
  Returns,
  registerEnum,
  registerInterface,
} from '../../../../dtos/annotations';

/** What the languages of .NET have rules of their own for. */
export const ns = 'Net.ServiceModel';
const Plain = dtoModule(ns);
const Nullable = dtoModule(ns, { nullable: true });
const InAlpha = dtoModule('Net.Alpha');
const InZeta = dtoModule('Net.zeta');

registerInterface({ name: 'IHasPeriods', ns, props: [{ name: 'periods', type: 'List<string>' }] });
registerInterface({
  name: 'IHasOwner',
  ns,
  implements: ['IHasPeriods'],
  props: [{ name: 'ownerId', type: 'Guid?' }],
});

export enum Direction {
  From = 1,
  To = 2,
}
registerEnum(Direction, { name: 'Direction', ns });

/** Members that are words of VB; `From` and `end` show that letter case counts. */
@Plain()
@Returns('Period')
export class GetPeriod {
  @Prop('DateTime') from!: string;
  @Prop('DateTime') to!: string;
  @Prop('bool') private!: boolean;
  @Prop('string') date!: string;
  @Prop('string', { name: 'end' }) end!: string;
  @Prop('Direction') direction!: Direction;
}

@InZeta()
export class Lower {
  @Prop('int') id!: number;
}
@InAlpha()
export class Upper {
  @Prop('int') id!: number;
}

@Nullable({ implements: ['IHasOwner'] })
export class Period {
  @Prop('Guid?') ownerId?: string;
  @Prop('List<string>') periods!: string[];
  @Prop('int[]') days!: number[];
  @Prop('int?[]') gaps!: (number | undefined)[];
  @Prop('Dictionary<string,int>') counts!: Record<string, number>;
  @Prop('HashSet<string>') names!: string[];
  @Prop('ICollection<string>') more!: string[];
  @Prop('List<string>?') optional?: string[];
  @Prop('Lower') lower!: Lower;
  @Prop('Upper') upper!: Upper;
}

/** Names that only a comparison by culture puts in this order: `Item`, `itemB`, `ItemC`. */
@Plain({ name: 'itemB' })
export class SecondItem {}
@Plain({ name: 'ItemC' })
export class ThirdItem {}
@Plain({ name: 'Item' })
export class FirstItem {}
@Plain()
@Returns('Item')
export class GetItems {
  @Prop('itemB') second!: SecondItem;
  @Prop('ItemC') third!: ThirdItem;
}

@Plain()
@Returns('Item')
export class GetDescribed {
  @Prop('string') @Description('Only described') first!: string;
  @Prop('string') second!: string;
}

/** Texts that want to leave their comment or string. */
export const hostile = '*/ (* *) */ """ " “curly” ” ＂ {{ }} \\ \\" \' \r\n\u2028\u0085 _\nEnd Class\nend';

@Description(hostile)
@Attribute('ApiMember', { Description: hostile })
@Returns('Period')
@Plain()
export class Hostile {
  @Prop('string') @ApiMember(hostile) text!: string;
}

/** A member whose name is more than a name. */
@Plain()
export class BadName {
  @Prop('string', { name: 'a = 1' }) bad!: string;
}

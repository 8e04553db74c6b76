import { Attribute, Dto, Prop, registerEnum } from '../../dtos/annotations';

export enum Size {
  Small = 1,
  Large = 2,
}
registerEnum(Size, { name: 'FormatSize' });

export enum Mood {
  Glad = 'Glad',
  Sad = 'Sad',
}
registerEnum(Mood, { name: 'FormatMood' });

export enum Letters {
  None = 0,
  A = 1,
  B = 2,
  C = 4,
}
registerEnum(Letters, { name: 'FormatLetters', flags: true });

@Dto()
export class Inner {
  @Prop('int') id?: number;
  @Prop('string') name?: string;
  @Prop('List<string>') tags?: string[];
  @Prop('List<Inner>') inners?: Inner[];
  constructor(init?: Partial<Inner>) {
    Object.assign(this, init);
  }
}

/** A member of every type that the contract knows, nullable ones included. */
@Dto()
export class AllTypes {
  @Prop('int') id?: number;
  @Prop('int?') nullableId?: number;
  @Prop('byte') tiny?: number;
  @Prop('short') small?: number;
  @Prop('long') big?: number;
  @Prop('ulong?') unsigned?: number;
  @Prop('float') single?: number;
  @Prop('double') ratio?: number;
  @Prop('decimal') amount?: string;
  @Prop('decimal?') nullableAmount?: string;
  @Prop('bool') isOn?: boolean;
  @Prop('bool?') nullableIsOn?: boolean;
  @Prop('char') letter?: string;
  @Prop('string') text?: string;
  @Prop('string', { name: 'ClientIPAddress' }) clientIPAddress?: string;
  @Prop('Guid') guid?: string;
  @Prop('Guid?') nullableGuid?: string;
  @Prop('DateTime') at?: string;
  @Prop('DateTime?') nullableAt?: string;
  @Prop('DateTimeOffset') offset?: string;
  @Prop('DateTime?') @Attribute('CalendarDay') day?: string;
  @Prop('DateOnly') date?: string;
  @Prop('TimeOnly') time?: string;
  @Prop('TimeSpan') span?: string;
  @Prop('TimeSpan?') nullableSpan?: string;
  @Prop('Uri') link?: string;
  @Prop('byte[]') bytes?: string;
  @Prop('FormatSize') size?: Size;
  @Prop('FormatSize?') nullableSize?: Size;
  @Prop('FormatMood') mood?: Mood;
  @Prop('FormatLetters') letters?: Letters;
  @Prop('object') anything?: unknown;
  @Prop('int[]') ids?: number[];
  @Prop('List<string>') tags?: string[];
  @Prop('List<Guid>') guids?: string[];
  @Prop('List<DateTime>') times?: string[];
  @Prop('List<FormatMood>') moods?: Mood[];
  @Prop('Inner') inner?: Inner;
  @Prop('List<Inner>') inners?: Inner[];
  @Prop('Dictionary<string,string>') map?: Record<string, string>;
  @Prop('Dictionary<int,List<Inner>>') innersById?: Record<string, Inner[]>;
  @Prop('Dictionary<string,DateTime>') timesByName?: Record<string, string>;
  constructor(init?: Partial<AllTypes>) {
    Object.assign(this, init);
  }
}

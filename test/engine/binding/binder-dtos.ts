import { Attribute, Dto, Prop, Route, registerEnum } from '../../../dtos/annotations';

export enum Colour {
  Red = 1,
  Green = 2,
}
registerEnum(Colour, { name: 'Colour' });

export enum Kind {
  Internal = 'Internal',
  External = 'External',
}
registerEnum(Kind, { name: 'Kind' });

export enum Rights {
  Read = 1,
  Write = 2,
  Delete = 4,
}
registerEnum(Rights, { name: 'Rights', flags: true });

@Dto()
export class Leaf {
  @Prop('int') id?: number;
  @Prop('string') text?: string;
  @Prop('List<Leaf>') leaves?: Leaf[];
  constructor(init?: Partial<Leaf>) {
    Object.assign(this, init);
  }
}

@Route('/everything/{id}', 'GET,PUT')
@Dto()
export class Everything {
  @Prop('int') id?: number;
  @Prop('int?') count?: number;
  @Prop('long') big?: number;
  @Prop('double') ratio?: number;
  @Prop('bool') isOn?: boolean;
  @Prop('string') text?: string;
  @Prop('Guid') guid?: string;
  @Prop('DateTime') at?: string;
  @Prop('DateTime') @Attribute('CalendarDay') day?: string;
  @Prop('TimeSpan') span?: string;
  @Prop('Colour') colour?: Colour;
  @Prop('Kind') kind?: Kind;
  @Prop('Rights') rights?: Rights;
  @Prop('byte[]') bytes?: string;
  @Prop('int[]') ids?: number[];
  @Prop('List<string>') tags?: string[];
  @Prop('Leaf') leaf?: Leaf;
  @Prop('List<Leaf>') leaves?: Leaf[];
  @Prop('Dictionary<string,string>') meta?: Record<string, string>;
  @Prop('object') anything?: unknown;
  constructor(init?: Partial<Everything>) {
    Object.assign(this, init);
  }
}

import {
  ApiMember,
  Attribute,
  DataMember,
  Description,
  dtoModule,
  Prop,
  Returns,
  Route,
  registerEnum,
} from '../../../../dtos/annotations';
import { Chapter, Marker, ns, type PageOfTwo } from '../dtos';

/** What Java and Kotlin need care with, beyond what every language does. */
const Plain = dtoModule(ns);
const Nullable = dtoModule(ns, { nullable: true });

/** Names that one of the languages refuses or both do. */
@Plain()
export class Words {
  @Prop('string') data!: string;
  @Prop('string') class!: string;
  @Prop('Marker') @DataMember({ Name: 'new' }) new!: Marker;
}
@Returns('Marker')
@Plain()
export class UseWords {
  @Prop('Words') words!: Words;
}

@Plain()
export class KotlinWords {
  @Prop('string') data!: string;
}
@Returns('Marker')
@Plain()
export class UseKotlinWords {
  @Prop('KotlinWords') words!: KotlinWords;
}

@Returns('Marker')
@Plain()
export class Switches {
  @Prop('bool') active!: boolean;
  @Prop('bool?') isOpen?: boolean;
  @Prop('int') issue!: number;
}
@Returns('Marker')
@Plain()
export class Toggle {
  @Prop('bool') isActive!: boolean;
}

@Returns('List<Marker>')
@Plain()
export class ListMarkers {}
@Returns('Marker[]')
@Plain()
export class ArrayOfMarkers {}
@Returns('Marker')
@Plain()
export class GetMarker {}

@Returns('Marker')
@Plain()
export class Upload {
  @Prop('Stream') content!: unknown;
}

@Returns('Marker')
@Nullable()
export class Lists {
  @Prop('List<string>') names!: string[];
  @Prop('int[]') sizes!: number[];
  @Prop('byte[]') bytes!: string;
  @Prop('Dictionary<Guid,List<int>>') byKey!: Record<string, number[]>;
  @Prop('List<string>?') more?: string[];
  @Prop('HashSet<string>') unique!: string[];
}

/** A member that is declared in a base class, in an interface, in an interface of that, and here only. */
@Plain({ implements: ['IHasLongTitle', 'IPost'] })
export class Titled {
  @Prop('string') title!: string;
  @Prop('string') subtitle!: string;
  @Prop('string') text!: string;
}
@Returns('Marker')
@Plain()
export class RetitleAll extends Titled {
  @Prop('string') override text!: string;
  @Prop('string') reason!: string;
}

export enum Casing {
  lower = 'lower',
  Upper = 'Upper',
}
registerEnum(Casing, { name: 'Casing', ns });

/** Texts that end, open or continue something in one of the languages. */
export const hostile = 'a */ b /* c "d" \\u002a\\u002f \\\\u0041 C:\\users \x24{e} $f """ }} \\ \n g';
@Description(hostile)
@Attribute('Shown', { Label: hostile, Many: ['x'], Model: () => Marker })
@Route('/hostile')
@Returns('Marker')
@Plain()
export class Hostile {
  @Prop('Casing') @ApiMember(hostile) casing!: Casing;
  @Prop('string') @DataMember({ Name: 'a"$b\\u0022' }) named!: string;
}

/** Attributes with arguments that annotations may not have. */
@Attribute('Shown', { Label: 'x', Model: () => Marker })
@Returns('Marker')
@Plain()
export class Shows {
  @Prop('string') @Attribute('Shown', { Many: ['x'] }) many!: string;
  @Prop('string') @Attribute('Shown', { Missing: () => Chapter }) missing!: string;
  @Prop('string') @Attribute('Meta', { Name: 'a', Value: 'b' }) meta!: string;
}

@Returns('Marker')
@Plain()
export class TwoPages {
  @Prop('Page<Marker,int>') pair!: PageOfTwo<Marker, number>;
}

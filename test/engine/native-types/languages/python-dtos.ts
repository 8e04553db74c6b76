import { ApiMember, Dto, dtoModule, Prop, Returns, ReturnsVoid } from '../../../../dtos/annotations';

/** DTOs for what is Python's own: marks of abstract classes, references ahead, words of the language, awful texts. */
const Plain = dtoModule('Test.Python');
const Nullable = dtoModule('Test.Python', { nullable: true });

@Returns('List<Node>')
@Plain({ abstract: true })
abstract class FindNodesBase {
  @Prop('int') depth!: number;
}
@Plain({ abstract: true })
abstract class FindDeepNodes extends FindNodesBase {}
@Returns('List<Node>')
@Plain()
export class FindNodes extends FindDeepNodes {}

@ReturnsVoid()
@Plain({ abstract: true })
abstract class ForgetNodesBase {}
@ReturnsVoid()
@Plain()
export class ForgetNodes extends ForgetNodesBase {
  @Prop('Node') node!: unknown;
}

/** Refers to itself, and to one that stands further down in classic. */
@Plain()
export class Node {
  @Prop('List<Node>') children!: unknown[];
  @Prop('Leaf[]') leaves!: unknown[];
  @Prop('Dictionary<Guid,Node>') byId!: Record<string, unknown>;
}
@Plain()
export class Leaf {
  @Prop('Branch<Leaf>[]') around!: unknown[];
}
@Plain({ generics: ['T'] })
export class Branch<T> {
  @Prop('T') end!: T;
}

@Returns('Leaf')
@Nullable()
export class SetWords {
  @Prop('string') @ApiMember('Where it comes from') from!: string;
  @Prop('int') int!: number;
  @Prop('List<string>') is!: string[];
  @Prop('string?') field?: string;
  @Prop('string') none!: string;
  @Prop('string') asOf!: string;
}

const awful = 'Ends """ the string\\N{x}\\" and\n# the comment """""" here"\0';
@Returns('Leaf')
@Dto({ ns: 'Test.Python' })
export class Describe {
  @Prop('string') @ApiMember(awful) text!: string;
  @Prop('int') last!: number;
}

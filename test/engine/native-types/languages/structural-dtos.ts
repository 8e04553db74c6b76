import {
  Api,
  ApiMember,
  Attribute,
  DataMember,
  Description,
  dtoModule,
  Prop,
  Returns,
  ReturnsVoid,
  Route,
  registerEnum,
} from '../../../../dtos/annotations';

/** What go, rust, ruby and zig need care with: values that hold themselves, names of theirs, texts that could break out. */
const Plain = dtoModule('Test.Structural');

export enum Odd {
  Self = 'Self',
  Second = 'Second',
}
registerEnum(Odd, { name: 'Odd', ns: 'Test.Structural', members: { Second: { value: 'a"b\\c\'`' } } });

/** Holds itself: in place, in a list, through another one. */
@Plain()
export class Tree {
  @Prop('Tree') parent?: Tree;
  @Prop('List<Tree>') children!: Tree[];
  @Prop('Twig') @ApiMember({ IsRequired: true }) twig!: unknown;
}
@Plain()
export class Twig {
  @Prop('Box<Tree>') box?: unknown;
}
@Plain({ generics: ['T'] })
export class Box {
  @Prop('T') content!: unknown;
}
@Plain({ generics: ['T'], base: 'Box<T>' })
export class BigBox extends Box {
  @Prop('int') size!: number;
}
@Returns('Tree')
@Plain()
export class GetTree {}

@Plain({ base: 'BigBox<Odd>' })
export class OddBox extends BigBox {
  @Prop('Odd') @ApiMember({ IsRequired: true }) odd!: Odd;
}
@Returns('OddBox')
@Plain()
export class GetOddBox {}

/** Names that a language keeps for itself, or that the generated code uses. */
@Plain()
export class Words {
  @Prop('string') type!: string;
  @Prop('string') self!: string;
  @Prop('string') class!: string;
  @Prop('string') fn!: string;
  @Prop('string') end!: string;
  @Prop('string') base!: string;
  @Prop('string') method!: string;
  @Prop('string') httpMethod!: string;
  @Prop('string') words!: string;
  @Prop('string') const!: string;
  @Prop('string') @DataMember({ Name: 'a `b` "c" \\ d\n' }) stated!: string;
}
@Route('/words', 'PUT')
@ReturnsVoid()
@Plain()
export class PutWords extends Words {
  @Prop('string') getMethod!: string;
  @Prop('string') override type!: string;
}

export const hostile = [
  'a */ /* b',
  '=end',
  '\n=end\n',
  '__END__',
  '"""',
  '\' " ` \\',
  '}} #{system("x")} \\u002a\\u002f',
  'nul \0 esc \x1b del \x7f bell \x07 tab \t',
  'next \u0085 line \u2028 para \u2029',
  'bidi \u202e rev \u2066 iso \ufeff bom',
  '//go:build ignore',
  '-*- coding: utf-16 -*-',
].join('\r\n');

@Api(hostile)
@Route(`/x/${'`'}"${'\\'}`, 'POST')
@Attribute('Shown', { Label: hostile })
@Returns('Dictionary<int,List<Hostile>>')
@Plain()
export class Hostile {
  @Prop('string') @ApiMember(hostile) text!: string;
}
@Description(hostile)
@Returns('List<DateTime>')
@Plain()
export class Described {
  @Prop('char') letter!: string;
  @Prop('Dictionary<double,List<int?>>') odd!: unknown;
  @Prop('List<TimeSpan>') spans!: string[];
  @Prop('Dictionary<bool,object>') more!: unknown;
}

export const structural = [GetTree, GetOddBox, PutWords, Hostile, Described];

import {
  ApiMember,
  ApiResponse,
  Dto,
  dtoModule,
  IsEmail,
  IsNotEmpty,
  IsOptional,
  MaxLength,
  Min,
  Prop,
  Returns,
  registerEnum,
  ValidateRequest,
} from '../../../dtos/annotations';
import { dtoTypeOf } from '../../../src/engine/metadata/type-reader';
import { modelOf, pageOf, typesOf } from './support';

const Plain = dtoModule('Test.Decorators', { nullable: true });

enum Mood {
  Good = 4,
  Bad = 2,
}
registerEnum(Mood, {
  name: 'Mood',
  ns: 'Test.Decorators',
  flags: true,
  members: { Good: { description: 'Smiles', value: 'good!' } },
});

@Plain()
class Animal {
  @Prop('string') name!: string;
  @Prop('Mood') mood!: Mood;
}
@Plain()
class Dog extends Animal {
  @Prop('int') legs!: number;
  @Prop('string') override name!: string;
  /** Without @Prop: no member of the contract. */
  secret?: string;
}

@Plain()
class Left {
  @Prop('Right') right!: unknown;
}
@Plain()
class Right {
  @Prop('List<Left>') lefts!: Left[];
}
// Only its name is referred to, which is the point.
void Right;

@ValidateRequest('IsAuthenticated')
@ApiResponse(401, 'first')
@ApiResponse(403, 'second')
@Returns(() => Dog)
@Plain()
class Ask {
  @ApiMember('Who asks')
  @Prop('string')
  who!: string;
  @Prop('Left') left!: Left;
}

@Returns('Dog')
@Plain({ name: 'Tell' })
class PlainTell {
  @Prop('string?') @ApiMember('Where to') email?: string;
  @Prop('string') name!: string;
  @Prop('int') times!: number;
}
@Returns('Dog')
@Dto({ ns: 'Test.Decorators', nullable: true, name: 'Tell' })
class CheckedTell {
  @Prop('string?') @IsNotEmpty() @IsEmail() @ApiMember('Where to') @MaxLength(10) email?: string;
  @IsOptional() @Prop('string') @MaxLength(3) name!: string;
  @Min(1) @Prop('int') times!: number;
}

describe('decorators', () => {
  it('DC-01 class decorators are emitted in source order', () => {
    expect(pageOf('typescript', 'classic', [Ask])).toContain(
      [
        '// @ValidateRequest(Validator="IsAuthenticated")',
        '// @ApiResponse(Description="first", StatusCode=401)',
        '// @ApiResponse(Description="second", StatusCode=403)',
        'export class Ask',
      ].join('\n'),
    );
  });

  it('DC-01 attributes above and below @Prop are the member’s alike', () => {
    expect(pageOf('typescript', 'classic', [Ask])).toContain(
      '// @ApiMember(Description="Who asks")\n    public who: string;',
    );
  });

  it('DC-02 derived members leave those of the base as they were, and a redeclared one is listed in both', () => {
    const { types, operations } = modelOf([Ask]);
    const members = (type: { properties: readonly { name: string }[] } | undefined) =>
      type?.properties.map(({ name }) => name);

    expect(members(types.find(({ name }) => name === 'Animal'))).toEqual(['Name', 'Mood']);
    expect(members(operations[0]?.response)).toEqual(['Legs', 'Name']);
    expect(dtoTypeOf(Animal).ownProperties).toHaveLength(2);
  });

  it('DC-03 a property without @Prop is nowhere to be seen', () => {
    for (const language of ['typescript', 'typescript.d', 'mjs', 'js']) {
      expect(typesOf(language, 'modern', [Ask]).toLowerCase()).not.toContain('secret');
    }
    expect(JSON.stringify(modelOf([Ask]).operations[0]?.response?.properties)).not.toContain('secret');
  });

  it('DC-04 rules of class-validator change nothing in generated code', () => {
    for (const profile of ['classic', 'modern'] as const) {
      for (const language of ['typescript', 'mjs']) {
        const plain = typesOf(language, profile, [PlainTell]);

        expect(typesOf(language, profile, [CheckedTell])).toBe(plain);
        expect(plain).toContain('email');
      }
    }
  });

  it('DC-05 descriptions, wire values and flags of an enum reach the model and the languages', () => {
    const mood = modelOf([Ask]).types.find(({ name }) => name === 'Mood');

    expect(mood).toMatchObject({
      isEnumInt: true,
      enumNames: ['Good', 'Bad'],
      enumValues: ['4', '2'],
      enumMemberValues: ['good!', 'Bad'],
      enumDescriptions: ['Smiles', ''],
    });
    expect(pageOf('typescript', 'classic', [Ask])).toContain("// @Flags()\nexport enum Mood\n{\n    Good = 'good!',\n");
  });

  it('DC-06 types that are named by text find each other, in circles too', () => {
    const { types } = modelOf([Ask]);
    const [left, right] = ['Left', 'Right'].map((name) => types.find((type) => type.name === name));

    expect(left?.properties).toMatchObject([{ type: 'Right' }]);
    expect(right?.properties).toMatchObject([{ type: 'List`1', genericArgs: ['Left'] }]);
  });
});

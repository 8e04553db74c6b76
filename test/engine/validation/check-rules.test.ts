import { Validate, ValidatePromise } from 'class-validator';
import {
  ArrayMaxSize,
  ArrayMinSize,
  Dto,
  IsEmail,
  IsIn,
  IsNotEmpty,
  IsOptional,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  Prop,
  ValidateNested,
} from '../../../dtos/annotations';
import { checkRules } from '../../../src/engine/validation/validate-request';

const ns = 'CheckRules';
type Decorate = (target: object, key: string) => void;

@Dto({ ns })
class Ruleless {
  @Prop('string') Name?: string;
}
@Dto({ ns })
class Ruled {
  @Prop('string') @IsNotEmpty() Name?: string;
}
@Dto({ ns, abstract: true })
class AbstractRow {
  @Prop('string') Name?: string;
}
class Unmarked {
  validate(): boolean {
    return false;
  }
}

/** A DTO with one member of this type and these rules. */
function dtoWith(type: string | undefined, rules: readonly Decorate[]): new () => object {
  const Sample = class Sample {};
  for (const decorate of rules) decorate(Sample.prototype, 'Member');
  if (type !== undefined) Prop(type)(Sample.prototype, 'Member');
  Dto({ ns })(Sample);
  return Sample;
}

describe('checkRules', () => {
  it.each<[type: string | undefined, rules: Decorate[], problem: string]>([
    [
      'string',
      [Validate(Unmarked)],
      "the constraint 'Unmarked' is unknown; mark its class with @ValidatorConstraint().",
    ],
    ['string', [ValidatePromise()], '@ValidatePromise has no meaning for what comes from the wire; remove it.'],
    [undefined, [IsNotEmpty()], 'it has rules but no @Prop, so that no request can ever set it.'],
    ['int', [Min(5), Max(4)], "no value can be at least 5 and at most 4 ('min' and 'max')."],
    ['string', [MinLength(5), MaxLength(4)], "no value can be at least 5 and at most 4 ('minLength' and 'maxLength')."],
    ['string', [Length(5, 4)], "no value can be at least 5 and at most 4 ('isLength')."],
    [
      'int[]',
      [ArrayMinSize(2), ArrayMaxSize(1)],
      "no value can be at least 2 and at most 1 ('arrayMinSize' and 'arrayMaxSize').",
    ],
    [
      'string',
      [MaxLength(undefined as unknown as number)],
      "the bound of 'maxLength' must be a number; got undefined.",
    ],
    ['int', [Min(Number.NaN)], "the bound of 'min' must be a number; got NaN."],
    ['string', [Length('2' as unknown as number)], "the bounds of 'isLength' must be numbers; got 2 and undefined."],
    ['string', [IsIn([])], "'isIn' needs a list of values, and not an empty one."],
    ['string', [Matches('(' as unknown as RegExp)], "'matches' has no valid pattern: "],
    ['decimal', [Min(1)], "'min' asks for a number, but 'Decimal' is bound as text; every value would be refused."],
    [
      'int?',
      [MaxLength(3)],
      "'maxLength' asks for a text, but 'Int32' is bound as number; every value would be refused.",
    ],
    [
      'List<string>',
      [MaxLength(3)],
      "'maxLength' asks for a text, but 'List<String>' is bound as list; every value would be refused.",
    ],
    [
      'List<int>',
      [MaxLength(3, { each: true })],
      "'maxLength' asks for a text, but 'Int32' is bound as number; every value would be refused.",
    ],
    [
      'string',
      [ArrayMaxSize(3)],
      "'arrayMaxSize' asks for a list, but 'String' is bound as text; every value would be refused.",
    ],
    ['bool', [IsEmail()], "'isEmail' asks for a text, but 'Boolean' is bound as truth; every value would be refused."],
    [
      'List<Ruleless>',
      [ValidateNested({ each: true })],
      '@ValidateNested refuses every Ruleless, because it has no rules; leave the decorator out.',
    ],
    [
      'Dictionary<string,Ruled>',
      [ValidateNested()],
      "@ValidateNested means DTOs and lists of DTOs; 'Dictionary<String,Ruled>' can never pass.",
    ],
    ['string', [ValidateNested()], "@ValidateNested means DTOs and lists of DTOs; 'String' can never pass."],
  ])('refuses a member of type %s with rules that can never work (%#)', (type, rules, problem) => {
    const sample = dtoWith(type, rules);

    expect(() => checkRules(sample)).toThrow(/^Sample\b.*\.Member: /);
    expect(() => checkRules(sample)).toThrow(problem);
  });

  it('names the file of the DTO', () => {
    expect(() => checkRules(dtoWith('int', [Min(2), Max(1)]))).toThrow(/check-rules\.test\.ts:\d+/);
  });

  it.each<[type: string, rules: Decorate[]]>([
    ['string', [IsOptional(), IsNotEmpty(), MaxLength(50), Matches(/x/)]],
    ['int', [Min(1), Max(1)]],
    ['List<string>', [ArrayMinSize(1), ArrayMaxSize(1), MaxLength(3, { each: true })]],
    ['List<Ruled>', [ValidateNested({ each: true })]],
    ['AbstractRow', [ValidateNested()]],
    ['object', [Min(1)]],
    ['Guid?', [IsNotEmpty()]],
  ])('accepts what can work: %s (%#)', (type, rules) => {
    expect(() => checkRules(dtoWith(type, rules))).not.toThrow();
  });

  it('accepts a class without rules, and one with good rules', () => {
    expect(() => checkRules(Ruled)).not.toThrow();
    expect(() => checkRules(Ruleless)).not.toThrow();
    expect(() => checkRules(AbstractRow)).not.toThrow();
  });
});

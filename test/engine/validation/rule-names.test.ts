import fc from 'fast-check';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayNotEmpty,
  Dto,
  Equals,
  IsCreditCard,
  IsDefined,
  IsEmail,
  IsEmpty,
  IsEnum,
  IsIn,
  IsNegative,
  IsNotEmpty,
  IsNotEmptyObject,
  IsPositive,
  IsUrl,
  Length,
  Matches,
  Max,
  MaxDate,
  MaxLength,
  Min,
  MinDate,
  MinLength,
  NotEquals,
  Prop,
  Rule,
} from '../../../dtos/annotations';
import { characterCount, splitWords } from '../../../src/engine/validation/rule-names';
import { validateDto } from '../../../src/engine/validation/validate-request';

type Decorate = (target: object, key: string) => void;

/** The answer for one member with these rules, in source order. */
function answer(name: string, rules: readonly Decorate[], value: unknown) {
  class OneMember {}
  for (const decorate of [...rules].reverse()) decorate(OneMember.prototype, name);
  return validateDto(Object.assign(new OneMember(), { [name]: value })).map((error) => ({ ...error }));
}

const day = new Date('2030-01-07T00:00:00Z');

describe('codes and texts of rules', () => {
  it.each<[code: string, rules: Decorate[], value: unknown, message: string, meta: Record<string, string>]>([
    ['NotEmpty', [IsNotEmpty()], undefined, "'First Name' must not be empty.", {}],
    ['NotEmpty', [IsNotEmpty()], null, "'First Name' must not be empty.", {}],
    ['NotEmpty', [IsNotEmpty()], '', "'First Name' must not be empty.", { PropertyValue: '' }],
    ['NotEmpty', [IsNotEmpty()], ' \t ', "'First Name' must not be empty.", { PropertyValue: ' \t ' }],
    ['NotEmpty', [IsNotEmpty()], [], "'First Name' must not be empty.", {}],
    ['NotEmpty', [ArrayNotEmpty()], [], "'First Name' must not be empty.", {}],
    ['NotEmpty', [IsDefined()], null, "'First Name' must not be empty.", {}],
    ['NotEmpty', [IsNotEmptyObject()], {}, "'First Name' must not be empty.", {}],
    ['Empty', [IsEmpty()], 'x', "'First Name' must be empty.", { PropertyValue: 'x' }],
    ['Email', [IsEmail()], 'nope@', "'First Name' is not a valid email address.", { PropertyValue: 'nope@' }],
    [
      'Length',
      [Length(2, 5)],
      'abcdef',
      "'First Name' must be between 2 and 5 characters. You entered 6 characters.",
      { PropertyValue: 'abcdef', MinLength: '2', MaxLength: '5', TotalLength: '6' },
    ],
    [
      'Length',
      [Length(4, 4)],
      'abc',
      "'First Name' must be 4 characters in length. You entered 3 characters.",
      { PropertyValue: 'abc', MinLength: '4', MaxLength: '4', TotalLength: '3' },
    ],
    [
      'Length',
      [Length(4)],
      'abc',
      "The length of 'First Name' must be at least 4 characters. You entered 3 characters.",
      { PropertyValue: 'abc', MinLength: '4', TotalLength: '3' },
    ],
    [
      'MinimumLength',
      [MinLength(3)],
      '😀a',
      "The length of 'First Name' must be at least 3 characters. You entered 2 characters.",
      { PropertyValue: '😀a', MinLength: '3', TotalLength: '2' },
    ],
    [
      'MaximumLength',
      [MaxLength(3)],
      'abcd',
      "The length of 'First Name' must be 3 characters or fewer. You entered 4 characters.",
      { PropertyValue: 'abcd', MaxLength: '3', TotalLength: '4' },
    ],
    [
      'MinimumLength',
      [ArrayMinSize(2)],
      [1],
      "The length of 'First Name' must be at least 2 items. You entered 1 items.",
      { MinLength: '2', TotalLength: '1' },
    ],
    [
      'MaximumLength',
      [ArrayMaxSize(1)],
      [1, 2],
      "The length of 'First Name' must be 1 items or fewer. You entered 2 items.",
      { MaxLength: '1', TotalLength: '2' },
    ],
    [
      'GreaterThan',
      [IsPositive()],
      0,
      "'First Name' must be greater than '0'.",
      { PropertyValue: '0', ComparisonValue: '0' },
    ],
    [
      'GreaterThanOrEqual',
      [Min(1)],
      0,
      "'First Name' must be greater than or equal to '1'.",
      { PropertyValue: '0', ComparisonValue: '1' },
    ],
    [
      'GreaterThanOrEqual',
      [MinDate(day)],
      new Date('2030-01-06T00:00:00Z'),
      "'First Name' must be greater than or equal to '2030-01-07T00:00:00.000Z'.",
      { PropertyValue: '2030-01-06T00:00:00.000Z', ComparisonValue: '2030-01-07T00:00:00.000Z' },
    ],
    [
      'LessThan',
      [IsNegative()],
      1,
      "'First Name' must be less than '0'.",
      { PropertyValue: '1', ComparisonValue: '0' },
    ],
    [
      'LessThanOrEqual',
      [Max(1)],
      2.5,
      "'First Name' must be less than or equal to '1'.",
      { PropertyValue: '2.5', ComparisonValue: '1' },
    ],
    [
      'LessThanOrEqual',
      [MaxDate(() => day)],
      new Date('2030-01-08T00:00:00Z'),
      "'First Name' must be less than or equal to '2030-01-07T00:00:00.000Z'.",
      { PropertyValue: '2030-01-08T00:00:00.000Z', ComparisonValue: '2030-01-07T00:00:00.000Z' },
    ],
    [
      'Equal',
      [Equals('yes')],
      'no',
      "'First Name' must be equal to 'yes'.",
      { PropertyValue: 'no', ComparisonValue: 'yes' },
    ],
    [
      'NotEqual',
      [NotEquals(true)],
      true,
      "'First Name' must not be equal to 'true'.",
      { PropertyValue: 'true', ComparisonValue: 'true' },
    ],
    [
      'InclusiveBetween',
      [Min(1), Max(120)],
      0,
      "'First Name' must be between 1 and 120. You entered 0.",
      { PropertyValue: '0', From: '1', To: '120' },
    ],
    [
      'InclusiveBetween',
      [Max(120), Min(1)],
      Number.NaN,
      "'First Name' must be between 1 and 120. You entered NaN.",
      { PropertyValue: 'NaN', From: '1', To: '120' },
    ],
    [
      'RegularExpression',
      [Matches(/^\d+$/)],
      'x',
      "'First Name' is not in the correct format.",
      { PropertyValue: 'x' },
    ],
    [
      'CreditCard',
      [IsCreditCard()],
      '4111',
      "'First Name' is not a valid credit card number.",
      { PropertyValue: '4111' },
    ],
    [
      'Enum',
      [IsIn(['Internal', 'Network'])],
      'Foreign',
      "'First Name' has a range of values which does not include 'Foreign'.",
      { PropertyValue: 'Foreign' },
    ],
    [
      'Enum',
      [IsEnum({ A: 1, B: 2 })],
      3,
      "'First Name' has a range of values which does not include '3'.",
      { PropertyValue: '3' },
    ],
    [
      'Predicate',
      [IsUrl()],
      'nope',
      "The specified condition was not met for 'First Name'.",
      { PropertyValue: 'nope' },
    ],
    [
      'Predicate',
      [Rule({ name: 'even', message: 'Even numbers only.', test: (value) => Number(value) % 2 === 0 })],
      3,
      'Even numbers only.',
      { PropertyValue: '3' },
    ],
  ])('ERR-21, ERR-22: %s', (errorCode, rules, value, message, meta) => {
    const errors = answer('FirstName', rules, value);

    expect(errors).toEqual([
      { errorCode, fieldName: 'FirstName', message, meta: { PropertyName: 'First Name', ...meta } },
    ]);
  });

  it.each(['NotNull', 'Null', 'ExclusiveBetween', 'ScalePrecision'])(
    "ERR-21: %s, which class-validator lacks, is said by a rule of one's own",
    (errorCode) => {
      const errors = answer('Price', [Rule({ name: 'own', errorCode, message: 'No.', test: () => false })], 5);

      expect(errors).toMatchObject([{ errorCode, fieldName: 'Price', message: 'No.' }]);
    },
  );

  it('an absent text without @IsOptional lacks a value, rather than being too long', () => {
    expect(answer('City', [MaxLength(5)], undefined)).toMatchObject([
      { errorCode: 'NotEmpty', message: "'City' must not be empty." },
    ]);
    expect(answer('Tags', [ArrayMaxSize(5)], undefined)).toMatchObject([{ errorCode: 'NotEmpty' }]);
  });

  it('bounds per element are one rule for each element, and none together with bounds of something else', () => {
    const each = { each: true };

    expect(answer('Hours', [Min(1, each), Max(24, each)], [8, 25, 0])).toMatchObject([
      { fieldName: 'Hours[1]', errorCode: 'InclusiveBetween', meta: { PropertyValue: '25' } },
      { fieldName: 'Hours[2]', errorCode: 'InclusiveBetween', meta: { PropertyValue: '0' } },
    ]);
    expect(answer('Hours', [Min(1), Max(24, each)], 0)).toMatchObject([{ errorCode: 'GreaterThanOrEqual' }]);
  });

  it('an absent value of bounds is not said to have been entered', () => {
    expect(answer('Age', [Min(1), Max(120)], undefined)).toEqual([
      {
        errorCode: 'InclusiveBetween',
        fieldName: 'Age',
        message: "'Age' must be between 1 and 120.",
        meta: { PropertyName: 'Age', From: '1', To: '120' },
      },
    ]);
  });
});

describe('what authors say themselves', () => {
  it.each<[what: string, rule: Decorate, expected: object]>([
    ['a text', MaxLength(2, { message: 'Too long.' }), { errorCode: 'MaximumLength', message: 'Too long.' }],
    [
      "a text with class-validator's tokens",
      MaxLength(2, { message: '$property: at most $constraint1, not $value' }),
      { message: 'Nick: at most 2, not abc' },
    ],
    [
      "a text with the contract's placeholders",
      MaxLength(2, { message: '{PropertyName} has {TotalLength} of {MaxLength} characters; {Unknown}' }),
      { message: 'Nick has 3 of 2 characters; {Unknown}' },
    ],
    [
      'a function',
      MaxLength(2, { message: (args) => `${args.property} ${String(args.value).length}` }),
      { message: 'Nick 3' },
    ],
    [
      'a code',
      MaxLength(2, { context: { errorCode: 'NickTooLong' } }),
      {
        errorCode: 'NickTooLong',
        message: "The length of 'Nick' must be 2 characters or fewer. You entered 3 characters.",
      },
    ],
    [
      'code and text of @Rule',
      Rule({ name: 'nick', errorCode: 'BadNick', message: (value) => `Not ${value}.`, test: (value) => value === 'x' }),
      { errorCode: 'BadNick', message: 'Not abc.' },
    ],
  ])('wins: %s', (_what, rule, expected) => {
    expect(answer('Nick', [rule], 'abc')).toMatchObject([expected]);
  });

  it('a bound with a code of its own stays alone', () => {
    const errors = answer('Age', [Min(18, { context: { errorCode: 'TooYoung' } }), Max(120)], 5);

    expect(errors).toMatchObject([{ errorCode: 'TooYoung', message: "'Age' must be greater than or equal to '18'." }]);
  });

  it('a bound with a text of its own keeps it', () => {
    expect(answer('Age', [Min(18, { message: 'Adults only.' }), Max(120)], 5)).toMatchObject([
      { errorCode: 'InclusiveBetween', message: 'Adults only.', meta: { From: '18', To: '120' } },
    ]);
  });
});

describe('values in answers', () => {
  it.each(['Password', 'passwordHash', 'Salt', 'digestHa1Hash', 'RefreshToken', 'ClientSecret'])(
    'leaves out that of %s, in text and meta',
    (name) => {
      const rules = [
        IsIn(['x']),
        Matches(/^x$/, { message: 'not $value, {PropertyValue}' }),
        MinLength(30, { message: (args) => `short: ${args.value}` }),
      ];

      const errors = answer(name, rules, 'correct horse');

      expect(errors.map((error) => error.message)).toEqual([
        `'${splitWords(name)}' has a range of values which does not include '***'.`,
        'not ***, ***',
        'short: ***',
      ]);
      expect(JSON.stringify(errors)).not.toContain('horse');
    },
  );

  it('shortens long ones, so that a bad request cannot make a huge answer', () => {
    const [error] = answer('Name', [MaxLength(10)], `${'x'.repeat(99)}😀${'y'.repeat(1_000_000)}`);

    expect(error?.meta?.PropertyValue).toBe(`${'x'.repeat(99)}…`);
    expect(error?.meta?.TotalLength).toBe('1000100');
    expect(error?.message).toBe("The length of 'Name' must be 10 characters or fewer. You entered 1000100 characters.");
  });

  it('shortens what an author repeats of them', () => {
    const [error] = answer('Name', [MaxLength(10, { message: 'not $value' })], 'x'.repeat(100_000));

    expect(error?.message).toBe(`not ${'x'.repeat(496)}…`);
  });

  it('keeps to itself what a secret is compared with', () => {
    expect(answer('Token', [Equals('wanted')], 'sent')).toEqual([
      {
        errorCode: 'Equal',
        fieldName: 'Token',
        message: "'Token' must be equal to '***'.",
        meta: { PropertyName: 'Token', ComparisonValue: '***' },
      },
    ]);
  });

  it('leaves out lists and objects', () => {
    expect(answer('Tags', [ArrayMaxSize(1)], ['a', 'b'])[0]?.meta).not.toHaveProperty('PropertyValue');
    expect(answer('Box', [IsEmail()], { a: 1 })[0]?.meta).toEqual({ PropertyName: 'Box' });
  });
});

describe('names in words', () => {
  it.each([
    ['FirstName', 'First Name'],
    ['firstName', 'First Name'],
    ['Id', 'Id'],
    ['ID', 'ID'],
    ['CompanyId', 'Company Id'],
    ['ClientIPAddress', 'Client IP Address'],
    ['InvoiceAddress1', 'Invoice Address1'],
    ['SMSReminder', 'SMS Reminder'],
    ['email', 'Email'],
    ['ÅrsRedovisning', 'Års Redovisning'],
  ])('ERR-23: %s is %s', (name, words) => {
    expect(splitWords(name)).toBe(words);
  });

  it('ERR-23: a declared name that the wire name does not tell is taken from @Prop', () => {
    @Dto({ ns: 'RuleNames' })
    class Visit {
      @Prop('string', { name: 'ClientIPAddress' }) @IsNotEmpty() clientIpAddress?: string;
    }

    expect(validateDto(new Visit())).toMatchObject([
      { fieldName: 'clientIpAddress', message: "'Client IP Address' must not be empty." },
    ]);
  });
});

describe('the number of characters', () => {
  it('is the one that class-validator judges by', () => {
    const texts = fc
      .array(fc.constantFrom('a', '😀', '\uFE0F', '\uFE0E', '\uD83D', '\uDE00', '\n'), { maxLength: 12 })
      .map((parts) => parts.join(''));

    fc.assert(
      fc.property(texts, (text) => {
        const count = characterCount(text);
        expect(answer('Text', [Length(count, count)], text)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

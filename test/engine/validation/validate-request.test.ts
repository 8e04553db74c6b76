import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { registerDecorator } from 'class-validator';
import {
  ArrayMaxSize,
  Dto,
  IsDefined,
  IsEmail,
  IsIn,
  IsNotEmpty,
  IsOptional,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  Prop,
  Rule,
  ValidateIf,
  ValidateNested,
} from '../../../dtos/annotations';
import type { ResponseError } from '../../../dtos/common';
import { validateDto } from '../../../src/engine/validation/validate-request';

const ns = 'ValidateRequest';

@Dto({ ns })
class Account {
  @Prop('string') @IsNotEmpty() userName?: string;
  @Prop('string') @IsOptional() @IsEmail() email?: string;
}
@Dto({ ns })
class Customer {
  @Prop('string') @IsNotEmpty() @MaxLength(10) name?: string;
  @Prop('List<Account>') @ArrayMaxSize(5) @ValidateNested({ each: true }) accounts?: Account[];
  @Prop('List<string>') @IsOptional() @MaxLength(3, { each: true }) @IsNotEmpty({ each: true }) tags?: string[];
}
@Dto({ ns })
class Batch {
  @Prop('List<Customer>') @ValidateNested({ each: true }) customers?: Customer[];
}
@Dto({ ns })
class WithoutRules {
  @Prop('string') anything?: string;
}

const account = (init: Partial<Account> = {}) => Object.assign(new Account(), { userName: 'anna', ...init });
const customer = (init: Partial<Customer> = {}) =>
  Object.assign(new Customer(), { name: 'Acme', accounts: [account()], ...init });
const batch = (customers: unknown[]) => Object.assign(new Batch(), { customers });
const brief = (errors: readonly ResponseError[]) =>
  errors.map(({ fieldName, errorCode }) => `${fieldName} ${errorCode}`);

describe('validateDto', () => {
  it('answers one and the same empty list for all good objects, and nobody can put anything into it', () => {
    const errors = validateDto(customer());

    expect(errors).toEqual([]);
    expect(validateDto(batch([customer(), customer()]))).toBe(errors);
    expect(() => errors.push({})).toThrow(TypeError);
  });

  it('accepts a DTO that declares no rules', () => {
    expect(validateDto(Object.assign(new WithoutRules(), { anything: 'x' }))).toEqual([]);
  });

  it('refuses an object of no known class', () => {
    expect(validateDto({ name: 'x' })).toEqual([
      {
        errorCode: 'Predicate',
        fieldName: '',
        message: "The specified condition was not met for 'Object'.",
        meta: { PropertyName: 'Object' },
      },
    ]);
    expect(brief(validateDto(Object.create(null), { path: 'items[0]' }))).toEqual(['items[0] Predicate']);
  });

  it('ERR-20: answers the published example', () => {
    class ThrowValidation {
      @Prop('int') @Min(1) @Max(120) Age?: number;
      @Prop('string') @IsNotEmpty() Required?: string;
      @Prop('string') @IsNotEmpty() @IsEmail() Email?: string;
    }
    Dto({ ns })(ThrowValidation);

    const errors = validateDto(new ThrowValidation());

    expect(errors).toEqual([
      {
        errorCode: 'InclusiveBetween',
        fieldName: 'Age',
        message: "'Age' must be between 1 and 120. You entered 0.",
        meta: { PropertyName: 'Age', PropertyValue: '0', From: '1', To: '120' },
      },
      {
        errorCode: 'NotEmpty',
        fieldName: 'Required',
        message: "'Required' must not be empty.",
        meta: { PropertyName: 'Required' },
      },
      {
        errorCode: 'NotEmpty',
        fieldName: 'Email',
        message: "'Email' must not be empty.",
        meta: { PropertyName: 'Email' },
      },
    ]);
  });

  it('ERR-26: names nested members with dots and indexes', () => {
    const request = batch([
      customer(),
      customer({ accounts: [account(), account({ email: 'nope' })] }),
      customer({ name: 'x'.repeat(11), accounts: [account({ userName: ' ' })] }),
    ]);

    expect(brief(validateDto(request))).toEqual([
      'customers[1].accounts[1].email Email',
      'customers[2].name MaximumLength',
      'customers[2].accounts[0].userName NotEmpty',
    ]);
  });

  it("puts the caller's path before each name", () => {
    const errors = validateDto(customer({ name: '', accounts: [account({ email: 'nope' })] }), {
      path: 'customers[3]',
    });

    expect(brief(errors)).toEqual(['customers[3].name NotEmpty', 'customers[3].accounts[0].email Email']);
  });

  it('names the element where a rule per element fails', () => {
    const errors = validateDto(customer({ tags: ['abc', 'abcd', ' ', undefined as unknown as string, 'abcde'] }));

    expect(errors.map(({ fieldName, message }) => `${fieldName}: ${message}`)).toEqual([
      "tags[1]: The length of 'Tags' must be 3 characters or fewer. You entered 4 characters.",
      "tags[2]: 'Tags' must not be empty.",
      "tags[3]: 'Tags' must not be empty.",
      "tags[4]: The length of 'Tags' must be 3 characters or fewer. You entered 5 characters.",
    ]);
  });

  it('counts holes of a list as no elements', () => {
    const tags = Object.assign([], { 1: 'abc', 3: 'abcd' });

    expect(brief(validateDto(customer({ tags })))).toEqual(['tags[3] MaximumLength']);
  });

  it.each<[what: string, accounts: unknown, expected: string[]]>([
    ['plain objects', [{ userName: 'anna' }], ['accounts[0] Predicate']],
    ['null', [null, account()], ['accounts[0] Predicate']],
    ['text', 'accounts', ['accounts MaximumLength', 'accounts Predicate']],
    ['a good subclass', [Object.assign(new (class Sub extends Account {})(), { userName: 'x' })], []],
    ['holes, which are nothing', Object.assign([], { 1: account() }), []],
    ['a bad object in a list in a list', [[account({ userName: '' })]], ['accounts[0][0].userName NotEmpty']],
  ])('looks at what stands where a DTO belongs: %s', (_what, accounts, expected) => {
    expect(brief(validateDto(customer({ accounts: accounts as Account[] })))).toEqual(expected);
  });

  it('ERR-19: lists every failed rule, members in source order and rules as they are declared', () => {
    class Base {
      @MinLength(5) Last?: string;
      @IsOptional() @MaxLength(1) First?: string;
    }
    class Ordered extends Base {
      @Matches(/^\d+$/) @MinLength(5) @IsIn(['zzzzz']) Zip?: string;
      @IsEmail() @MaxLength(2) declare First?: string;
      @Rule({ name: 'odd', errorCode: 'Odd', message: 'odd', test: () => false }) @IsDefined() Area?: string;
    }

    const errors = validateDto(Object.assign(new Ordered(), { Last: 'x', First: 'abc', Zip: 'abc', Area: 'x' }));

    expect(brief(errors)).toEqual([
      'Last MinimumLength',
      'First Email',
      'First MaximumLength',
      'Zip RegularExpression',
      'Zip MinimumLength',
      'Zip Enum',
      'Area Odd',
    ]);
  });

  it("ERR-19: lists a base class's rules of a member before those of its subclasses", () => {
    class Base {
      @ValidateNested() Link?: unknown;
    }
    class Middle extends Base {
      @IsEmail() declare Link?: unknown;
    }
    class Derived extends Middle {
      @IsDefined() declare Link?: unknown;
    }

    expect(brief(validateDto(Object.assign(new Derived(), { Link: 'x' })))).toEqual(['Link Predicate', 'Link Email']);
  });

  it('lists two rules of one name that both fail', () => {
    class Twice {
      @Matches(/^a/, { message: 'start with a' }) @Matches(/z$/, { message: 'end with z' }) Code?: string;
    }

    const both = validateDto(Object.assign(new Twice(), { Code: 'x' }));
    const one = validateDto(Object.assign(new Twice(), { Code: 'ax' }));

    expect(both.map(({ message }) => message)).toEqual(['start with a', 'end with z']);
    expect(one.map(({ message }) => message)).toEqual(['end with z']);
  });

  it('lists one entry only for a member that is empty and must not be', () => {
    class Strict {
      @IsEmail() @IsNotEmpty() @MinLength(3) @IsDefined() Email?: string;
    }

    expect(brief(validateDto(new Strict()))).toEqual(['Email NotEmpty']);
    expect(brief(validateDto(Object.assign(new Strict(), { Email: '' })))).toEqual(['Email NotEmpty']);
    expect(brief(validateDto(Object.assign(new Strict(), { Email: 'x' })))).toEqual([
      'Email Email',
      'Email MinimumLength',
    ]);
  });

  it.each([' ', '\t\r\n', '\u00a0', '\u2003\ufeff', [] as unknown])('decisions D25: %j counts as empty', (name) => {
    expect(brief(validateDto(customer({ name: name as string })))).toContain('name NotEmpty');
    expect(validateDto(customer({ name: name as string }), { codeGeneration: false })[0]?.errorCode).toBe('NotEmpty');
  });

  it.each(['x', ' x', '\u00a0å', '0', '\u200b'])('decisions D25: %j does not count as empty', (name) => {
    expect(validateDto(customer({ name }))).toEqual([]);
  });

  it('asks conditions, and sees the object as it is', () => {
    class Conditional {
      @IsOptional() Country?: string;
      @ValidateIf((dto: Conditional) => dto.Country === 'SE') @Matches(/^\d{5}$/) Zip?: string;
    }

    expect(validateDto(Object.assign(new Conditional(), { Country: 'NO', Zip: 'x' }))).toEqual([]);
    expect(brief(validateDto(Object.assign(new Conditional(), { Country: 'SE', Zip: 'x' })))).toEqual([
      'Zip RegularExpression',
    ]);
  });

  it("gives a rule of one's own the value and the object", () => {
    class Period {
      From?: string;
      @Rule({
        name: 'after',
        errorCode: 'Predicate',
        message: 'To must not lie before From.',
        test: (to, period) => String(to) >= String((period as Period).From),
      })
      To?: string;
    }

    expect(validateDto(Object.assign(new Period(), { From: '2030-01-01', To: '2030-01-02' }))).toEqual([]);
    expect(validateDto(Object.assign(new Period(), { From: '2030-01-02', To: '2030-01-01' }))).toMatchObject([
      { errorCode: 'Predicate', fieldName: 'To', message: 'To must not lie before From.' },
    ]);
  });
});

describe('many failures', () => {
  const bad = () => customer({ name: '', accounts: [account({ userName: '', email: 'nope' })] });

  it('decisions D6: at most 100 errors are answered, the first ones', () => {
    const errors = validateDto(batch(Array.from({ length: 10_000 }, bad)));

    expect(errors).toHaveLength(100);
    expect(errors[0]?.fieldName).toBe('customers[0].name');
    expect(errors[99]?.fieldName).toBe('customers[33].name');
  });

  it('the caller may want fewer or more', () => {
    const request = batch(Array.from({ length: 100 }, bad));

    expect(validateDto(request, { maxErrors: 4 }).map(({ fieldName }) => fieldName)).toEqual([
      'customers[0].name',
      'customers[0].accounts[0].userName',
      'customers[0].accounts[0].email',
      'customers[1].name',
    ]);
    expect(validateDto(request, { maxErrors: 1_000 })).toHaveLength(300);
  });

  it('counts what is answered, not what failed: entries that are left out leave room', () => {
    class Strict {
      @IsNotEmpty() @MinLength(3) @IsEmail() Email?: string;
    }
    class Rows {
      @ValidateNested({ each: true }) Rows?: Strict[];
    }
    const rows = Object.assign(new Rows(), { Rows: Array.from({ length: 200 }, () => new Strict()) });

    expect(brief(validateDto(rows)).at(-1)).toBe('Rows[99].Email NotEmpty');
  });

  it('bounds a list of bad elements too', () => {
    const tags = Array.from({ length: 50_000 }, () => 'too long');

    expect(validateDto(customer({ tags }))).toHaveLength(100);
  });

  it('costs little more for ten thousand bad objects than for a hundred', () => {
    const [few, many] = [100, 10_000].map((length) => batch(Array.from({ length }, bad)));
    const time = (request: object) => {
      const started = performance.now();
      validateDto(request);
      return performance.now() - started;
    };
    time(few as object);
    time(many as object);

    const [short, long] = [few, many].map((request) => Math.min(...[1, 2, 3].map(() => time(request as object))));

    expect(long).toBeLessThan(10 * (short ?? 0) + 5);
  });
});

describe('rules that are added later', () => {
  it('count from then on, in the class, in its base and in nested classes', () => {
    class Inner {
      @IsOptional() @MaxLength(50) Value?: string;
    }
    class Base {}
    class Outer extends Base {
      @ValidateNested() Inner?: Inner;
    }
    const outer = Object.assign(new Outer(), { Inner: Object.assign(new Inner(), { Value: 'abc' }), Late: 'abc' });
    const late = (target: object, propertyName: string) => MaxLength(2)(target, propertyName);
    const both = () => [true, false].map((codeGeneration) => brief(validateDto(outer, { codeGeneration })));

    const before = both();
    late(Inner.prototype, 'Value');
    const nested = both();
    late(Base.prototype, 'Late');
    const inherited = both();

    expect(before).toEqual([[], []]);
    expect(nested).toEqual([['Inner.Value MaximumLength'], ['Inner.Value MaximumLength']]);
    expect(inherited[0]).toEqual(['Late MaximumLength', 'Inner.Value MaximumLength']);
    expect(inherited[1]).toEqual(inherited[0]);
  });

  it('count for a class that had none', () => {
    class Bare {}
    Dto({ ns })(Bare);

    const before = validateDto(new Bare());
    IsNotEmpty()(Bare.prototype, 'Name');
    Prop('string')(Bare.prototype, 'Name');

    expect(before).toEqual([]);
    expect(brief(validateDto(new Bare()))).toEqual(['Name NotEmpty']);
  });
});

describe('rules for certain verbs', () => {
  class Item {
    @IsNotEmpty({ groups: ['POST'] }) Name?: string;
  }
  class Saved {
    @IsNotEmpty({ groups: ['PUT', 'PATCH'] }) Id?: string;
    @IsOptional() @MaxLength(2) Text?: string;
    @IsOptional() @ValidateNested({ each: true }) Items?: Item[];
  }
  const saved = Object.assign(new Saved(), { Text: 'abc', Items: [new Item()] });

  it.each([
    ['POST', ['Text MaximumLength', 'Items[0].Name NotEmpty']],
    ['PUT', ['Id NotEmpty', 'Text MaximumLength']],
    ['PATCH', ['Id NotEmpty', 'Text MaximumLength']],
    ['GET', ['Text MaximumLength']],
    [undefined, ['Id NotEmpty', 'Text MaximumLength', 'Items[0].Name NotEmpty']],
  ])('ERR-24: %s', (verb, expected) => {
    expect(brief(validateDto(saved, { verb }))).toEqual(expected);
    expect(brief(validateDto(saved, { verb, codeGeneration: false }))).toEqual(expected);
  });

  it('ERR-24: rules of a nested DTO make the outer one depend on the verb', () => {
    @Dto({ ns })
    class Row {
      @Prop('string') @IsNotEmpty({ groups: ['POST'] }) Name?: string;
    }
    @Dto({ ns })
    class Rows {
      @Prop('List<Row>') @ValidateNested({ each: true }) Rows?: Row[];
    }
    const rows = Object.assign(new Rows(), { Rows: [new Row()] });

    expect(brief(validateDto(rows, { verb: 'POST' }))).toEqual(['Rows[0].Name NotEmpty']);
    expect(validateDto(rows, { verb: 'GET' })).toEqual([]);
  });
});

describe('without code generation', () => {
  it('validates the same in a process that forbids it', () => {
    const script = `
      const { IsNotEmpty, MaxLength } = require('class-validator');
      const { validateDto } = require('./src/engine/validation/validate-request.ts');
      class Name {}
      IsNotEmpty()(Name.prototype, 'First');
      MaxLength(3)(Name.prototype, 'First');
      const codes = (first) => validateDto(Object.assign(new Name(), { First: first })).map((error) => error.errorCode);
      let isForbidden = false;
      try { new Function('return 1'); } catch { isForbidden = true; }
      console.log(JSON.stringify([isForbidden, codes('abc'), codes(' '), codes('abcd')]));
    `;
    const output = execFileSync(
      process.execPath,
      ['--disallow-code-generation-from-strings', '-r', './swc-register.cjs', '-e', script],
      { cwd: join(__dirname, '../../..'), encoding: 'utf8' },
    );

    expect(JSON.parse(output)).toEqual([true, [], ['NotEmpty'], ['MaximumLength']]);
  });
});

describe('a rule that answers a promise without saying so', () => {
  it('is reported rather than taken for a yes', () => {
    class Sneaky {}
    registerDecorator({
      name: 'sneaky',
      target: Sneaky,
      propertyName: 'Name',
      validator: { validate: () => Promise.reject(new Error('nobody waits')) },
    });

    expect(() => validateDto(Object.assign(new Sneaky(), { Name: 'x' }))).toThrow(
      "Sneaky.Name: the rule 'sneaky' answers a promise but isn't declared with 'async: true'.",
    );
  });
});

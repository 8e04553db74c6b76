import { registerDecorator, type ValidationArguments } from 'class-validator';
import {
  ArrayMaxSize,
  Dto,
  IsNotEmpty,
  IsOptional,
  MaxLength,
  Prop,
  ValidateIf,
  ValidateNested,
} from '../../../dtos/annotations';
import type { ResponseError } from '../../../dtos/common';
import { validateDto, validateDtoAsync } from '../../../src/engine/validation/validate-request';

const taken = new Set(['anna', 'bert']);
let asked: unknown[] = [];

/** Asks a store, as a rule about uniqueness would. */
function IsFree(options: { each?: boolean; message?: string; groups?: string[] } = {}) {
  return (target: object, propertyName: string) =>
    registerDecorator({
      name: 'isFree',
      target: target.constructor,
      propertyName,
      async: true,
      options: { ...options, context: { errorCode: 'AlreadyExists' } },
      validator: {
        validate: async (value: unknown) => {
          asked.push(value);
          await new Promise((resolve) => setImmediate(resolve));
          return !taken.has(String(value));
        },
        defaultMessage: (args?: ValidationArguments) => `${args?.value} is taken`,
      },
    });
}

@Dto({ ns: 'AsyncRules' })
class Login {
  @Prop('string') @IsNotEmpty() @IsFree() @MaxLength(4) Name?: string;
  @Prop('string') @IsOptional() @MaxLength(3) Note?: string;
}
@Dto({ ns: 'AsyncRules' })
class Team {
  @Prop('string') @IsNotEmpty() Name?: string;
  @Prop('List<Login>') @ArrayMaxSize(3) @ValidateNested({ each: true }) Logins?: Login[];
  @Prop('bool?') @IsOptional() ChecksAliases?: boolean;
  @Prop('List<string>')
  @IsOptional()
  @ValidateIf((team: Team) => team.ChecksAliases === true)
  @IsFree({ each: true, message: 'an alias is taken' })
  Aliases?: string[];
}

const login = (Name: string, Note?: string) => Object.assign(new Login(), { Name, Note });
const team = (init: Partial<Team>) => Object.assign(new Team(), { Name: 'A', Logins: [], ...init });
const brief = (errors: readonly ResponseError[] | undefined) =>
  errors?.map(({ fieldName, errorCode, message }) => `${fieldName} ${errorCode} ${message}`);

beforeEach(() => {
  asked = [];
});

describe('asynchronous rules', () => {
  it('are waited for', async () => {
    expect(await validateDtoAsync(login('cecilia'.slice(0, 4)))).toEqual([]);
    expect(brief(await validateDtoAsync(login('anna')))).toEqual(['Name AlreadyExists anna is taken']);
  });

  it('stand in rule order among the others', async () => {
    taken.add('annabella');

    expect(brief(await validateDtoAsync(login('annabella', 'abcd')))).toEqual([
      'Name AlreadyExists annabella is taken',
      "Name MaximumLength The length of 'Name' must be 4 characters or fewer. You entered 9 characters.",
      "Note MaximumLength The length of 'Note' must be 3 characters or fewer. You entered 4 characters.",
    ]);
  });

  it('do not soften the others: blank text is refused', async () => {
    expect(brief(await validateDtoAsync(login('  ')))).toEqual(["Name NotEmpty 'Name' must not be empty."]);
  });

  it('are found in nested DTOs, and in lists under a condition', async () => {
    const errors = await validateDtoAsync(
      team({ Logins: [login('eva'), login('bert')], ChecksAliases: true, Aliases: ['eva', 'anna'] }),
      { path: 'teams[2]' },
    );

    expect(brief(errors)).toEqual([
      'teams[2].Logins[1].Name AlreadyExists bert is taken',
      'teams[2].Aliases AlreadyExists an alias is taken',
    ]);
    expect(asked.sort()).toEqual(['anna', 'bert', 'eva', 'eva']);
  });

  it('are not asked where their condition does not hold', async () => {
    expect(await validateDtoAsync(team({ Aliases: ['anna'] }))).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('answer at most as many errors as wanted', async () => {
    const logins = Array.from({ length: 300 }, () => login('anna'));

    expect(await validateDtoAsync(team({ Logins: logins }))).toHaveLength(100);
    expect(await validateDtoAsync(team({ Logins: logins }), { maxErrors: 3 })).toHaveLength(3);
  });

  it('that fail themselves fail the validation', async () => {
    class Broken {}
    registerDecorator({
      name: 'broken',
      target: Broken,
      propertyName: 'Name',
      async: true,
      validator: { validate: () => Promise.reject(new Error('the store is down')) },
    });

    await expect(validateDtoAsync(new Broken())).rejects.toThrow('the store is down');
  });

  it('ERR-24: run for their verbs only', async () => {
    class Verbs {
      @IsFree({ groups: ['POST'] }) Name?: string;
    }
    const dto = Object.assign(new Verbs(), { Name: 'anna' });

    expect(await validateDtoAsync(dto, { verb: 'GET' })).toEqual([]);
    expect(brief(await validateDtoAsync(dto, { verb: 'POST' }))).toEqual(['Name AlreadyExists anna is taken']);
  });

  it('are what validateDtoAsync is for: other classes get undefined, so that nobody waits', () => {
    class Plain {
      @IsNotEmpty() Name?: string;
    }

    expect(validateDtoAsync(new Plain())).toBeUndefined();
    expect(validateDtoAsync(Object.create(null))).toBeUndefined();
  });

  it('are never left out silently: validateDto refuses the class, also below a class that does not declare it', () => {
    class Undeclared {
      @ValidateNested() Login?: unknown;
    }

    expect(() => validateDto(login('eva'))).toThrow('Login has asynchronous rules, which only validateDtoAsync asks.');
    expect(() => validateDto(Object.assign(new Undeclared(), { Login: login('anna') }))).toThrow(/asynchronous/);
  });
});

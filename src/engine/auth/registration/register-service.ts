import { isEmail } from 'class-validator';
import { Register, RegisterResponse } from '../../../../dtos/auth';
import { ResponseError } from '../../../../dtos/common';
import { HttpError } from '../../core/http-error';
import { HttpResult } from '../../core/http-result';
import { Handles, Service } from '../../core/service';
import { toldRoles } from '../known-roles';
import type { PasswordCheck } from '../password-check';
import { returnTarget } from '../return-target';
import type { SignInFlow } from '../sign-in-flow';
import type { UserAccount, UserStore } from '../user-store';
import type { RegistrationStore } from './registration-store';

export interface RegisterParts {
  readonly users: UserStore;
  readonly registrations: RegistrationStore;
  readonly passwords: PasswordCheck;
  readonly flow: SignInFlow;
}

/** Longest user name and e-mail address; RFC 5321 allows 254 for the latter. */
const maxNameLength = 254;

/** `POST /register`: a new user, of no company and without roles (http-contract 6.7). */
export class RegisterService extends Service {
  constructor(private readonly parts: RegisterParts) {
    super();
  }

  /** Errors: 400 with all field errors; 405 for whoever is signed in: nobody changes an account this way. */
  @Handles(Register)
  async post(request: Register): Promise<unknown> {
    if (this.session.isAuthenticated) {
      throw new HttpError(405, 'NotSupportedException', 'Sign out first: registering does not change an account.');
    }
    const target = returnTarget(undefined, this.context);
    const { userName, password } = await this.checked(request);
    const answer = await this.register(request, userName, password);
    return target !== undefined && this.context.responseFormat === 'html' ? HttpResult.redirect(target) : answer;
  }

  private async register(request: Register, userName: string, password: string): Promise<RegisterResponse> {
    const { registrations, passwords, flow } = this.parts;
    const passwordHash = await passwords.hash(password);
    const displayName = displayNameOf(request);
    const user = await registrations.add({ userName, email: request.email || undefined, displayName, passwordHash });
    if (!user) throw HttpError.validation([nameTaken(request)]);
    const answer = new RegisterResponse({ userId: user.id, userName: user.userName });
    if (request.autoLogin) {
      this.tellRoles(answer, user);
      await flow.complete({ user, answer, context: this.context, request, isPermanent: false });
    }
    return answer;
  }

  private tellRoles(answer: RegisterResponse, user: UserAccount): void {
    answer.roles = toldRoles(user, this.context.host.operations);
    answer.permissions = [...user.permissions];
  }

  private async checked(request: Register): Promise<{ userName: string; password: string }> {
    const errors = registerErrors(request);
    const { password = '' } = request;
    const userName = request.userName?.trim() || request.email?.trim() || '';
    if (userName !== '' && (await this.parts.users.findByUserName(userName))) errors.push(nameTaken(request));
    else if (request.email && (await this.parts.registrations.isEmailTaken(request.email))) {
      errors.push(emailTaken());
    }
    if (errors.length > 0) throw HttpError.validation(errors);
    return { userName, password };
  }
}

/** What the message alone tells, in the order of its rules. */
export function registerErrors(request: Register): ResponseError[] {
  const { userName, email, password, confirmPassword } = request;
  const hasName = Boolean(userName?.trim());
  const hasEmail = Boolean(email?.trim());
  return [
    ...(password?.trim() ? [] : [error('NotEmpty', 'password', "'Password' must not be empty.")]),
    ...(confirmPassword === undefined || confirmPassword === password
      ? []
      : [error('PasswordsShouldMatch', 'confirmPassword', 'Passwords should match!')]),
    ...(hasName || hasEmail
      ? []
      : [
          error('NotEmpty', 'userName', "'User Name' must not be empty."),
          error('NotEmpty', 'email', "'Email' must not be empty."),
        ]),
    ...(hasEmail && !isEmail(email) ? [error('Email', 'email', "'Email' is not a valid email address.")] : []),
    ...tooLong('userName', 'User Name', userName),
    ...tooLong('email', 'Email', email),
  ];
}

function tooLong(field: string, words: string, value = ''): ResponseError[] {
  if (value.length <= maxNameLength) return [];
  const message = `The length of '${words}' must be ${maxNameLength} characters or fewer. You entered ${value.length} characters.`;
  return [error('MaximumLength', field, message)];
}

function nameTaken({ userName }: Register): ResponseError {
  return userName?.trim() ? error('AlreadyExists', 'userName', 'Username already exists') : emailTaken();
}

function emailTaken(): ResponseError {
  return error('AlreadyExists', 'email', 'Email already exists');
}

function error(errorCode: string, fieldName: string, message: string): ResponseError {
  return new ResponseError({ errorCode, fieldName, message });
}

function displayNameOf({ displayName, firstName, lastName }: Register): string | undefined {
  return displayName?.trim() || [firstName, lastName].filter(Boolean).join(' ').trim() || undefined;
}

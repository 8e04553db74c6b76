import type { Authenticate } from '../../../../dtos/auth';
import { ResponseError } from '../../../../dtos/common';
import { HttpError } from '../../core/http-error';
import type { RequestContext } from '../../core/request-context';
import type { PasswordCheck } from '../password-check';
import type { SignInProvider } from '../sign-in';
import type { UserAccount } from '../user-store';

/** User name and password in the message: `POST /auth/credentials`. */
export class CredentialsProvider implements SignInProvider {
  readonly name = 'credentials';
  readonly aliases = ['login'];

  constructor(private readonly passwords: PasswordCheck) {}

  async signIn({ userName, password }: Authenticate, context: RequestContext): Promise<UserAccount> {
    const missing = [
      ...(userName?.trim() ? [] : [notEmpty('userName', 'User Name')]),
      ...(password ? [] : [notEmpty('password', 'Password')]),
    ];
    if (!userName || !password || missing.length > 0) throw HttpError.validationError(missing);
    return this.passwords.userWith(userName, password, context);
  }
}

function notEmpty(fieldName: string, words: string): ResponseError {
  return new ResponseError({ errorCode: 'NotEmpty', fieldName, message: `'${words}' must not be empty.` });
}

import { isEmail } from 'class-validator';
import { ResponseError } from '../../../dtos/common';

/** Personal data as a request sends them. */
export interface SentContact {
  readonly Firstname?: string;
  readonly Lastname?: string;
  readonly Phone?: string;
  readonly Email?: string;
}
/** Personal data to store; absent: leave what is stored, null: clear. */
export interface ContactChanges {
  firstname?: string;
  lastname?: string;
  phone?: string | null;
  email?: string;
}

const maxNameLength = 100;
const phoneCharacters = /^[+0-9 ()-]*$/;
const phoneLength = { min: 5, max: 20 };

/**
 * Reads personal data: trimmed and checked (domain 2.3, 2.4).
 *
 * `isNew`: a customer that is created, where absent names and phone are missing rather than left alone.
 */
export function readContact(
  sent: SentContact,
  options: { isNew: boolean },
): { changes: ContactChanges; errors: ResponseError[] } {
  const changes: ContactChanges = {
    firstname: sent.Firstname?.trim(),
    lastname: sent.Lastname?.trim(),
    phone: sent.Phone === undefined ? undefined : sent.Phone.trim() || null,
    email: sent.Email?.trim(),
  };
  // Without an e-mail address a new customer may well be; typed clients send an empty text for none.
  if (options.isNew && changes.email === '') changes.email = undefined;
  const errors = [
    ...nameErrors('Firstname', changes.firstname, options.isNew),
    ...nameErrors('Lastname', changes.lastname, options.isNew),
    ...phoneErrors(changes.phone, options.isNew),
    ...emailErrors(changes.email),
  ];
  return { changes, errors };
}

function nameErrors(member: string, name: string | undefined, isRequired: boolean): ResponseError[] {
  if (name === '' || (name === undefined && isRequired)) {
    return [problem('NotEmpty', member, `${member} must not be empty.`)];
  }
  const length = [...(name ?? '')].length;
  if (length <= maxNameLength) return [];
  return [problem('MaximumLength', member, `${member} must be ${maxNameLength} characters or fewer; got ${length}.`)];
}

function phoneErrors(phone: string | null | undefined, isRequired: boolean): ResponseError[] {
  if (!phone) return isRequired ? [problem('NotEmpty', 'Phone', 'Phone must not be empty.')] : [];
  if (!phoneCharacters.test(phone)) {
    return [problem('RegularExpression', 'Phone', 'Phone may hold digits, blanks and + ( ) - only.')];
  }
  const { min, max } = phoneLength;
  if (phone.length >= min && phone.length <= max) return [];
  return [problem('Length', 'Phone', `Phone must be ${min} to ${max} characters; got ${phone.length}.`)];
}

function emailErrors(email: string | undefined): ResponseError[] {
  if (email === undefined || isEmail(email)) return [];
  return [problem('Email', 'Email', 'Email must be a valid e-mail address.')];
}

function problem(errorCode: string, fieldName: string, message: string): ResponseError {
  return new ResponseError({ errorCode, fieldName, message });
}

import type { TypeReference } from '../../../dtos/annotation-records';
import { ErrorResponse } from '../../../dtos/common';
import { needsAuthentication } from '../auth/authorize';
import { type ErrorCodes, engineErrorCodes } from '../core/error-codes';
import type { Operation } from '../core/operation';
import type { TextCase } from '../core/presentation';
import { dtoTypeOf, resolveType, toPascalCase } from '../metadata/type-reader';
import { type Address, bodilessVerbs } from './addresses';
import { answerContent, type BodyParts } from './bodies';
import { type Reference, type Response, refTo } from './openapi-types';
import { conditionStatuses } from './security';

/** What the host has beside its operations that makes for further answers. */
export interface HostAbilities {
  /** Requests are counted and refused with 429 beyond the limit (decisions D41). Default: true. */
  readonly limitsRequests?: boolean;
  /** `Idempotency-Key` is honoured (decisions D37). Default: true. */
  readonly isIdempotent?: boolean;
}

interface KnownError {
  readonly code: string;
  readonly text: string;
}

/** The code that stands for a status among the engine's answers, and what it means. */
const knownErrors: Readonly<Record<number, KnownError>> = {
  400: known('BadRequest'),
  401: known('Unauthorized'),
  403: known('Forbidden'),
  404: known('NotFound'),
  405: known('NotImplementedException'),
  409: known('IdempotencyInProgress', 'A request with this Idempotency-Key is still running.'),
  413: known('PayloadTooLarge'),
  415: known('UnsupportedMediaType'),
  422: known('IdempotencyKeyReused', 'The Idempotency-Key was used for another request.'),
  429: known('TooManyRequests'),
  503: known('ServiceUnavailable'),
};
const otherError: KnownError = { ...known('Exception'), text: 'Any other error.' };

/** `otherwise`: what it means, of a code that belongs to a part which a host may lack. */
function known(code: string, otherwise = ''): KnownError {
  const codes: ErrorCodes = engineErrorCodes;
  return { code, text: codes[code]?.meaning ?? otherwise };
}

/** Writes the answers of operations; errors that many share are gathered in `responses`. */
export class ResponseWriter {
  readonly responses: Record<string, Response> = {};

  constructor(
    private readonly parts: BodyParts,
    private readonly abilities: HostAbilities,
  ) {}

  /** Status → answer: the success, what its attributes state, what the engine may answer, and the rest as `default`. */
  responsesOf(operation: Operation, address: Address): Readonly<Record<string, Response | Reference>> {
    const { textCase } = operation.presentation;
    const stated = this.statedResponses(operation);
    const found: Record<string, Response | Reference> = { ...this.successOf(operation) };
    for (const status of this.engineStatuses(operation, address)) found[status] = this.sharedError(status, textCase);
    for (const [status, text] of conditionStatuses(operation)) {
      found[status] ??= this.error({ code: codeOf(status), text: text ?? textOf(status) }, textCase);
    }
    return { ...found, default: this.sharedError(undefined, textCase), ...stated };
  }

  private successOf(operation: Operation): Readonly<Record<string, Response | Reference>> {
    const { response, returnsVoid, presentation, name } = operation;
    if (returnsVoid) return { 204: { description: 'Done; there is nothing to answer.' } };
    if (!response) {
      return {
        200: { description: 'What the Service answers.', content: answerContent({}, this.parts) },
        204: { description: 'Done; there is nothing to answer.' },
      };
    }
    const key = `${name}_200`;
    this.responses[key] ??= {
      description: 'Success',
      content: answerContent(this.parts.writer.schemaOf(response, presentation.textCase), this.parts),
    };
    return { 200: refTo('responses', key) };
  }

  private engineStatuses(operation: Operation, { verb }: Address): number[] {
    const { limitsRequests = true, isIdempotent = true } = this.abilities;
    return [
      400,
      ...(needsAuthentication(operation) ? [401, 403] : []),
      ...(operation.routes.some(({ path }) => path.includes('{')) ? [404] : []),
      ...(answersSomeFormats(operation, verb) ? [405] : []),
      ...(bodilessVerbs.has(verb) ? [] : [413, 415]),
      ...(isIdempotent && changes(verb) ? [409, 422] : []),
      ...(limitsRequests ? [429] : []),
      503,
    ];
  }

  /** `@ApiResponse`: its own text, and its own type where it has one (OA-04). */
  private statedResponses(operation: Operation): Readonly<Record<string, Response>> {
    const { request, presentation } = operation;
    const found: Record<string, Response> = {};
    for (const { name, args } of request.attributes) {
      if (name !== 'ApiResponse') continue;
      const status = args.IsDefaultResponse === true ? 'default' : String(args.StatusCode ?? 'default');
      const description = String(args.Description ?? textOf(Number(args.StatusCode)));
      const type = args.ResponseType as TypeReference | undefined;
      const isGood = /^[23]/.test(status);
      if (type !== undefined) {
        const { declaredIn, ns, generics } = request;
        const model = resolveType(type, { dto: `@ApiResponse of ${request.name}`, declaredIn, ns, generics });
        const schema = this.parts.writer.schemaOf(model, presentation.textCase);
        found[status] = { description, content: answerContent(schema, this.parts) };
      } else if (isGood) found[status] = this.statedSuccess(operation, description);
      else found[status] = this.error({ code: codeOf(Number(status)), text: description }, presentation.textCase);
    }
    return found;
  }

  private statedSuccess({ response, presentation }: Operation, description: string): Response {
    if (!response) return { description };
    return {
      description,
      content: answerContent(this.parts.writer.schemaOf(response, presentation.textCase), this.parts),
    };
  }

  /** `status` absent: whatever else may go wrong. */
  private sharedError(status: number | undefined, textCase: TextCase): Reference {
    const error = status === undefined ? otherError : (knownErrors[status] ?? otherError);
    const key = `${status === undefined ? 'Error' : error.code}_${textCase}`;
    this.responses[key] ??= this.error(error, textCase, status);
    return refTo('responses', key);
  }

  private error({ code, text }: KnownError, textCase: TextCase, status?: number): Response {
    const schema = this.parts.writer.dtoSchema(dtoTypeOf(ErrorResponse), textCase);
    const content = {
      ...answerContent(schema, this.parts),
      'application/json': { schema, example: errorExample({ code, text }, textCase) },
    };
    const headers = status === undefined ? undefined : headersOf[status];
    return { description: text, ...(headers && { headers }), content };
  }
}

const headersOf: Readonly<Record<number, Response['headers']>> = {
  401: { 'WWW-Authenticate': { description: 'How to say who calls.', schema: { type: 'string' } } },
  429: { 'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer' } } },
  503: { 'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer' } } },
};

function errorExample({ code, text }: KnownError, textCase: TextCase): object {
  const named = (name: string) => (textCase === 'PascalCase' ? toPascalCase(name) : name);
  return {
    [named('responseStatus')]: { [named('errorCode')]: code, [named('message')]: text, [named('errors')]: [] },
  };
}

function codeOf(status: number): string {
  return knownErrors[status]?.code ?? otherError.code;
}

function textOf(status: number): string {
  return knownErrors[status]?.text ?? `Status ${status}.`;
}

/** Whether a verb may change something, so that sending it twice may matter. */
export function changes(verb: string): boolean {
  return verb !== 'GET' && verb !== 'HEAD' && verb !== 'OPTIONS';
}

/** Methods for some formats only refuse the others (http-contract 2.6). */
function answersSomeFormats({ methods }: Operation, verb: string): boolean {
  const found = methods.filter((method) => method.verb === verb || method.verb === 'ANY');
  return found.length > 0 && found.every(({ format }) => format !== undefined);
}

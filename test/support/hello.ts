import {
  Dto,
  IsEmail,
  IsInt,
  IsNotEmpty,
  IsOptional,
  Max,
  Min,
  Prop,
  RequiredRole,
  Returns,
  ReturnsVoid,
  Route,
  ValidateIsAuthenticated,
} from '../../dtos';
import { Handles, HttpError, Service } from '../../src/engine';

@Dto()
export class HelloResponse {
  @Prop('string') result?: string;
  constructor(init?: Partial<HelloResponse>) {
    Object.assign(this, init);
  }
}

@Route('/hello')
@Route('/hello/{name}', 'GET,PUT')
@Returns('HelloResponse')
@Dto()
export class Hello {
  @Prop('string') name?: string;
  constructor(init?: Partial<Hello>) {
    Object.assign(this, init);
  }
  getTypeName(): string {
    return 'Hello';
  }
  getMethod(): string {
    return 'POST';
  }
  createResponse(): HelloResponse {
    return new HelloResponse();
  }
}

@ReturnsVoid()
@Dto()
export class HelloVoid {
  @Prop('int') id?: number;
  constructor(init?: Partial<HelloVoid>) {
    Object.assign(this, init);
  }
  getTypeName(): string {
    return 'HelloVoid';
  }
  getMethod(): string {
    return 'POST';
  }
  createResponse(): void {}
}

@Route('/checked', 'POST')
@Returns('HelloResponse')
@Dto()
export class Checked {
  @Prop('int') @IsInt() @Min(1) @Max(120) age?: number;
  @Prop('string') @IsNotEmpty() required?: string;
  @Prop('string') @IsOptional() @IsEmail() email?: string;
  constructor(init?: Partial<Checked>) {
    Object.assign(this, init);
  }
  createResponse(): HelloResponse {
    return new HelloResponse();
  }
}

@ValidateIsAuthenticated()
@Returns('HelloResponse')
@Dto()
export class Guarded {
  @Prop('int') id?: number;
  @Prop('string') @IsNotEmpty() name?: string;
  createResponse(): HelloResponse {
    return new HelloResponse();
  }
}

@RequiredRole('Manager')
@Returns('HelloResponse')
@Dto()
export class ManagersOnly {
  @Prop('string') name?: string;
  constructor(init?: Partial<ManagersOnly>) {
    Object.assign(this, init);
  }
  getTypeName(): string {
    return 'ManagersOnly';
  }
  createResponse(): HelloResponse {
    return new HelloResponse();
  }
}

@Returns('HelloResponse')
@Dto()
export class Fails {
  @Prop('string') how?: string;
  constructor(init?: Partial<Fails>) {
    Object.assign(this, init);
  }
  createResponse(): HelloResponse {
    return new HelloResponse();
  }
}

@Returns('HelloResponse')
@Dto()
export class CallsManagers {
  createResponse(): HelloResponse {
    return new HelloResponse();
  }
}

/** How often the Service methods below have run. */
export const calls: string[] = [];

export class HelloService extends Service {
  @Handles(Hello)
  any(request: Hello): HelloResponse {
    calls.push(`Hello ${request.name}`);
    if (request.name === 'nobody') throw HttpError.notFound('nobody is not here');
    return new HelloResponse({ result: `Hello, ${request.name ?? ''}!` });
  }

  @Handles(HelloVoid, 'ANY')
  anyVoid(request: HelloVoid): void {
    calls.push(`HelloVoid ${request.id}`);
  }

  @Handles(Checked)
  post(request: Checked): HelloResponse {
    calls.push(`Checked ${request.age}`);
    return new HelloResponse({ result: String(request.age) });
  }

  @Handles(Guarded)
  get(request: Guarded): HelloResponse {
    return new HelloResponse({ result: request.name });
  }

  @Handles(ManagersOnly, 'ANY')
  managers(request: ManagersOnly): HelloResponse {
    return new HelloResponse({ result: `${this.session.userName} ${request.name}` });
  }

  @Handles(Fails, 'ANY')
  fail(request: Fails): HelloResponse {
    if (request.how === 'type') throw new TypeError('secret detail');
    if (request.how === 'text') throw 'a text';
    if (request.how === 'returned') return HttpError.conflict('returned, not thrown') as never;
    throw new Error('secret detail');
  }

  @Handles(CallsManagers, 'ANY')
  callsManagers(): Promise<HelloResponse> {
    return this.send(new ManagersOnly({ name: 'by gateway' }));
  }
}

import { Dto, Prop, Returns, Route } from '../../../dtos/annotations';
import { Handles, Service, type ServiceClass } from '../../../src/engine';
import { ServiceMetadata } from '../../../src/engine/metadata/service-metadata';

const presentation = { serviceName: 'test', textCase: 'camelCase' } as const;

function metadataOf(...services: (new () => Service)[]): ServiceMetadata {
  const metadata = new ServiceMetadata();
  for (const type of services) metadata.addService(type as ServiceClass, () => new type(), presentation);
  metadata.build();
  return metadata;
}

/** A Service for one message on the given routes. */
function serviceFor(name: string, ...routes: [path: string, verbs?: string][]): new () => Service {
  class Message {
    id?: number;
    name?: string;
    path?: string;
  }
  for (const member of ['name', 'path']) Prop('string')(Message.prototype, member);
  Prop('int')(Message.prototype, 'id');
  for (const [path, verbs] of [...routes].reverse()) Route(path, verbs)(Message);
  Dto({ name })(Message);
  class MessageService extends Service {
    any(request: Message): Message {
      return request;
    }
  }
  Handles(Message)(MessageService.prototype, 'any');
  return MessageService;
}

describe('the registry', () => {
  it('finds operations by name in any letter case, and request DTOs only (ADR-02)', () => {
    const metadata = metadataOf(serviceFor('Hello'));

    expect(metadata.find('hELLO')?.name).toBe('Hello');
    for (const name of ['constructor', 'toString', '__proto__', 'ResponseStatus', 'Service', ''])
      expect(metadata.find(name)).toBeUndefined();
  });

  it('refuses two operations of one name, naming both files', () => {
    expect(() => metadataOf(serviceFor('Twin'), serviceFor('twin'))).toThrow(
      /Two operations are named twin: test\/engine\/metadata\/service-metadata\.test\.ts:\d+ and test\/engine\/metadata\/service-metadata\.test\.ts:\d+/,
    );
  });

  it('refuses two operations on one route, naming both files', () => {
    expect(() =>
      metadataOf(serviceFor('One', ['/a/{Id}', 'GET,PUT']), serviceFor('Two', ['/A/{Name}', 'PUT'])),
    ).toThrow(/Route \/A\/\{Name\} of Two \(test\/.*\) is already the route of One \(test\/.*\)/);
    expect(() =>
      metadataOf(serviceFor('Three', ['/a/{Id}', 'GET']), serviceFor('Four', ['/a/{Id}', 'PUT'])),
    ).not.toThrow();
  });

  it('refuses a Service method without a message, naming the file', () => {
    @Dto()
    class Known {}
    class Half extends Service {
      @Handles(Known)
      get(): void {}
      post(): void {}
    }

    expect(() => metadataOf(Half)).toThrow(/Half\.post \(test\/.*:\d+\) answers no message/);
  });

  it('refuses a Service without any message', () => {
    class Empty extends Service {}

    expect(() => metadataOf(Empty)).toThrow(/Service Empty has no method that is marked with @Handles/);
  });

  it('refuses a message without @Dto, naming the file', () => {
    class Plain {}
    class PlainService extends Service {
      @Handles(Plain)
      get(): void {}
    }

    expect(() => metadataOf(PlainService)).toThrow(
      /PlainService\.get \(test\/.*:\d+\) takes Plain, which carries no @Dto/,
    );
  });

  it('refuses two methods for one verb of one message, naming both places', () => {
    @Dto()
    class Shared {}
    class First extends Service {
      @Handles(Shared)
      get(): void {}
    }
    class Second extends Service {
      @Handles(Shared)
      get(): void {}
    }

    expect(() => metadataOf(First, Second)).toThrow(
      /Second\.get \(test\/.*\) answers GET of Shared, as does First \(test\/.*\)/,
    );
  });

  it('refuses a nested type without @Dto', () => {
    class Bare {}
    @Returns(() => Bare)
    @Dto()
    class AsksForBare {}
    class BareService extends Service {
      @Handles(AsksForBare)
      get(): void {}
    }

    expect(() => metadataOf(BareService)).toThrow(
      /@Returns of AsksForBare \(test\/.*:\d+\): Bare is used as a DTO but carries no @Dto/,
    );
  });

  it.each([
    ['/a/{Missing}', /variable \{Missing\}, which is no property of Message/],
    ['/{Id}', /must hold at least one literal segment/],
    ['a/{Id}', /must start with '\/'/],
    ['/a?b', /may hold neither/],
    ['/a/{Name*}/{Path*}', /needs a literal between two wildcards/],
  ])('refuses the route %s, naming the file (ADR-18)', (path, message) => {
    const start = () => metadataOf(serviceFor('Message', [path]));

    expect(start).toThrow(message);
    expect(start).toThrow(/\(test\/engine\/metadata\/service-metadata\.test\.ts:\d+\)/);
  });
});

describe('routes', () => {
  const metadata = metadataOf(
    serviceFor('Users', ['/users/{Id}', 'GET']),
    serviceFor('Me', ['/users/me', 'GET']),
    serviceFor('AnyUser', ['/users/{Name}/x']),
    serviceFor('PostUser', ['/users/{Name}/x', 'POST']),
    serviceFor('Files', ['/files/{Path*}', 'GET']),
    serviceFor('Deep', ['/files/deep/{Path*}', 'GET']),
    serviceFor('Middle', ['/files/{Path*}/info', 'GET']),
    serviceFor('Literal', ['/files/a', 'GET']),
    serviceFor('FirstLiteral', ['/a/{Name}', 'GET']),
    serviceFor('SecondLiteral', ['/{Name}/b', 'GET']),
    serviceFor('Dotted', ['/dotted/{Id}.{Name}', 'GET']),
  );

  it.each<[verb: string, path: string, name: string | undefined, variables?: Record<string, string>]>([
    ['GET', '/users/42', 'Users', { id: '42' }],
    ['GET', '/USERS/Anna', 'Users', { id: 'Anna' }],
    ['GET', '/users/me', 'Me', {}],
    ['GET', '//users///42/', 'Users', { id: '42' }],
    ['POST', '/users/42', undefined, undefined],
    ['GET', '/users', undefined, undefined],
    ['GET', '/users/1/x', 'AnyUser', { name: '1' }],
    ['POST', '/users/1/x', 'PostUser', { name: '1' }],
    ['GET', '/files/x/b/c.txt', 'Files', { path: 'x/b/c.txt' }],
    ['GET', '/files/deep/b/c', 'Deep', { path: 'b/c' }],
    ['GET', '/files/x/y/info', 'Middle', { path: 'x/y' }],
    ['GET', '/files/a', 'Literal', {}],
    ['GET', '/a/b', 'FirstLiteral', { name: 'b' }],
    ['GET', '/x/b', 'SecondLiteral', { name: 'x' }],
    ['GET', '/dotted/7.a.b', 'Dotted', { id: '7', name: 'a.b' }],
    ['GET', '/nowhere/1', undefined, undefined],
    ['GET', '/', undefined, undefined],
  ])('%s %s leads to %s', (verb, path, name, variables) => {
    const found = metadata.findRoute(verb, path);

    expect(found?.operation.name).toBe(name);
    expect(found?.variables).toEqual(variables);
  });
});

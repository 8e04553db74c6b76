import { Dto, Prop, Returns, Route } from '../../../dtos';
import { AppHost, Handles, Service } from '../../../src/engine';
import { cpuMs } from '../../support/cpu-time';
import { Reached } from './reference-dtos';
import { as, type Reference, startReference } from './reference-host';

// Each of them answers where its rule holds; where none does, Plain takes /rules/*.
@Route('/rules/html', undefined, { matches: 'AcceptsHtml' })
@Route('/rules/signed-in', undefined, { matches: 'IsAuthenticated' })
@Route('/only/signed-in', 'GET', { matches: 'IsAuthenticated' })
@Route('/rules/mobile', undefined, { matches: 'IsMobile' })
@Route('/rules/last/{Id}', undefined, { matches: '**/{int}' })
@Route('/{Id}/first/rules', undefined, { matches: '{int}/**' })
@Route('/rules/{Id}/second', undefined, { matches: 'path/{int}/**' })
@Route('/rules/before/{Id}/path', undefined, { matches: '**/{int}/path' })
@Route('/rules/header', undefined, { matches: 'X-Kind=new' })
@Route('/rules/pattern', undefined, { matches: 'UserAgent =~ ^curl/(7|8)\\.' })
@Route('/rules/verb', undefined, { matches: 'Verb=POST' })
@Route('/rules/form', 'PUT', { matches: 'IsAuthenticated' })
@Returns('Reached')
@Dto()
class Ruled {
  @Prop('string') id?: string;
}

@Route('/rules/{Path*}')
@Route('/rules/html')
@Route('/rules/signed-in')
@Route('/rules/mobile')
@Route('/rules/last/{Path}')
@Route('/{Path}/first/rules')
@Route('/rules/{Path}/second')
@Route('/rules/before/{Path}/path')
@Route('/rules/header')
@Route('/rules/pattern')
@Route('/rules/verb')
@Route('/rules/form', 'POST')
@Returns('Reached')
@Dto()
class Plain {
  @Prop('string') path?: string;
}

class RuleServices extends Service {
  // First, so that of equal scores it would win.
  @Handles(Plain, 'ANY')
  plain({ path }: Plain): Reached {
    return new Reached({ operation: 'Plain', value: path });
  }
  @Handles(Ruled, 'ANY')
  ruled({ id }: Ruled): Reached {
    return new Reached({ operation: 'Ruled', value: id, verb: this.context.verb });
  }
}

const json = { accept: 'application/json' };
const browser = { accept: 'text/html,application/xhtml+xml' };
const phone = { ...json, 'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X)' };
const desktop = { ...json, 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0' };

describe('http-contract 2.3: match rules of routes', () => {
  let reference: Reference;
  beforeAll(async () => {
    reference = await startReference({ profile: 'system', services: [RuleServices] });
  });
  afterAll(() => reference?.close());

  it.each([
    ['AcceptsHtml', '/rules/html?format=json', browser, json],
    ['IsAuthenticated', '/rules/signed-in', { ...json, ...as('ann') }, json],
    ['IsMobile', '/rules/mobile', phone, desktop],
    ['Field=value of a header', '/rules/header', { ...json, 'x-kind': 'new' }, { ...json, 'x-kind': 'newer' }],
    [
      'Field =~ pattern',
      '/rules/pattern',
      { ...json, 'user-agent': 'curl/8.1' },
      { ...json, 'user-agent': 'curl/9.1' },
    ],
    ['Field =~ pattern, absent field', '/rules/pattern', { ...json, 'user-agent': 'curl/7.0' }, json],
  ])('%s adds to the score where it holds and skips the route where not', async (_rule, path, good, bad) => {
    expect((await reference.get(path, good)).json()).toMatchObject({ operation: 'Ruled' });
    expect((await reference.get(path, bad)).json()).toMatchObject({ operation: 'Plain' });
  });

  it.each([
    ['/rules/last/12', '/rules/last/x12'],
    ['/rules/last/-2147483647', '/rules/last/2147483648'],
    ['/7/first/rules', '/seven/first/rules'],
    ['/rules/7/second', '/rules/7a/second'],
    ['/rules/before/7/path', '/rules/before/x/path'],
    ['/rules/last/12.json', '/rules/last/12.zip'],
  ])('%s holds a whole number, %s does not', async (good, bad) => {
    expect((await reference.get(good, json)).json()).toMatchObject({ operation: 'Ruled' });
    expect((await reference.get(bad, json)).json()).toMatchObject({ operation: 'Plain' });
  });

  it('asks for a property of the request', async () => {
    expect((await reference.post('/rules/verb', {}, json)).json()).toMatchObject({ operation: 'Ruled' });
    expect((await reference.get('/rules/verb', json)).json()).toMatchObject({ operation: 'Plain' });
  });

  it('leaves 404 or the fallback route where the only route is for callers who are signed in', async () => {
    const signedIn = await reference.get('/only/signed-in', { ...json, ...as('ann') });
    const anonymous = await reference.get('/only/signed-in', json);
    const other = await reference.call('DELETE', '/only/signed-in', undefined, { ...json, ...as('ann') });

    expect(signedIn.json()).toMatchObject({ operation: 'Ruled' });
    expect([anonymous, other].map((reply) => reply.json().operation)).not.toContain('Ruled');
  });

  it('knows who calls also where a form names the verb', async () => {
    const headers = { ...json, 'content-type': 'application/x-www-form-urlencoded' };
    const form = 'X-Http-Method-Override=PUT';

    const signedIn = await reference.post('/rules/form', form, { ...headers, ...as('ann') });
    const anonymous = await reference.post('/rules/form', form, headers);

    expect(signedIn.json()).toMatchObject({ operation: 'Ruled', verb: 'PUT' });
    expect(anonymous.json()).toMatchObject({ operation: 'Plain' });
  });

  it('matches patterns in linear time', async () => {
    const startedAt = cpuMs();
    const reply = await reference.get('/rules/pattern', { ...json, 'user-agent': `curl/7${'a'.repeat(8000)}` });

    expect(reply.json()).toMatchObject({ operation: 'Plain' });
    expect(cpuMs() - startedAt).toBeLessThan(2000);
  });
});

describe('a match rule that is none', () => {
  it.each(['Sometimes', 'UserAgent =~ (', 'UserAgent =~ (a)\\1', 'X-Kind=', '**/{guid}'])(
    '%s stops the start, naming the file',
    async (matches) => {
      class Wrong {}
      Route('/wrong', undefined, { matches })(Wrong);
      Dto()(Wrong);
      class WrongServices extends Service {
        any(): void {}
      }
      Handles(Wrong)(WrongServices.prototype, 'any');

      const start = async () => new AppHost({ services: [WrongServices] }).start();

      await expect(start()).rejects.toThrow(/Route '\/wrong' of Wrong \(.*route-rules.*\) has the match/);
    },
  );

  it('two operations on one route need two rules', async () => {
    class One {}
    class Two {}
    for (const type of [One, Two]) {
      Route('/same', undefined, { matches: 'IsMobile' })(type);
      Dto()(type);
    }
    class Services extends Service {
      any(): void {}
      other(): void {}
    }
    Handles(One)(Services.prototype, 'any');
    Handles(Two, 'ANY')(Services.prototype, 'other');

    const start = async () => new AppHost({ services: [Services] }).start();

    await expect(start()).rejects.toThrow(/is already the route of One/);
  });
});

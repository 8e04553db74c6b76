import { allFormats } from '../../../src/engine/host/all-formats';
import { samplesOf } from '../../../src/engine/pages/samples/sample';
import * as dtos from './sample-dtos';
import { bodyOf, formatOf, operationOf, samplesFor } from './samples-support';

describe('sample messages', () => {
  it('SMP-19 lay JSV out with tabs, a blank after the first colon, and nested blocks on the next line', () => {
    expect(samplesFor(dtos.ChangeLeaf, 'jsv').response).toMatch(
      /\n\n\{\n\tresult: \n\t\{\n\t\ttext: String\n\t\},\n\tmood: calm<1>,\n\tresponseStatus: \n\t\{\n\t\terrorCode: String,/,
    );
    expect(bodyOf(samplesFor(dtos.Nothing, 'jsv').request)).toBe('{\n\t\n}');
  });

  it('SMP-21 show compact JSON for every format without a page of its own', () => {
    const custom = allFormats.map(({ key }) => key).filter((key) => !['json', 'xml', 'jsv'].includes(key));
    const expected = bodyOf(samplesFor(dtos.Everything, 'json').request);

    expect(custom).toEqual(expect.arrayContaining(['csv', 'jsonl', 'x-msgpack']));
    expect(custom.map((key) => bodyOf(samplesFor(dtos.Everything, key).request))).toEqual(custom.map(() => expected));
    expect(samplesFor(dtos.Everything, 'x-msgpack').request).toContain('\nContent-Type: application/x-msgpack\n');
    expect(samplesFor(dtos.Everything, 'jsonl').response).toContain('\nContent-Type: text/jsonl\n');
  });

  it('SMP-21 show what formats write where the host wants that', () => {
    const real = { realCustomSamples: true };
    const packed = Buffer.from(bodyOf(samplesFor(dtos.AnyVerb, 'x-msgpack', real).request), 'base64');

    expect(bodyOf(samplesFor(dtos.AnyVerb, 'csv', real).request)).toBe('Text\r\nString\r\n');
    expect(
      formatOf('x-msgpack').read?.(packed, { type: operationOf(dtos.AnyVerb).request, isBatch: false }).value,
    ).toEqual({
      Text: 'String',
    });
  });

  it('SMP-21 say which format could not be shown', () => {
    const broken = {
      ...formatOf('csv'),
      write: () => {
        throw new Error('No columns.');
      },
    };
    const { request } = samplesOf(operationOf(dtos.AnyVerb), broken, { host: 'api.test', realCustomSamples: true });

    expect(request.text).toMatch(
      /\n\n\{Unable to show example output for type &#39;AnyVerb&#39; using the custom &#39;csv&#39; filter\}No columns\.$/,
    );
  });

  it('SMP-22 print JSON on one line without blanks', () => {
    const body = bodyOf(samplesFor(dtos.ChangeLeaf, 'json').response);

    expect(body).toMatch(/^\{"result":\{"text":"String"\},"mood":"calm<1>","responseStatus":\{"errorCode":"String",/);
    expect(body).not.toMatch(/\s/);
  });

  it('SMP-23 name members as the wire does', () => {
    const inPascalCase = bodyOf(samplesFor(dtos.ChangeLeaf, 'json', { textCase: 'PascalCase' }).response);

    expect(inPascalCase).toContain('{"ErrorCode":"String","Message":"String","StackTrace":"String","Errors":[');
    expect(bodyOf(samplesFor(dtos.ChangeLeaf, 'json').response)).toContain('{"errorCode":"String","message":"String",');
  });

  it('SMP-24 take POST before PUT, PATCH, GET and DELETE, whichever route has it', () => {
    expect(samplesFor(dtos.ChangeItem, 'json').request).toMatch(/^POST /);
    expect(samplesFor(dtos.ChangeLeaf, 'json').request).toMatch(/^PUT /);
    expect(samplesFor(dtos.PatchItem, 'json').request).toMatch(/^PATCH \/items HTTP\/1.1 \n[\s\S]*\n\n\{/);
    expect(samplesFor(dtos.ReadItem, 'json').request).toMatch(/^GET /);
    expect(samplesFor(dtos.DropItem, 'json').request).toMatch(/^DELETE /);
    expect(samplesFor(dtos.AnyVerb, 'json').request).toMatch(/^POST /);
  });

  it('SMP-25 take the path of the first route for POST, else of the first, with placeholders', () => {
    expect(samplesFor(dtos.ChangeItem, 'json').request).toMatch(/^POST \/items\/\{Id\}\/new HTTP/);
    expect(samplesFor(dtos.AnyVerb, 'json').request).toMatch(/^POST \/anything HTTP/);
    expect(samplesFor(dtos.ReadItem, 'json').request).toMatch(/^GET \/items\/\{Id\} HTTP/);
    expect(samplesFor(dtos.ReadItem, 'json', { handlerPrefix: 'api' }).request).toMatch(
      /^GET \/api\/items\/\{Id\} HTTP/,
    );
  });

  it('SMP-26 have three lines where there is no body', () => {
    expect(samplesFor(dtos.ReadItem, 'xml').request).toBe(
      'GET /items/{Id} HTTP/1.1 \nHost: api.test \nAccept: application/xml',
    );
  });

  it('SMP-27 go to the pre-defined address where there is no route', () => {
    expect(samplesFor(dtos.Everything, 'json').request).toMatch(/^POST \/json\/reply\/Everything HTTP/);
    expect(samplesFor(dtos.Everything, 'x-msgpack').request).toMatch(/^POST \/x-msgpack\/reply\/Everything HTTP/);
    expect(samplesFor(dtos.NoRoute, 'json').request).toMatch(/^POST \/json\/oneway\/NoRoute HTTP/);
  });

  it('SMP-28 have no response where an operation answers nothing', () => {
    expect(samplesFor(dtos.NoRoute, 'json').response).toBeUndefined();
    expect(samplesFor(dtos.DropItem, 'jsv').response).toBeUndefined();
  });

  it('SMP-29 name answers that are no DTO', () => {
    expect(samplesFor(dtos.Derived, 'json').response).toBe(
      'HTTP/1.1 200 OK\nContent-Type: application/json\nContent-Length: length\n\n(string)',
    );
    expect(bodyOf(samplesFor(dtos.Contract, 'xml').response)).toBe('(byte[])');
    expect(bodyOf(samplesFor(dtos.ReadItem, 'jsv').response)).toBe('(Stream)');
    expect(bodyOf(samplesFor(dtos.PatchItem, 'jsv').response)).toBe('0');
    expect(bodyOf(samplesFor(dtos.AnyVerb, 'json').response)).toBe('"Continue"');
  });

  it('SMP-30 show a list of one for List<X>', () => {
    expect(bodyOf(samplesFor(dtos.ChangeItem, 'json').response)).toBe('[{"text":"String"}]');
    expect(bodyOf(samplesFor(dtos.ChangeItem, 'jsv').response)).toBe('[\n\t{\n\t\ttext: String\n\t}\n]');
  });

  it('SMP-27 of a list of messages go to the pre-defined address of the list, whatever the routes are', () => {
    const list = { isList: true };

    expect(samplesFor(dtos.ChangeItem, 'json', list).request).toMatch(/^POST \/json\/reply\/ChangeItem\[\] HTTP/);
    expect(samplesFor(dtos.NoRoute, 'jsv', { ...list, handlerPrefix: 'api' }).request).toMatch(
      /^POST \/api\/jsv\/oneway\/NoRoute\[\] HTTP/,
    );
    expect(bodyOf(samplesFor(dtos.AnyVerb, 'json', list).request)).toBe('[{"text":"String"}]');
    expect(bodyOf(samplesFor(dtos.AnyVerb, 'jsv', list).request)).toBe('[\n\t{\n\t\ttext: String\n\t}\n]');
    expect(bodyOf(samplesFor(dtos.AnyVerb, 'xml', list).request)).toMatch(/^<ArrayOfAnyVerb [^>]*>\n {2}<AnyVerb>/);
    expect(bodyOf(samplesFor(dtos.ChangeItem, 'json', list).response)).toBe('[[{"text":"String"}]]');
    expect(samplesFor(dtos.NoRoute, 'json', list).response).toBeUndefined();
  });

  it('SMP-31 end the first two lines with a blank', () => {
    expect(samplesFor(dtos.AnyVerb, 'jsv').request).toBe(
      'POST /anything HTTP/1.1 \nHost: api.test \nAccept: text/jsv\nContent-Type: text/jsv\nContent-Length: length\n\n{\n\ttext: String\n}',
    );
    expect(samplesFor(dtos.ReadItem, 'jsv', { endsHeadLinesWithBlank: false }).request).toBe(
      'GET /items/{Id} HTTP/1.1\nHost: api.test\nAccept: text/jsv',
    );
  });

  it('SMP-32 encode bodies and hosts, and mark the length', () => {
    const operation = operationOf(dtos.ChangeLeaf);
    const { request, response } = samplesOf(operation, formatOf('json'), { host: '<b>' });

    expect(request.text).toContain('\nHost: &lt;b&gt; \n');
    expect(request.text).toContain('\nContent-Length: <span class="value">length</span>\n\n{&quot;everything&quot;:');
    expect(response?.text).toContain('&quot;calm&lt;1&gt;&quot;');
  });
});

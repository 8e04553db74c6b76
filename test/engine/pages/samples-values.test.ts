import type { Class } from '../../../dtos/annotation-records';
import type { SamplesPreference } from '../../../src/engine/metadata/types-presentation';
import * as dtos from './sample-dtos';
import { bodyOf, type SampleCase, samplesFor } from './samples-support';

const ownTexts: SamplesPreference = { ownText: ['Guid', 'DateTime'] };
const dashed = '00000000-0000-0000-0000-000000000000';
const plain = '00000000000000000000000000000000';

function json(request: Class, options?: SampleCase): Record<string, unknown> {
  return JSON.parse(bodyOf(samplesFor(request, 'json', options).request)) as Record<string, unknown>;
}
function jsv(request: Class, options?: SampleCase): string {
  return bodyOf(samplesFor(request, 'jsv', options).request);
}

describe('values of samples', () => {
  const everything = json(dtos.Everything);

  it('SMP-01 are String, false and 0 in JSON, False in JSV', () => {
    expect(everything).toMatchObject({ text: 'String', flag: false, whole: 0, fraction: 0, amount: 0 });
    expect(jsv(dtos.Everything)).toContain('{\n\ttext: String,\n\tflag: False,');
  });

  it('SMP-02 fill nullable value types with the zero of their type', () => {
    expect(everything).toMatchObject({ maybeFlag: false, maybeWhole: 0, maybeKey: dashed });
  });

  it('SMP-03 are the enum member with the lowest value read without sign', () => {
    expect(everything).toMatchObject({ status: 'Continue', rights: 1, mood: 'calm<1>' });
    expect(everything.maybeStatus).toBe(0);
  });

  it('SMP-04 hold one element in lists, arrays and sets', () => {
    expect(everything).toMatchObject({ names: ['String'], sizes: [0], keys: [dashed], nothings: [{}] });
  });

  it('SMP-05 hold one pair in dictionaries', () => {
    expect(everything.meta).toEqual({ String: 'String' });
    expect(everything.extra).toEqual({ String: {} });
  });

  it('SMP-06 SMP-20 are {} for object, on the line of the key in JSV', () => {
    expect(everything.anything).toEqual({});
    expect(jsv(dtos.Everything)).toContain('\n\tanything: {},\n');
    expect(jsv(dtos.Everything)).toContain('\n\textra: \n\t{\n\t\tString: {}\n\t},\n');
  });

  it('SMP-07 leave out Uri', () => {
    expect(everything).not.toHaveProperty('link');
    expect(everything).not.toHaveProperty('stream');
  });

  it('SMP-08 leave out abstract classes and the interfaces of collections', () => {
    expect(Object.keys(everything)).not.toEqual(expect.arrayContaining(['shape']));
    expect(Object.keys(everything)).not.toEqual(expect.arrayContaining(['listed']));
    expect(Object.keys(everything)).not.toEqual(expect.arrayContaining(['looked']));
  });

  it('SMP-09 are AA== for bytes in JSON', () => {
    expect(everything.bytes).toBe('AA==');
  });

  it('SMP-10 SMP-11 put own members before the base’s and a redeclared one once, in its own place', () => {
    expect(Object.entries(json(dtos.Derived))).toEqual([
      ['second', 0],
      ['first', 0],
      ['shared', 0],
      ['zebra', 'String'],
      ['apple', 'String'],
    ]);
  });

  it('SMP-12 stop three levels below a plain root, and at the third of a counted one', () => {
    const level = (depth: number): unknown => ({ name: 'String', ...(depth > 1 && { child: level(depth - 1) }) });
    const forest = JSON.parse(bodyOf(samplesFor(dtos.GetTree, 'json').response)) as Record<string, unknown>;

    expect(json(dtos.TreeNode)).toEqual(level(4));
    expect(json(dtos.GetTree)).toEqual({ root: level(3) });
    expect(forest).toMatchObject({ trees: [level(3)], first: level(3), inner: { inner: { first: level(3) } } });
    expect((forest.inner as { inner: unknown }).inner).not.toHaveProperty('inner');
  });

  it('end for classes that all refer to each other', () => {
    const text = bodyOf(samplesFor(dtos.KnotA, 'json').request);

    expect(text.match(/\{/g)?.length).toBe(5_001);
    expect(Object.keys(json(dtos.KnotA))).toEqual(['b']);
  });

  it('SMP-13 with a serialiser of the feature’s own leave out Guid and print Guid? dashed', () => {
    const preset = { preference: ownTexts };

    expect(json(dtos.Everything, preset)).not.toHaveProperty('key');
    expect(json(dtos.Everything, preset)).toMatchObject({ maybeKey: dashed, keys: [dashed] });
    expect(jsv(dtos.Everything, preset)).toContain(`\n\tmaybeKey: ${dashed},\n`);
    expect(jsv(dtos.Everything, preset)).not.toMatch(/^\tkey:/m);
  });

  it('SMP-14 without one print Guid as 32 zeros in JSON and JSV of classic hosts', () => {
    expect(json(dtos.Everything, { profile: 'classic' })).toMatchObject({ key: plain, maybeKey: plain });
    expect(jsv(dtos.Everything, { profile: 'classic' })).toContain(`\n\tkey: ${plain},\n\tmaybeKey: ${plain},\n`);
  });

  it('SMP-14 print Guid dashed in JSON of system hosts and as 32 zeros in their JSV', () => {
    expect(everything).toMatchObject({ key: dashed, maybeKey: dashed });
    expect(jsv(dtos.Everything)).toContain(`\n\tkey: ${plain},\n\tmaybeKey: ${plain},\n`);
  });

  it('SMP-15 with a serialiser of the feature’s own leave out DateTime and print DateTime?, quoted in JSV', () => {
    const preset = { preference: ownTexts };

    expect(json(dtos.Everything, preset)).not.toHaveProperty('moment');
    expect(json(dtos.Everything, preset).maybeMoment).toBe('0001-01-01T00:00:00');
    expect(jsv(dtos.Everything, preset)).toContain('\n\tmaybeMoment: "0001-01-01T00:00:00",\n');
    expect(jsv(dtos.Everything, preset)).not.toMatch(/^\tmoment:/m);
  });

  it('SMP-16 without one print the day in JSV and a WCF date in JSON of classic hosts', () => {
    const text = bodyOf(samplesFor(dtos.Everything, 'json', { profile: 'classic' }).request);

    expect(text).toContain(
      '"moment":"\\/Date(-62135596800000-0000)\\/","maybeMoment":"\\/Date(-62135596800000-0000)\\/"',
    );
    expect(jsv(dtos.Everything, { profile: 'classic' })).toContain(
      '\n\tmoment: 0001-01-01,\n\tmaybeMoment: 0001-01-01,\n',
    );
  });

  it('SMP-16 print an instant in JSON of system hosts, and the day in their JSV', () => {
    expect(everything).toMatchObject({ moment: '0001-01-01T00:00:00Z', maybeMoment: '0001-01-01T00:00:00Z' });
    expect(jsv(dtos.Everything)).toContain('\n\tmoment: 0001-01-01,\n\tmaybeMoment: 0001-01-01,\n');
  });

  it('print a DateTimeOffset in full in JSV', () => {
    expect(jsv(dtos.Everything)).toContain('\n\tinstant: 0001-01-01T00:00:00.0000000+00:00,\n');
  });

  it('SMP-17 are PT0S for time spans in all text formats', () => {
    expect(everything.span).toBe('PT0S');
    expect(jsv(dtos.Everything)).toContain('\n\tspan: PT0S,\n');
    expect(bodyOf(samplesFor(dtos.Everything, 'xml').request)).toContain(
      '\n  <span>PT0S</span>'.replaceAll('span', 'Span'),
    );
  });

  it('SMP-18 are False in JSV and false in JSON', () => {
    expect(jsv(dtos.Everything)).toContain('\n\tflag: False,\n\tmaybeFlag: False,\n');
    expect(bodyOf(samplesFor(dtos.Everything, 'json').request)).toContain('"flag":false,"maybeFlag":false');
  });

  it('leave out what never travels, and follow the order of data contracts', () => {
    expect(everything).not.toHaveProperty('hidden');
    expect(Object.keys(json(dtos.Contract))).toEqual(['unnumbered', 'no', 'last']);
  });

  it('fill members of generic bases, and put built-in members in the case of the feature', () => {
    const response = bodyOf(samplesFor(dtos.QueryLeaves, 'json', { textCase: 'PascalCase' }).response);

    expect(Object.keys(json(dtos.QueryLeaves))).toEqual([
      ...['textContains', 'skip', 'take', 'orderBy', 'orderByDesc', 'include', 'fields', 'meta'],
    ]);
    expect(response).toContain('{"Offset":0,"Total":0,"Results":[{"text":"String"}],"Meta":{"String":"String"}');
  });

  it('write a class that is a collection as one', () => {
    expect(json(dtos.GetLeaves)).toEqual({ leaves: [{ text: 'String' }] });
    expect(bodyOf(samplesFor(dtos.GetLeaves, 'json').response)).toBe('[{"text":"String"}]');
  });

  it('may be replaced by the host', () => {
    const createExample = () => ({ text: 'Mine' });

    expect(json(dtos.AnyVerb, { createExample })).toEqual({ text: 'Mine' });
    expect(json(dtos.AnyVerb, { createExample: () => undefined })).toEqual({ text: 'String' });
  });
});

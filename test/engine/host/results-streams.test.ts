import { once } from 'node:events';
import { PassThrough, pipeline, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createGunzip, gzipSync } from 'node:zlib';
import { HttpResult, wireSettings } from '../../../src/engine';
import { finishAnswer } from '../../../src/engine/host/results/finish-answer';
import { rawAnswer } from '../../../src/engine/host/results/raw-answer';
import { StreamPart } from '../../../src/engine/host/results/stream-part';

const settings = wireSettings();

async function finish(source: Readable, verb: string, headers: Record<string, string> = {}, length?: number) {
  const request = { verb, headers, negotiatedType: 'application/json', isSecure: false };
  const result = new HttpResult({ response: source, length, eTag: 'v1' });
  const answer = rawAnswer(result, request, settings);
  if (!answer) throw new Error('A stream is a raw answer.');
  return finishAnswer(answer, result.init, request, settings);
}

/** Unlike events.once, whatever error comes before it. */
const closed = (stream: Readable) => new Promise<void>((resolve) => stream.once('close', resolve));

afterEach(() => void jest.useRealTimers());

describe('a part of a stream', () => {
  const letters = () => Readable.from(['abc', 'def', 'ghi', 'jkl']);

  it.each([
    [{}, 'abcdefghijkl'],
    [{ start: 0, length: 12 }, 'abcdefghijkl'],
    [{ start: 1, length: 1 }, 'b'],
    [{ start: 2, length: 5 }, 'cdefg'],
    [{ start: 3, length: 3 }, 'def'],
    [{ start: 11, length: 1 }, 'l'],
    [{ start: 4 }, 'efghijkl'],
  ])('of %j is %s', async (options, text) => {
    expect((await buffer(new StreamPart(letters(), options))).toString()).toBe(text);
  });

  it('of nothing is empty', async () => {
    expect(await buffer(new StreamPart(Readable.from([])))).toHaveLength(0);
    expect(await buffer(new StreamPart(letters(), { length: 0 }))).toHaveLength(0);
    expect(await buffer(new StreamPart(new PassThrough(), { length: 0 }))).toHaveLength(0);
  });

  it('fails when the source ends early, is closed, or was so before', async () => {
    const source = new PassThrough();
    const early = buffer(new StreamPart(letters(), { length: 13 }));
    const cut = buffer(new StreamPart(source));
    source.destroy();

    await expect(early).rejects.toThrow('ended 1 bytes early');
    await expect(cut).rejects.toThrow('closed before its end');
    await expect(buffer(new StreamPart(source))).rejects.toThrow('closed before its end');
  });

  it('fails with the error of its source, also of one that came before', async () => {
    const source = new PassThrough();
    source.on('error', () => undefined);
    const part = new StreamPart(source);
    source.destroy(new Error('disk gone'));
    await closed(source);

    await expect(part.started).rejects.toThrow('disk gone');
    await expect(new StreamPart(source).started).rejects.toThrow('disk gone');
  });

  it('does not end the process when nobody reads it yet', async () => {
    const source = new PassThrough();
    const part = new StreamPart(source);

    source.destroy(new Error('disk gone'));
    await closed(source);

    expect(part.destroyed).toBe(true);
  });

  it('lets its source come to its own end', async () => {
    const ended = new Promise((resolve) => {
      const source = pipeline(Readable.from([gzipSync('packed')]), createGunzip(), (error) => resolve(error ?? 'well'));
      void buffer(new StreamPart(source, { length: 6 }));
    });

    expect(await ended).toBe('well');
  });

  it('destroys a source that goes on behind the part', async () => {
    let given = 0;
    const endless = new Readable({
      read() {
        given += 1;
        this.push(Buffer.alloc(1000));
      },
    });

    await buffer(new StreamPart(endless, { start: 500, length: 1000 }));
    if (!endless.destroyed) await once(endless, 'close');

    expect(given).toBeLessThan(100);
  });

  it('reads no faster than it is read', async () => {
    let given = 0;
    const endless = new Readable({
      read() {
        given += 65_536;
        this.push(Buffer.alloc(65_536));
      },
    });
    const part = new StreamPart(endless);

    await part.started;
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));

    expect(given).toBeLessThan(1_000_000);
    part.destroy();
    expect(endless.destroyed).toBe(true);
  });

  it('does not wait for ever for the first bytes', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] });
    const silent = new PassThrough();
    const part = new StreamPart(silent);
    let isStarted = false;
    void part.started.then(() => {
      isStarted = true;
    });

    await jest.advanceTimersByTimeAsync(999);
    const before = isStarted;
    await jest.advanceTimersByTimeAsync(1);

    expect([before, isStarted]).toEqual([false, true]);
    part.destroy();
  });
});

describe('streams of which nothing is sent', () => {
  it('are destroyed for HEAD', async () => {
    const source = new PassThrough();

    const answer = await finish(source, 'HEAD', {}, 10);

    expect(answer.body).toBeUndefined();
    expect(answer.headers['Content-Length']).toBe('10');
    expect(source.destroyed).toBe(true);
  });

  it('are destroyed for 304', async () => {
    const source = new PassThrough();

    const answer = await finish(source, 'GET', { 'if-none-match': '"v1"' });

    expect(answer).toMatchObject({ status: 304 });
    expect(source.destroyed).toBe(true);
  });

  it('are destroyed for 416', async () => {
    const source = new PassThrough();

    await expect(finish(source, 'GET', { range: 'bytes=10-' }, 10)).rejects.toMatchObject({ status: 416 });

    expect(source.destroyed).toBe(true);
  });
});

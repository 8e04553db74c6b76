import { bookHost, get, textOf } from './page-host';

async function limitsOf(honoursKeys: boolean | undefined, operation: string): Promise<string> {
  const host = bookHost(honoursKeys === undefined ? {} : { honoursKeys });
  await host.listen(0);
  try {
    const { text } = await get(host.url, `/json/metadata?op=${operation}`);
    return textOf(/<section class="limits">[\s\S]*?<\/section>/.exec(text)?.[0] ?? '');
  } finally {
    await host.close();
  }
}

describe('what an operation page says of retries', () => {
  it('names Idempotency-Key where the host honours it and the operation may change something', async () => {
    expect(await limitsOf(true, 'LendBook')).toContain(
      'Retries: the header Idempotency-Key (1 to 255 visible characters)',
    );
  });

  it('says nothing of operations that only read, nor where keys are ignored', async () => {
    const silent = [await limitsOf(true, 'FindBook'), await limitsOf(undefined, 'LendBook')];

    expect(silent.map((text) => [text.includes('Request body'), text.includes('Idempotency-Key')])).toEqual([
      [true, false],
      [true, false],
    ]);
  });
});

import { alignFacts, type Output, Printer, progressBar } from '../../src/demo/print';

function printed(output: Partial<Output>, environment = {}): { printer: Printer; text: () => string } {
  const parts: string[] = [];
  const out = { write: (text: string) => parts.push(text), ...output };
  return { printer: new Printer(out, environment), text: () => parts.join('') };
}

describe('Printer', () => {
  it('prints a call and its answer in aligned lines, without colours, into a file', () => {
    const { printer, text } = printed({});

    printer.operation('UpdateCustomer', 'PUT /customers/{Id}');
    printer.call('a new first name', 'admin@missive.test', '{"Firstname":"Ada"}');
    printer.answer(200, [
      ['Id', 7],
      ['Firstname', 'Ada'],
      ['Phone', undefined],
    ]);
    printer.refusal(400, 'Email', 'not an address', [
      ['Email', 'not an address'],
      ['Firstname', 'empty'],
    ]);
    printer.refusal(409, 'CollidingBookings', 'One booking collides.', [['BookingIds', '7']]);

    expect(text().split('\n')).toEqual([
      '',
      'UpdateCustomer                    PUT /customers/{Id}',
      '  → a new first name · admin@missive.test',
      '    {"Firstname":"Ada"}',
      '    200  Id         7',
      '         Firstname  Ada',
      '    400  Email',
      '         Email      not an address',
      '         Firstname  empty',
      '    409  CollidingBookings  One booking collides.',
      '         BookingIds  7',
      '',
    ]);
  });

  it('colours on a terminal, unless NO_COLOR is set', () => {
    const terminal = printed({ isTTY: true });
    const plain = printed({ isTTY: true }, { NO_COLOR: '1' });

    for (const { printer } of [terminal, plain]) printer.answer(200, [['Id', 7]]);

    expect(terminal.text()).toBe('    \u001b[32m200\u001b[0m  Id  7\n');
    expect(plain.text()).toBe('    200  Id  7\n');
  });

  it('moves one line on a terminal while work goes on, and prints it once into a file', () => {
    const terminal = printed({ isTTY: true });
    const file = printed({});

    for (const { printer } of [terminal, file]) {
      printer.bar(0, 10, 'Pending', false);
      printer.bar(5, 10, 'Processing', false);
      printer.bar(10, 10, 'Completed', true);
    }

    expect(terminal.text().split('\r')).toHaveLength(4);
    expect(terminal.text().split('\n')).toHaveLength(2);
    expect(file.text()).toBe(`         ${'█'.repeat(24)}  10/10  Completed\n`);
  });

  it('sums up what differed', () => {
    const { printer, text } = printed({});

    printer.summary(3, ['UpdateCustomer: Firstname is Eve, expected Ada'], 1.25);

    expect(text()).toBe('\n3 calls in 1.3 s; not as expected:\n  UpdateCustomer: Firstname is Eve, expected Ada\n');
  });
});

describe('progressBar', () => {
  it.each([
    [0, undefined, 0, '0/?'],
    [0, 0, 0, '0/0'],
    [1, 2, 12, '1/2'],
    [3, 2, 24, '3/2'],
  ])('shows %j of %j as %i blocks', (done, total, blocks, label) => {
    expect(progressBar(done, total)).toBe(`${'█'.repeat(blocks)}${'░'.repeat(24 - blocks)}  ${label}`);
  });
});

describe('alignFacts', () => {
  it('leaves out what is unknown and cuts what is too long', () => {
    const facts = [['A', 'x'.repeat(40)] as const, ['Long name', 1] as const, ['None', undefined] as const];

    expect(alignFacts(facts, 20)).toEqual([`A          ${'x'.repeat(8)}…`, 'Long name  1']);
  });
});

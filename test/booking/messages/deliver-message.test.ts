import type { MessageSettings } from '../../../src/booking/messages/message-settings';
import type { OutboxMessageEntity } from '../../../src/booking/messages/outbox-message-entity';
import { OutboxRepository } from '../../../src/booking/messages/outbox-repository';
import type { OutgoingMessage } from '../../../src/booking/messages/outgoing-message';
import { registerMessages } from '../../../src/booking/messages/register-messages';
import { inTransaction } from '../../../src/data';
import type { TestDatabase } from '../../support/database';
import { type SmsGatewaySink, startSmsGatewaySink } from '../../support/sms-gateway-sink';
import { type SmtpSink, startSmtpSink } from '../../support/smtp-sink';
import { companyId, openMessagesDatabase } from './messages-database';
import { RecordingJobs } from './recording-jobs';
import { recordingLog } from './recording-log';

const now = new Date('2030-01-07T09:00:00.000Z');
const password = 'p@ss/word';
const key = 'gateway-key-1';

let database: TestDatabase;
let smtp: SmtpSink;
let gateway: SmsGatewaySink;

beforeAll(async () => {
  [database, smtp, gateway] = await Promise.all([
    openMessagesDatabase(),
    startSmtpSink({ user: 'missive', password }),
    startSmsGatewaySink(),
  ]);
});
afterAll(async () => {
  await Promise.all([database.close(), smtp.close(), gateway.close()]);
});
beforeEach(async () => {
  smtp.mails.length = 0;
  gateway.received.length = 0;
  await database.dataSource.query('delete from outbox_message');
});

function configured(): Required<MessageSettings> {
  return {
    smtp: { url: smtp.url, from: 'Bokningen Åre <noreply@booking.test>' },
    sms: { url: gateway.url, key, from: 'Missive' },
  };
}

const aMail = (changes: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
  kind: 'email',
  to: 'anna@customers.test',
  subject: 'Avbokad: måndag 7 januari',
  body: 'Hej Anna!\n\nTyvärr är salongen stängd 🙁 – välkommen åter.',
  bookingId: 41,
  ...changes,
});
const aText = (changes: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
  kind: 'sms',
  to: '+46701234567',
  body: 'Tyvärr stängt på måndag 🙁',
  bookingId: 41,
  ...changes,
});

/** The outbox with one waiting message, and what a test does to it. */
async function setUp(messages: OutgoingMessage[], settings: MessageSettings = configured()) {
  const { dataSource } = database;
  const jobs = new RecordingJobs();
  const { log, lines } = recordingLog();
  const outbox = registerMessages({ dataSource, jobs, settings, clock: { now: () => now }, log });
  await inTransaction(dataSource, (tx) => outbox.add(tx, companyId, messages));
  const rows = () => new OutboxRepository(dataSource.manager).ofBooking(companyId, 41);
  const row = async (): Promise<OutboxMessageEntity> => {
    const [only, ...others] = await rows();
    expect(others).toEqual([]);
    return only as OutboxMessageEntity;
  };
  return { jobs, lines, rows, row };
}

describe('adding to the outbox', () => {
  it('domain 3.10: keeps one waiting row and one job per message', async () => {
    const messages = Array.from({ length: 300 }, (_, index) => aMail({ to: `guest-${index}@customers.test` }));

    const { jobs, rows } = await setUp(messages);

    const saved = await rows();
    expect(saved.map(({ status }) => status)).toEqual(Array(300).fill('pending'));
    expect(new Set(saved.map(({ recipient }) => recipient)).size).toBe(300);
    expect(jobs.enqueued.map((job) => job.key).sort()).toEqual(saved.map(({ id }) => `outbox:${id}`).sort());
  });

  it('domain 3.10: skips and logs a message that has no address or number', async () => {
    const { jobs, lines, rows } = await setUp([aMail({ to: '' }), aText({ to: '  ' })]);

    expect((await rows()).map(({ status }) => status)).toEqual(['skipped', 'skipped']);
    expect(jobs.enqueued).toEqual([]);
    expect(lines.map(({ message }) => message)).toEqual(Array(2).fill('Message skipped: no recipient.'));
  });

  it('puts neither recipient nor text into the job', async () => {
    const { jobs, row } = await setUp([aMail()]);

    const { id } = await row();
    expect(jobs.enqueued).toEqual([
      { task: 'outbox.deliver', key: `outbox:${id}`, payload: { companyId, messageId: id }, maxAttempts: 13 },
    ]);
  });
});

describe('a mail', () => {
  it('reaches the mail server with its headers and its text in UTF-8', async () => {
    const { jobs, row } = await setUp([aMail()]);

    await jobs.run(0);

    const { id, createdAt, ...saved } = await row();
    const [mail] = smtp.mails;
    expect(smtp.mails).toHaveLength(1);
    expect(mail).toMatchObject({ envelopeFrom: 'noreply@booking.test', envelopeTo: ['anna@customers.test'] });
    expect(mail?.text.replace(/\r\n/g, '\n')).toBe(aMail().body);
    expect(Object.fromEntries(mail?.headers ?? [])).toMatchObject({
      from: ['Bokningen Åre <noreply@booking.test>'],
      to: ['anna@customers.test'],
      subject: ['Avbokad: måndag 7 januari'],
      'message-id': [`<outbox-${id}.${createdAt.getTime().toString(36)}@booking.test>`],
      'auto-submitted': ['auto-generated'],
      'content-type': ['text/plain; charset=utf-8'],
    });
    expect(saved).toMatchObject({
      status: 'sent',
      attempts: 1,
      lastError: null,
      sentAt: now,
      providerMessageId: mail?.headers.get('message-id')?.[0],
    });
  });

  it('cannot carry a header or a recipient that its text smuggles in', async () => {
    const { jobs } = await setUp([aMail({ subject: 'Hi\r\nBcc: thief@evil.test\r\n\r\nNew body' })]);

    await jobs.run(0);

    const [mail] = smtp.mails;
    expect(mail?.envelopeTo).toEqual(['anna@customers.test']);
    expect(mail?.headers.has('bcc')).toBe(false);
    expect(mail?.headers.get('subject')).toEqual(['Hi Bcc: thief@evil.test New body']);
    expect(mail?.text.replace(/\r\n/g, '\n')).toBe(aMail().body);
  });

  it.each([
    'anna@customers.test, thief@evil.test',
    'anna@customers.test\r\nBcc: thief@evil.test',
    'Anna <anna@customers.test>',
    'anna',
    '@customers.test',
  ])('is refused for good when its recipient is %j', async (to) => {
    const { jobs, row } = await setUp([aMail({ to })]);

    await jobs.run(0);

    expect(smtp.mails).toEqual([]);
    expect(await row()).toMatchObject({ status: 'failed', attempts: 1, lastError: 'Not a mail address.' });
  });

  it('is tried again after a temporary refusal, with the same Message-ID', async () => {
    const { jobs, row } = await setUp([aMail()]);
    smtp.refuseNext('RCPT TO', 451, 'greylisted anna@customers.test');

    await expect(jobs.run(0, 1)).rejects.toThrow('SMTP reply 451 to RCPT TO.');
    const between = await row();
    await jobs.run(0, 2);

    expect(between).toMatchObject({ status: 'pending', attempts: 1, lastError: 'SMTP reply 451 to RCPT TO.' });
    expect(await row()).toMatchObject({ status: 'sent', attempts: 2, lastError: null });
    expect(smtp.mails).toHaveLength(1);
  });

  it.each(['RCPT TO', 'DATA'] as const)('fails without another attempt when %s is answered with 550', async (stage) => {
    const { jobs, row } = await setUp([aMail()]);
    smtp.refuseNext(stage, 550, 'no such user anna@customers.test');

    await jobs.run(0);
    await jobs.run(0, 2);

    expect(smtp.mails).toEqual([]);
    expect(await row()).toMatchObject({ status: 'failed', attempts: 1, sentAt: null });
    expect((await row()).lastError).toMatch(/^SMTP reply 550 to [A-Z ]+\.$/);
  });

  it('fails with the last attempt', async () => {
    const { jobs, row } = await setUp([aMail()], { smtp: { ...configured().smtp, url: 'smtp://127.0.0.1:1' } });

    for (let attempt = 1; attempt < 10; attempt++) await expect(jobs.run(0, attempt)).rejects.toThrow('ECONNREFUSED');
    const before = await row();
    await jobs.run(0, 10);

    expect(before).toMatchObject({ status: 'pending', attempts: 9 });
    expect(await row()).toMatchObject({
      status: 'failed',
      attempts: 10,
      lastError: 'The mail was not handed over (ESOCKET, ECONNREFUSED).',
    });
  });

  it('is closed when the last attempt died before it could say so', async () => {
    const { jobs, row } = await setUp([aMail()]);
    await database.dataSource.query('update outbox_message set attempts = 10');

    await jobs.run(0, 11);

    expect(smtp.mails).toEqual([]);
    expect(await row()).toMatchObject({ status: 'failed', lastError: 'The last attempt was interrupted.' });
  });

  it('sends no password in the clear to a server that is not on this machine', async () => {
    // Another spelling of the same address, which the transport does not take for this machine.
    const url = smtp.url.replace('127.0.0.1', '[::ffff:127.0.0.1]');
    const { jobs, row } = await setUp([aMail()], { smtp: { ...configured().smtp, url } });

    await expect(jobs.run(0)).rejects.toThrow('SMTP reply 500 to STARTTLS.');

    expect(smtp.mails).toEqual([]);
    expect(await row()).toMatchObject({ status: 'pending', attempts: 1 });
  });

  it('stays waiting, nothing recorded, when the process stops in the middle', async () => {
    const { jobs, row } = await setUp([aMail()]);
    const stop = new AbortController();
    stop.abort();

    await expect(jobs.run(0, 1, stop.signal)).rejects.toThrow('EABORT');

    expect(await row()).toMatchObject({ status: 'pending', attempts: 1, lastError: null });
  });
});

describe('a text message', () => {
  it('reaches the gateway with key, idempotency key and text', async () => {
    const { jobs, row } = await setUp([aText()]);

    await jobs.run(0);

    const { id, ...saved } = await row();
    const [call] = gateway.received;
    expect(gateway.received).toHaveLength(1);
    expect(call?.body).toEqual({ from: 'Missive', to: '+46701234567', text: 'Tyvärr stängt på måndag 🙁' });
    expect(call?.headers).toMatchObject({
      authorization: `Bearer ${key}`,
      'idempotency-key': `outbox-${id}`,
      'content-type': 'application/json',
    });
    expect(saved).toMatchObject({ status: 'sent', attempts: 1, sentAt: now, providerMessageId: 'sms-1' });
  });

  it.each([
    ['401', { status: 401 }],
    ['403', { status: 403 }],
    ['408', { status: 408 }],
    ['429', { status: 429 }],
    ['500', { status: 500 }],
    ['503', { status: 503 }],
    ['a redirect', { status: 307, headers: { location: 'http://127.0.0.1:1/' } }],
    ['a broken connection', 'hang up'],
  ] as const)('is tried again with the same idempotency key after %s', async (_, first) => {
    const { jobs, row } = await setUp([aText()]);
    gateway.answers.push(first);

    await expect(jobs.run(0, 1)).rejects.toThrow('The SMS gateway');
    const between = await row();
    await jobs.run(0, 2);

    expect(between).toMatchObject({ status: 'pending', attempts: 1 });
    expect(await row()).toMatchObject({ status: 'sent', attempts: 2, lastError: null });
    const keys = gateway.received.map(({ headers }) => headers['idempotency-key']);
    expect(keys).toEqual([`outbox-${between.id}`, `outbox-${between.id}`]);
  });

  it.each([400, 404, 410, 422])('fails without another attempt when the gateway answers %i', async (status) => {
    const { jobs, row } = await setUp([aText()]);
    gateway.answers.push({ status, body: JSON.stringify({ error: `no such number +46701234567, key ${key}` }) });

    await jobs.run(0);
    await jobs.run(0, 2);

    expect(gateway.received).toHaveLength(1);
    expect(await row()).toMatchObject({
      status: 'failed',
      attempts: 1,
      lastError: `The SMS gateway answered ${status}.`,
    });
  });

  it.each(['', 'OK', '[]', 'null', '{"id":{}}'])(
    'counts as sent when the gateway answers 200 with %j',
    async (body) => {
      const { jobs, row } = await setUp([aText()]);
      gateway.answers.push({ status: 200, body });

      await jobs.run(0);

      expect(await row()).toMatchObject({ status: 'sent', providerMessageId: null });
    },
  );
});

describe('a process that dies between sending and recording', () => {
  beforeAll(async () => {
    await database.dataSource.query(`
      create function refuse_once() returns trigger language plpgsql as $$
      begin raise exception 'the database is gone'; end $$`);
  });
  beforeEach(async () => {
    await database.dataSource.query(`
      create trigger refuse_once before update of status on outbox_message for each row
      when (new.status = 'sent') execute function refuse_once()`);
  });
  const databaseIsBack = () => database.dataSource.query('drop trigger refuse_once on outbox_message');

  it('sends the mail again with the same Message-ID, date and text', async () => {
    const { jobs, row } = await setUp([aMail()]);

    await expect(jobs.run(0, 1)).rejects.toThrow('the database is gone');
    const between = await row();
    await databaseIsBack();
    await jobs.run(0, 2);

    expect(between).toMatchObject({ status: 'pending', attempts: 1 });
    expect(await row()).toMatchObject({ status: 'sent', attempts: 2 });
    const [first, second] = smtp.mails;
    expect(smtp.mails).toHaveLength(2);
    expect(second?.headers.get('message-id')).toEqual(first?.headers.get('message-id'));
    expect(second?.raw).toBe(first?.raw);
  });

  it('sends the text message again with the same idempotency key', async () => {
    const { jobs, row } = await setUp([aText()]);

    await expect(jobs.run(0, 1)).rejects.toThrow('the database is gone');
    await databaseIsBack();
    await jobs.run(0, 2);

    expect(await row()).toMatchObject({ status: 'sent', attempts: 2 });
    const keys = gateway.received.map(({ headers }) => headers['idempotency-key']);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });
});

describe('a message that two attempts work on', () => {
  it('is sent no second time once it is recorded', async () => {
    const { jobs } = await setUp([aMail()]);

    await jobs.run(0, 1);
    await jobs.run(0, 2);

    expect(smtp.mails).toHaveLength(1);
  });

  it('keeps the word of the later one when the earlier one gives up', async () => {
    const { row } = await setUp([aMail()]);
    const { id } = await row();
    const outbox = new OutboxRepository(database.dataSource.manager);
    await outbox.claim(companyId, id);
    await outbox.claim(companyId, id);

    await outbox.recordFailure(companyId, id, { attempt: 1, error: 'late', isFinal: true });
    expect(await row()).toMatchObject({ status: 'pending', lastError: null });

    await outbox.recordFailure(companyId, id, { attempt: 2, error: 'refused', isFinal: true });
    await outbox.recordDelivery(companyId, id, { status: 'sent', at: now });
    expect(await row()).toMatchObject({ status: 'sent', lastError: null });
  });

  it('is unknown to another company', async () => {
    const { row } = await setUp([aMail()]);
    const { id } = await row();
    const outbox = new OutboxRepository(database.dataSource.manager);

    expect(await outbox.claim('22222222-2222-4222-8222-222222222222', id)).toBeUndefined();
    expect(await row()).toMatchObject({ attempts: 0 });
  });
});

describe('without configuration', () => {
  it('writes the message to the log, and the row says so', async () => {
    const { jobs, lines, rows } = await setUp([aMail(), aText()], {});

    await jobs.run(0);
    await jobs.run(1);

    expect(await rows()).toMatchObject([
      { status: 'logged', attempts: 1, sentAt: null, providerMessageId: null },
      { status: 'logged', attempts: 1, sentAt: null, providerMessageId: null },
    ]);
    expect(lines.map(({ message }) => message)).toEqual([
      'Message written to the log only: no SMTP server is configured.',
      'Message written to the log only: no SMS gateway is configured.',
    ]);
    expect(lines.map(({ fields }) => fields)).toMatchObject([
      { kind: 'email', recipient: 'a***@***.test' },
      { kind: 'sms', recipient: '***67' },
    ]);
  });
});

describe('log lines, job errors and last_error', () => {
  it('hold nothing secret or personal, whatever the provider writes', async () => {
    const wrongPassword = smtp.url.replace('missive:', 'missive:wrong-');
    const settings = { ...configured(), smtp: { ...configured().smtp, url: wrongPassword } };
    const personal = aMail({ body: 'Kära Anna Berg, kod 8812' });
    const text = aText({ body: 'Kära Anna Berg, kod 8812' });
    const written: unknown[] = [];
    const attempts: [OutgoingMessage[], MessageSettings][] = [
      [[personal, text], configured()],
      [[personal, text], settings],
      [[personal, text], {}],
    ];
    gateway.answers.push({ status: 503, body: `key ${key}` });

    for (const [messages, each] of attempts) {
      await database.dataSource.query('delete from outbox_message');
      const { jobs, lines, rows } = await setUp(messages, each);
      const outcomes = await Promise.allSettled([jobs.run(0), jobs.run(1)]);
      const rejections = outcomes.filter((outcome) => outcome.status === 'rejected');
      written.push(...lines, ...rejections.map(({ reason }) => [String(reason), reason.stack, reason.cause]));
      written.push(...(await rows()).map(({ lastError }) => lastError));
    }

    const all = JSON.stringify(written);
    expect(all).toContain('SMTP reply 535 to AUTH');
    expect(all).toContain('The SMS gateway answered 503.');
    for (const secret of ['anna', 'customers.test', '701234567', 'Berg', '8812', 'wrong-', 'p@ss', 'p%40ss', key]) {
      expect(all).not.toContain(secret);
    }
  });
});

describe('settings that cannot work', () => {
  it.each<[string, MessageSettings]>([
    ['The SMTP URL', { smtp: { url: 'http://user:secret@host', from: 'a@b.test' } }],
    ['The SMTP URL', { smtp: { url: 'secret', from: 'a@b.test' } }],
    ['The sender of mails', { smtp: { url: 'smtp://host', from: 'nobody' } }],
    ['The URL of the SMS gateway', { sms: { url: 'ftp://host/?key=secret', key, from: 'x' } }],
  ])('stop the start: %s', async (message, settings) => {
    const start = () =>
      registerMessages({
        dataSource: database.dataSource,
        jobs: new RecordingJobs(),
        settings,
        clock: { now: () => now },
        log: recordingLog().log,
      });

    expect(start).toThrow(message);
    expect(start).not.toThrow('secret');
  });
});

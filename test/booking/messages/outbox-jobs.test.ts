import type { QueryRunner } from 'typeorm';
import { deliverTask, type Outbox } from '../../../src/booking/messages/outbox';
import { OutboxMessageEntity } from '../../../src/booking/messages/outbox-message-entity';
import { registerMessages } from '../../../src/booking/messages/register-messages';
import { inTransaction } from '../../../src/data';
import { systemClock } from '../../../src/engine';
import { JobRunner } from '../../../src/engine/jobs/job-runner';
import type { TestDatabase } from '../../support/database';
import { eventually } from '../../support/eventually';
import { type SmtpSink, startSmtpSink } from '../../support/smtp-sink';
import { companyId, openMessagesDatabase } from './messages-database';
import { type LogLine, recordingLog } from './recording-log';

let database: TestDatabase;
let smtp: SmtpSink;
let jobs: JobRunner;
let outbox: Outbox;
let lines: LogLine[];

beforeAll(async () => {
  [database, smtp] = await Promise.all([openMessagesDatabase(), startSmtpSink()]);
});
afterAll(async () => {
  await Promise.all([database.close(), smtp.close()]);
});
beforeEach(async () => {
  smtp.mails.length = 0;
  await database.dataSource.query('delete from outbox_message');
  const recording = recordingLog();
  lines = recording.lines;
  jobs = new JobRunner(database.pool, { pollMs: 100, log: recording.log });
  outbox = registerMessages({
    dataSource: database.dataSource,
    jobs,
    settings: { smtp: { url: smtp.url, from: 'noreply@booking.test' } },
    clock: systemClock,
    log: recording.log,
  });
});
afterEach(() => jobs.stop());

const mailsTo = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    kind: 'email' as const,
    to: `guest-${index}@customers.test`,
    subject: 'Avbokad',
    body: `Hej nummer ${index}!`,
    bookingId: index,
  }));
const rows = () => database.dataSource.manager.find(OutboxMessageEntity, { order: { id: 'ASC' } });
const waitingJobs = async (): Promise<number> => {
  const sql = `select count(*)::int as count from graphile_worker.jobs where task_identifier = $1`;
  return (await database.dataSource.query(sql, [deliverTask]))[0].count;
};

describe('the outbox on the job engine', () => {
  it('domain 3.10: sends after the commit, in the background', async () => {
    await jobs.start();

    await inTransaction(database.dataSource, async (tx) => {
      await outbox.add(tx, companyId, mailsTo(3));
      expect(smtp.mails).toEqual([]);
    });

    await eventually('three mails are recorded as sent', async () => {
      return (await rows()).every(({ status }) => status === 'sent');
    });
    expect(smtp.mails.flatMap(({ envelopeTo }) => envelopeTo).sort()).toEqual(mailsTo(3).map(({ to }) => to));
    await eventually('no job is left', async () => (await waitingJobs()) === 0);
  });

  it('domain 3.10: leaves neither row nor job nor mail when the transaction is rolled back', async () => {
    await jobs.start();

    await expect(
      inTransaction(database.dataSource, async (tx) => {
        await outbox.add(tx, companyId, mailsTo(3));
        throw new Error('The exception could not be added.');
      }),
    ).rejects.toThrow('The exception could not be added.');

    expect(await rows()).toEqual([]);
    expect(await waitingJobs()).toBe(0);
    expect(smtp.mails).toEqual([]);
  });

  it('needs two statements for hundreds of messages', async () => {
    let statements = 0;

    await inTransaction(database.dataSource, async (tx) => {
      const query = jest.spyOn(tx.queryRunner as QueryRunner, 'query');
      await outbox.add(tx, companyId, mailsTo(400));
      statements = query.mock.calls.length;
    });

    expect(statements).toBe(2);
    expect(await rows()).toHaveLength(400);
    expect(await waitingJobs()).toBe(400);
    await database.dataSource.query('delete from graphile_worker._private_jobs');
  });

  it('tries again by itself after a temporary refusal, and logs no address on the way', async () => {
    smtp.refuseNext('RCPT TO', 451, 'greylisted guest-0@customers.test');
    await jobs.start();

    await inTransaction(database.dataSource, (tx) => outbox.add(tx, companyId, mailsTo(1)));

    await eventually('the second attempt has sent the mail', async () => (await rows())[0]?.status === 'sent');
    expect(await rows()).toMatchObject([{ attempts: 2, lastError: null }]);
    expect(smtp.mails).toHaveLength(1);
    const written = JSON.stringify(lines, (_, value) => (value instanceof Error ? `${value.stack}` : value));
    expect(written).toContain('SMTP reply 451');
    expect(written).not.toContain('customers.test');
  });
});

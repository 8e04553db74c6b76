import type { JobHandler, Jobs } from '../../../src/engine';

/** A job engine that does nothing by itself: the test says when an attempt is made, and which one it is. */
export class RecordingJobs implements Jobs {
  readonly enqueued: { task: string; payload: object; key?: string; maxAttempts?: number }[] = [];
  private readonly handlers = new Map<string, JobHandler>();

  async enqueue(): Promise<string> {
    throw new Error('The outbox enqueues many at once.');
  }

  async enqueueMany(...[, task, jobs, options]: Parameters<Jobs['enqueueMany']>): Promise<void> {
    for (const job of jobs) this.enqueued.push({ task, ...job, ...options });
  }

  handle(task: string, handler: JobHandler): void {
    this.handlers.set(task, handler);
  }

  /** One attempt at a job that was enqueued. */
  async run(index: number, attempt = 1, signal: AbortSignal = new AbortController().signal): Promise<void> {
    const job = this.enqueued[index];
    const handler = this.handlers.get(job?.task ?? '');
    if (!job || !handler) throw new Error(`There is no job ${index}, or nobody does it.`);
    await handler(job.payload, { attempt, maxAttempts: job.maxAttempts ?? 10, jobId: String(index), signal });
  }
}

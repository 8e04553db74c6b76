import { Agent, request } from 'node:http';

export interface Load {
  readonly url: string;
  readonly body: string;
  readonly connections: number;
  readonly seconds: number;
}
export interface Measured {
  /** Answers per second. */
  readonly rps: number;
  readonly p99Ms: number;
}

/** Sends the same POST over keep-alive connections, each as soon as the last answer is there. Errors: the first answer that is not 200. */
export async function measure({ url, body, connections, seconds }: Load): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) };
  const times: number[] = [];
  const until = performance.now() + seconds * 1000;
  const once = () =>
    new Promise<void>((resolve, reject) => {
      const call = request(url, { method: 'POST', agent, headers }, (response) => {
        response.resume();
        response.on('end', () =>
          response.statusCode === 200 ? resolve() : reject(new Error(`${url} answered ${response.statusCode}`)),
        );
      });
      call.on('error', reject);
      call.end(body);
    });
  const connection = async () => {
    while (performance.now() < until) {
      const started = performance.now();
      await once();
      times.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: connections }, connection));
  agent.destroy();
  times.sort((a, b) => a - b);
  return { rps: times.length / seconds, p99Ms: times[Math.floor(times.length * 0.99)] ?? 0 };
}

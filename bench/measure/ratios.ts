import { raw, rawAgain } from '../peers';
import type { Memory, Round, Sample } from './round';
import { mean, median } from './statistics';

/** Ratios of rounds. Each is taken inside its round, so that what slows the machine down slows both sides. */
export class Ratios {
  constructor(private readonly rounds: readonly Round[]) {}

  /** Whether a peer was measured on a workload. */
  has(peer: string, workload: string): boolean {
    return this.rounds.every((round) => round.samples.get(workload)?.has(peer));
  }

  /** How many times the CPU of `peer` another one uses per request; per round. */
  cpu(peer: string, workload: string, other?: string, otherWorkload = workload): number[] {
    return this.rounds.map(
      (round) => this.of(round, otherWorkload, 'cpuUs', other) / figure(round, workload, peer, 'cpuUs'),
    );
  }

  /** Requests per second ÷ another peer's; per round. */
  rps(peer: string, workload: string): number[] {
    return this.rounds.map((round) => figure(round, workload, peer, 'rps') / this.of(round, workload, 'rps'));
  }

  /** p99 ÷ raw's; per round. */
  p99(peer: string, workload: string): number[] {
    return this.rounds.map((round) => figure(round, workload, peer, 'p99Ms') / this.of(round, workload, 'p99Ms'));
  }

  /** In milliseconds; median. */
  p99Ms(peer: string, workload: string): number {
    return median(this.rounds.map((round) => figure(round, workload, peer, 'p99Ms')));
  }

  /** Memory ÷ another peer's; median. */
  memory(peer: string, key: keyof Memory, other = raw.name): number {
    return median(this.rounds.map((round) => memoryOf(round, peer, key) / memoryOf(round, other, key)));
  }

  /** In bytes; median. */
  memoryBytes(peer: string, key: keyof Memory): number {
    return median(this.rounds.map((round) => memoryOf(round, peer, key)));
  }

  /** `other` absent: the mean of the two raws. */
  private of(round: Round, workload: string, key: keyof Sample, other?: string): number {
    if (other !== undefined) return figure(round, workload, other, key);
    return mean([raw, rawAgain].map(({ name }) => figure(round, workload, name, key)));
  }
}

function figure(round: Round, workload: string, peer: string, key: keyof Sample): number {
  const sample = round.samples.get(workload)?.get(peer);
  if (!sample) throw new Error(`${peer} was not measured on ${workload}.`);
  return sample[key];
}

function memoryOf(round: Round, peer: string, key: keyof Memory): number {
  const memory = round.memory.get(peer);
  if (!memory) throw new Error(`${peer} was not measured.`);
  return memory[key];
}

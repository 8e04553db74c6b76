import type { TypeModel } from '../../core/type-model';
import type { WireSettings } from '../../core/wire-settings';

export interface SampleOptions {
  /** Samples are of a list of messages, sent to `/{format}/reply/{Op}[]`, and of the list of answers. Default: false. */
  readonly isList?: boolean;
  /** `host[:port]` that the page was asked at. */
  readonly host: string;
  /** The host's: it decides about dates and Guids in JSON (decisions D38). Default: `system`. */
  readonly profile?: WireSettings['profile'];
  /** Path below which the host answers, without slashes at its ends. Default: none. */
  readonly handlerPrefix?: string;
  /**
   * Samples of csv, jsonl, msgpack are what these formats write rather than JSON, which published pages show. Default: false.
   */
  readonly realCustomSamples?: boolean;
  /** The first two lines of a request end with a blank, as on published pages. Default: true. */
  readonly endsHeadLinesWithBlank?: boolean;
  /** A host's own example of a type, keyed by the members' names; `undefined`: the usual one. Default: always the usual one. */
  readonly createExample?: (type: TypeModel) => unknown;
}

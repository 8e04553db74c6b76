/** Where the processes of one product add up what each has counted; implemented by the data layer. */
export interface RequestCounts {
  /**
   * Adds what this process has counted since the last call.
   *
   * Shape:  `windowStart` in milliseconds since 1970; caller → requests. Answers the same callers with the requests of all
   *         processes in that window.
   */
  add(windowStart: number, counts: ReadonlyMap<string, number>): Promise<ReadonlyMap<string, number>>;
}

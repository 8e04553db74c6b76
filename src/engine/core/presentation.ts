export type TextCase = 'camelCase' | 'PascalCase';

/** How a family of operations shows itself: on the wire, in metadata pages, in generated code (decisions D2, D4). */
export interface Presentation {
  readonly serviceName: string;
  readonly textCase: TextCase;
  /** Passes every role guard of this feature, and of no other (decisions D22). */
  readonly superRole?: string;
}

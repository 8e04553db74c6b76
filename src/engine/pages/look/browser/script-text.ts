/**
 * Functions as the text of a script: they see each other and the page, and nothing else of the module that declares them
 * (no imports, no constants). The last one is started.
 */
export function scriptText(...functions: readonly ((...args: never[]) => unknown)[]): string {
  return `(() => {\n${functions.map(String).join('\n')}\n${functions.at(-1)?.name}();\n})();\n`;
}

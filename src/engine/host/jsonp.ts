import type { WireSettings } from '../core/wire-settings';
import type { Answer } from './answer';

/** The function name of `?callback=`, every character that no name has being an underscore (FMT-29). */
export function safeCallback(text: string): string {
  return text.replace(/[^A-Za-z0-9._]/g, '_');
}

/** `fn(<json>)`, without a semicolon (http-contract 4.6). */
export function wrapJsonp(answer: Answer, callback: string, { jsonpContentType }: WireSettings): Answer {
  const json = answer.body === undefined ? 'null' : String(answer.body);
  return { ...answer, headers: { ...answer.headers, 'Content-Type': jsonpContentType }, body: `${callback}(${json})` };
}

import type { ContentFormat } from '../formats/content-format';
import { jsonFormat } from '../formats/json-format';

/** The formats of a host that is given none, JSON first (http-contract 4.1). */
export const allFormats: readonly ContentFormat[] = [jsonFormat];

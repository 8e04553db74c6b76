import type { ContentFormat } from '../formats/content-format';
import { csvFormat } from '../formats/csv-format';
import { htmlFormat } from '../formats/html-format';
import { jsonFormat } from '../formats/json-format';
import { jsonlFormat } from '../formats/jsonl-format';
import { jsvFormat } from '../formats/jsv-format';
import { msgpackFormat } from '../formats/msgpack-format';
import { xmlFormat } from '../formats/xml-format';

/** The formats of a host that is given none, JSON first (http-contract 4.1). */
export const allFormats: readonly ContentFormat[] = [
  jsonFormat,
  xmlFormat,
  jsvFormat,
  csvFormat,
  jsonlFormat,
  htmlFormat,
  msgpackFormat,
];

import type { ContentFormat, ReadBody, ReadTarget, WriteOptions } from './content-format';
import { untypedContract, xmlContractOf } from './xml-contract';
import { readXml } from './xml-reader';
import { writeXml } from './xml-writer';

/** XML as a data contract (http-contract 4.10). `?jsconfig=` does not change it. */
export const xmlFormat: ContentFormat = {
  key: 'xml',
  contentType: 'application/xml',
  header: 'application/xml',
  accepts: ['application/xml', 'text/xml'],

  read(body: Buffer, target: ReadTarget): ReadBody {
    return readXml(body, target);
  },

  write(value: unknown, { type, style, isIndented }: WriteOptions): string {
    const contract = type ? xmlContractOf(type) : untypedContract;
    return writeXml(value, contract, { absent: style.absent, isIndented });
  },
};

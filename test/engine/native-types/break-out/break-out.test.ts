import type { Class } from '../../../../dtos/annotation-records';
import {
  Api,
  ApiMember,
  ApiResponse,
  DataContract,
  DataMember,
  Dto,
  Notes,
  Prop,
  Returns,
  Route,
  registerEnum,
  StringLength,
  ValidateRequest,
} from '../../../../dtos/annotations';
import { HttpError } from '../../../../src/engine/core/http-error';
import { languages } from '../../../../src/engine/native-types/languages';
import { type OptionKey, optionKeys } from '../../../../src/engine/native-types/option-keys';
import * as dtos from '../dtos';
import { nativeTypesFor } from '../support';
import { codeOnly } from './code-only';
import { lexicons } from './lexicons';

/** What ends or begins something in one language or another. */
const breaks = [
  ...['*/', '/*', '*/ /*', '(*', '*)', '"""', "'''", '"', "'", '`', '”', '“', '＂', '’', '‘', '\\', '\\"', "\\'"],
  ...['\n', '\r', '\r\n', '\v', '\f', '\u0085', '\u2028', '\u2029', '\0', '\n=end\n', '\n=begin\n', '\n__END__\n'],
  ...['\\u002a\\u002f', '\\u0022', '\\u000a', '\\n', '**//', '*\n/', '"\n""', '(*)', '*\u0085)', '`|'],
  ...['//', '#', '--', '-->', '<!--', '</script>', '?>', '<?php', ']]>', '}}', '{{', '#}', '>', ')', ']', ')>]', '}'],
  ...['$', '${', '{$', '#{', '#$', '#@', '\\(', '%{', '@"', '\\\\', ';'],
];

const word = 'PWNED';

/** A request whose texts all have the word behind a break, and another member after them. */
function requestWith(text: string, index: number): Class {
  const ns = `Hostile.N${index}`;
  const Kind = { First: 'First', Second: 'Second' };
  registerEnum(Kind, {
    name: `Kind${index}`,
    ns,
    members: { First: { value: text, description: text }, Second: {} },
  });
  @Api(text)
  @Notes(text)
  @Route(`/hostile/${index}`, 'POST', { summary: text, notes: text })
  @ApiResponse(400, text)
  @ValidateRequest({ Validator: 'IsAuthenticated', ErrorCode: text, Message: text })
  @DataContract({ Namespace: text })
  @Returns(`Hostile${index}`)
  @Dto({ name: `Hostile${index}`, ns })
  class Hostile {
    @Prop('string') @DataMember() @ApiMember(text, { Format: text }) @StringLength(5) first?: string;
    @Prop(`Kind${index}`) @DataMember() @ApiMember(text, { IsRequired: true }) second?: string;
    @Prop('int') @DataMember() afterAll?: number;
  }
  return Hostile;
}

/** A request with a member whose name on the wire is more than a name. */
function requestWithWireName(name: string, index: number): Class {
  @DataContract()
  @Dto({ name: `Wired${index}`, ns: `Hostile.N${index}` })
  class Wired {
    @Prop('string') @DataMember({ Name: name }) named?: string;
    @Prop('int') @DataMember() afterAll?: number;
  }
  return Wired;
}

const hostile = breaks.map((text, index) => {
  const request = requestWith(`a ${text}${word} ${text}\n${word}${text}`, index);
  return { text, name: `Hostile${index}`, nativeTypes: nativeTypesFor([request]) };
});
const wired = breaks.map((text, index) => {
  return { text, nativeTypes: nativeTypesFor([requestWithWireName(`a ${text}${word} ${text}\n${word};`, index)]) };
});
const isCode = new RegExp(`(?<![\\w$])${word}`);

/** What went wrong with a text of a language; `undefined`: nothing. */
function faultOf(language: string, text: string, declared: string): string | undefined {
  try {
    const code = codeOnly(text, lexicons[language] ?? { strings: [] });
    const at = code.search(isCode);
    if (at >= 0) return `code: ${code.slice(Math.max(0, at - 40), at + 40)}`;
    return code.toLowerCase().replaceAll('_', '').includes(declared.toLowerCase()) ? undefined : `${declared} is gone`;
  } catch (error) {
    return String(error);
  }
}

describe.each(languages.map(({ key }) => key))('%s', (language) => {
  it.each(['classic', 'modern'] as const)('keeps every text of an author where it belongs, in %s', (profile) => {
    const faults = new Set<string>();
    let echoed = 0;
    for (const { text, name, nativeTypes } of hostile) {
      const query = `profile=${profile}&AddDataContractAttributes=True`;
      for (const code of [
        nativeTypes.types(language, query),
        nativeTypes.types(language, `${query}&AddDescriptionAsComments=False`),
        nativeTypes.page(language, name, { profile }),
      ]) {
        const fault = faultOf(language, code, language === 'js' ? name : 'afterAll');
        if (fault) faults.add(`${JSON.stringify(text)}: ${fault}`);
        if (code.includes(word)) echoed += 1;
      }
    }

    expect([...faults]).toEqual([]);
    expect(echoed).toBeGreaterThan(breaks.length);
  });

  it('keeps what a data member says that the member is called', () => {
    const faults = new Set<string>();
    for (const { text, nativeTypes } of wired) {
      const fault = faultOf(language, nativeTypes.types(language), language === 'js' ? 'Wired' : 'afterAll');
      if (fault) faults.add(`${JSON.stringify(text)}: ${fault}`);
    }

    expect([...faults]).toEqual([]);
  });

  it('keeps what a query says in the header, or refuses it', () => {
    const nativeTypes = nativeTypesFor([dtos.GetBook]);
    const faults = new Set<string>();
    const accepted = new Set<string>();
    for (const key of Object.keys(optionKeys) as OptionKey[]) {
      for (const text of breaks) {
        // The semicolon is in no name: no option may become code with it.
        const before = optionKeys[key].kind === 'types' ? 'GetBook.*,' : (prefixes[key] ?? '');
        try {
          const code = nativeTypes.types(language, `${key}=${encodeURIComponent(`${before}${text}${word};`)}`);
          accepted.add(key);
          const fault = faultOf(language, code, key === 'ExcludeTypes' ? '' : 'GetBook');
          if (fault) faults.add(`${key} ${JSON.stringify(text)}: ${fault}`);
        } catch (error) {
          if (!(error instanceof HttpError) || error.status !== 400)
            faults.add(`${key} ${JSON.stringify(text)}: ${error}`);
          else if (error.message.includes(word)) faults.add(`${key}: the refusal echoes it`);
        }
      }
    }

    expect([...faults]).toEqual([]);
    expect([...accepted].sort()).toEqual(['AddDefaultXmlNamespace', 'BaseUrl', 'ExcludeTypes', 'IncludeTypes']);
  });

  it('would be seen to fail: the reader finds code behind what ends a comment or a literal', () => {
    const { line = [], blocks = [], strings } = lexicons[language] ?? { strings: [] };
    const [block] = blocks;
    const naive = [
      ...(block ? [`${block.open}\na ${word}\n${block.close} ${word}`] : []),
      ...line.map((open) => `${open} a\n${word}`),
      ...strings.map(({ quote }) => `${quote}a${quote} ${word}`),
    ];

    expect(naive.length).toBeGreaterThan(1);
    expect(naive.filter((text) => faultOf(language, text, '')?.startsWith('code: '))).toEqual(naive);
  });
});

const prefixes: Readonly<Partial<Record<OptionKey, string>>> = {
  BaseUrl: 'http://host/',
  AddDefaultXmlNamespace: 'http://host/',
};

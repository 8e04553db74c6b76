import type { ServiceMethod } from '../core/operation';
import type { ContentFormat } from '../formats/content-format';
import { type Html, html } from '../formats/html/markup';
import type { TypesProfile } from '../metadata/metadata-config';
import { typesPreference } from '../metadata/types-presentation';
import { type NativeTypes, unknownLanguage } from '../native-types/native-types';
import { formatLabel } from './format-label';
import { codeBlock, sampleBlock } from './look/code-block';
import {
  accessTable,
  descriptionBlock,
  hint,
  jsonpHint,
  languageBar,
  limitsBlock,
  routesTable,
  tagList,
} from './operation-blocks';
import { isListName, type ShownOperation } from './page-catalog';
import { pageLanguage, pageLanguages } from './page-languages';
import type { PageLinks } from './page-links';
import type { PageSettings } from './page-settings';
import { samplesOf } from './samples/sample';
import { parameterTables } from './tables/parameter-tables';

export interface PageAddress {
  /** `localhost:5000`, as sent. */
  readonly host: string;
  /** `http://localhost:5000/service` */
  readonly baseUrl: string;
  /** Path that the host is mounted at: `/service` under `app.use('/service', host.middleware())`; else empty. */
  readonly mount: string;
}

export interface OperationPage {
  readonly shown: ShownOperation;
  /** The operation's name as the query has it. */
  readonly name: string;
  readonly format: ContentFormat;
  /** `lang` of the query, whatever it says. */
  readonly lang?: string;
  /** Of the query; absent: the feature's. */
  readonly profile?: TypesProfile;
  readonly links: PageLinks;
  /** Where the caller reaches the host. */
  readonly at: PageAddress;
  readonly nativeTypes: NativeTypes;
  readonly settings: PageSettings;
}

/** An operation's page, from the link back to its samples (metadata-and-types 1.3). */
export function operationBody(page: OperationPage): Html {
  const { shown, format, links, settings, lang, profile } = page;
  const { operation, facts } = shown;
  const { quirks, wire, showLanguages } = settings;
  const label = formatLabel(format.key, { isCorrect: quirks.correctFormatLabels });
  const active = lang === undefined ? undefined : (pageLanguage(lang)?.key ?? '');
  const isList = isListName(page.name);
  const title = isList ? `${operation.name}[]` : operation.name;
  return html`<p class="back"><a href="${links.to(`${format.key}/metadata`)}">&lt;back to all web services</a></p>
<h2>${quirks.echoesOperationName ? page.name : title}</h2>
${tagList(operation.tags)}${descriptionBlock(facts.request.description)}${accessTable(facts)}${routesTable(
  operation.routes,
  page.at.mount,
)}${languageBar(operation.name, showLanguages ? pageLanguages : [], active, { isList, profile })}
${lang === undefined ? tables(page) : code(page, lang)}
${hint(label, wire.allowRouteExtensions)}${label === 'json' && quirks.showsJsonpHint ? jsonpHint : undefined}
${samples(page, label)}
${limitsBlock(operation.limits, { takesKey: settings.honoursKeys && operation.methods.some(changes) })}`;
}

function changes({ verb }: ServiceMethod): boolean {
  return verb !== 'GET' && verb !== 'HEAD';
}

function tables({ shown, nativeTypes, profile, settings }: OperationPage): Html {
  const chosen = profile ?? typesPreference(shown.operation.presentation).profile;
  return parameterTables(nativeTypes.pageTypes(shown.operation.name, chosen), shown.facts, {
    showsMembersAsForm: settings.quirks.showsMembersAsForm,
  });
}

function code({ shown, nativeTypes, profile, at, links, settings }: OperationPage, lang: string): Html {
  const language = settings.showLanguages ? pageLanguage(lang) : undefined;
  if (!language) return html`<pre>${unknownLanguage()}</pre>`;
  const { name } = shown.operation;
  const text = nativeTypes.page(language.key, name, { profile, baseUrl: at.baseUrl });
  return html`${codeBlock(language.key, text)}
<p class="caption"><a href="${links.to(`types/${language.key}?IncludeTypes=${name}.*`)}">${language.label} ${name} DTOs</a></p>`;
}

function samples(page: OperationPage, label: string): Html {
  const { shown, format, settings, at } = page;
  const { request, response } = samplesOf(shown.operation, format, {
    host: at.host,
    profile: settings.wire.profile,
    handlerPrefix: at.mount.slice(1),
    realCustomSamples: settings.quirks.realCustomSamples,
    endsHeadLinesWithBlank: settings.quirks.endsHeadLinesWithBlank,
    createExample: settings.createExample,
    isList: isListName(page.name),
  });
  return html`<h3>HTTP + ${label.toUpperCase()}</h3>
<p>The following are sample HTTP requests and responses. The placeholders shown need to be replaced with actual values.</p>
${sampleBlock(request)}
${response && sampleBlock(response)}`;
}

const interfaces = [
  'IReturn',
  'IReturnVoid',
  'IGet',
  'IPost',
  'IPut',
  'IDelete',
  'IPatch',
  'IMeta',
  'IHasSessionId',
  'IHasBearerToken',
  'IHasVersion',
];
const queries = [
  'ICrud',
  'ICreateDb',
  'IUpdateDb',
  'IPatchDb',
  'IDeleteDb',
  'ISaveDb',
  'AuditBase',
  'QueryDb',
  'QueryDb2',
  'QueryData',
  'QueryData2',
  'QueryResponse',
];
const answers = [
  'ResponseStatus',
  'ResponseError',
  'EmptyResponse',
  'IdResponse',
  'ArrayList',
  'KeyValuePair2',
  'StringResponse',
  'StringsResponse',
  'Tuple2',
  'Tuple3',
  'ByteArray',
];

/** The `use` lines of every output (metadata-and-types 4.12). */
export const useLines: readonly string[] = [
  'use DateTime;',
  'use Exception;',
  'use DateInterval;',
  'use JsonSerializable;',
  ...[interfaces, queries, answers].map((names) => `use ServiceStack\\{${names.join(',')}};`),
  'use ServiceStack\\{JsonConverters,Returns,TypeContext};',
];

/** What `/types/php` leaves out: a file cannot declare a name that it uses; QueryBase is what the package's queries derive from. */
export const packaged: readonly string[] = [...interfaces, ...queries, ...answers, 'QueryBase'];

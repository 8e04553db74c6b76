import { type AppHost, allFormats, MetadataFeature, NativeTypesFeature } from '../../src/engine';
import { productHost } from '../engine/native-types/product';

/** The pages of the whole product, listening, without a database: pages ask for operations only. */
export async function startPages(): Promise<AppHost> {
  const holder: { host?: AppHost } = {};
  const operations = () => holder.host?.operations ?? [];
  const types = new NativeTypesFeature({ operations, formats: allFormats });
  const pages = new MetadataFeature({ operations, formats: allFormats, nativeTypes: types.nativeTypes });
  const host = await productHost([types, pages]);
  holder.host = host;
  await host.listen(0, '127.0.0.1');
  return host;
}

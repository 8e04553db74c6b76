import { Dto, Prop, QueryDb, QueryResponse, Returns } from '../../../dtos';
import {
  AppHost,
  AutoQueryFeature,
  addOperation,
  anonymous,
  type CrudPlan,
  type CrudSource,
  type HostBuilder,
  type QueryPlan,
  type QuerySource,
} from '../../../src/engine';
import { CreateItem, DeleteItems, IdOnly, Item, ItemName, QueryItemNames, QueryItems } from './item-dtos';

@Returns('QueryResponse<Item>')
@Dto()
class QueryWithoutRow extends QueryDb<Item> {}

@Dto({ implements: ['ICreateDb<Item>', 'IUpdateDb<Item>'] })
class CreateAndUpdate {}

@Dto({ implements: ['ICreateDb<string>'] })
class CreateText {}

@Returns('QueryResponse<Item>')
@Dto()
class QueryItemsByCity extends QueryItems {
  @Prop('string') city?: string;
  override createResponse() {
    return new QueryResponse<Item>();
  }
}

/** A source that remembers what it was asked. */
class RecordingSource implements CrudSource {
  readonly members = ['id', 'name', 'age', 'city'];
  readonly writable = ['name', 'age'];
  readonly key = 'id';
  readonly isKeyGenerated = true;
  readonly plans: QueryPlan[] = [];
  readonly writes: CrudPlan[] = [];

  async run(plan: QueryPlan) {
    this.plans.push(plan);
    return { rows: [{ id: 1, name: 'A', secret: 's' }], total: 7 };
  }
  async write(plan: CrudPlan) {
    this.writes.push(plan);
    return { count: 1, key: 5 };
  }
}

async function hostOf(feature: AutoQueryFeature): Promise<AppHost> {
  const host = new AppHost({ features: [feature] });
  await host.start();
  return host;
}

describe('AutoQueryFeature', () => {
  it('finds a source by the row of a query and the model of a change', async () => {
    const source = new RecordingSource();
    const host = await hostOf(
      new AutoQueryFeature({ sources: [[Item, source]], maxTake: 3 }).add(QueryItems).add(CreateItem),
    );

    const listed = await host.context.gateway.send(new QueryItems({ take: 9, ids: [1] }), anonymous);
    const created = await host.context.gateway.send(new CreateItem({ name: 'x', secret: 'y' }), anonymous);

    expect(source.plans[0]).toMatchObject({ take: 3, conditions: [{ member: 'id', operator: 'in', values: [1] }] });
    expect(listed).toEqual(new QueryResponse({ offset: 0, total: 7, results: [expect.any(Item)], meta: {} }));
    expect(listed.results[0]).toMatchObject({ id: 1, name: 'A' });
    expect(source.writes[0]).toMatchObject({ action: 'insert', values: new Map([['name', 'x']]) });
    expect(created).toMatchObject({ id: 5, count: 1 });
    expect(source.plans[1]).toMatchObject({ take: 1, conditions: [{ member: 'id', operator: 'equal', values: [5] }] });
  });

  it('makes an operation that answers every verb', async () => {
    const host = await hostOf(new AutoQueryFeature({ sources: [[Item, new RecordingSource()]] }).add(QueryItems));

    expect(
      host.operations.map(({ name, methods }) => [name, methods.map(({ verb, serviceName }) => [verb, serviceName])]),
    ).toEqual([['QueryItems', [['ANY', 'QueryItemsService']]]]);
  });

  it('prefers the source that was given, and finds those of narrower rows and derived queries', async () => {
    const [own, ofItems] = [new RecordingSource(), new RecordingSource()];
    const feature = new AutoQueryFeature({ sources: [[Item, ofItems]] });
    const host = await hostOf(
      feature.add(QueryItems, { source: own, maxTake: 2 }).add(QueryItemNames).add(QueryItemsByCity),
    );

    await host.context.gateway.send(new QueryItems(), anonymous);
    const names = await host.context.gateway.send(new QueryItemNames(), anonymous);
    await host.context.gateway.send(Object.assign(new QueryItemsByCity(), { city: 'x' }), anonymous);

    expect(own.plans.map(({ take }) => take)).toEqual([2]);
    expect(names.results).toEqual([Object.assign(new ItemName(), { id: 1, name: 'A' })]);
    expect(ofItems.plans.map(({ rowType }) => rowType.name)).toEqual(['ItemName', 'Item']);
    expect(ofItems.plans[1]?.conditions).toEqual([{ member: 'city', operator: 'equal', values: ['x'] }]);
  });

  it('refuses at start what it cannot answer, naming the file', () => {
    const readOnly: QuerySource = { members: ['id'], key: 'id', run: async () => ({ rows: [] }) };
    const feature = new AutoQueryFeature({ sources: [[Item, readOnly]] });
    const builder = { service: () => undefined } as unknown as HostBuilder;

    expect(() => feature.add(IdOnly)).toThrow(
      /IdOnly \(.*item-dtos\.ts.*\) is about no rows, for which there is no source/,
    );
    expect(() => new AutoQueryFeature().add(QueryItemNames)).toThrow(
      'is about ItemName or Item, for which there is no source',
    );
    expect(() => feature.add(QueryWithoutRow)).toThrow(/QueryWithoutRow .* does not say of which rows/);
    expect(() => feature.add(CreateAndUpdate)).toThrow('declares more than one change of rows');
    expect(() => feature.add(CreateText)).toThrow('does not say which rows it changes');
    expect(() => addOperation(builder, DeleteItems, readOnly)).toThrow(/DeleteItems .* that can only be read/);
    expect(() => addOperation(builder, IdOnly, readOnly)).toThrow(
      /IdOnly .* is no query and declares no change of rows/,
    );
    expect(() => addOperation(builder, QueryItems, { ...readOnly, members: ['nope'] })).toThrow("has no member 'nope'");
  });
});

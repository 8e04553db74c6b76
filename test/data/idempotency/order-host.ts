import { ArrayNotEmpty, Dto, IsNotEmpty, Prop, RequiredRole, Returns, Route } from '../../../dtos';
import { type Database, inTransaction, PostgresIdempotencyStore, SecretBox } from '../../../src/data';
import {
  AppHost,
  type AppHostOptions,
  type AuthProvider,
  type Clock,
  Handles,
  HttpError,
  HttpResult,
  type IdempotencyStore,
  Service,
  Session,
  systemClock,
} from '../../../src/engine';

@Dto()
export class PlaceOrderResponse {
  @Prop('int') id!: number;
  @Prop('string') text?: string;
  @Prop('DateTime') placedAt?: string;
  constructor(init?: Partial<PlaceOrderResponse>) {
    Object.assign(this, init);
  }
}

/** Writes a row and answers its id. */
@Route('/orders', 'POST')
@Route('/orders/{Text}', 'PUT')
@Returns('PlaceOrderResponse')
@Dto()
export class PlaceOrder {
  @Prop('string') @IsNotEmpty() text?: string;
  @Prop('int') amount?: number;
  constructor(init?: Partial<PlaceOrder>) {
    Object.assign(this, init);
  }
  getTypeName() {
    return 'PlaceOrder';
  }
  getMethod() {
    return 'POST';
  }
  createResponse() {
    return new PlaceOrderResponse();
  }
}

/** Takes its batches as a whole. */
@Returns('PlaceOrderResponse')
@Dto()
export class PlaceOrders {
  @Prop('string') text?: string;
}

/** How many jobs are not done. */
@Returns('int')
@Dto()
export class CountJobs {}

@RequiredRole('Manager')
@Returns('int')
@Dto()
export class CancelOrders {
  @Prop('List<int>') @ArrayNotEmpty() ids?: number[];
}

/** Places an order through the gateway, under the key it is given. */
@Returns('PlaceOrderResponse')
@Dto()
export class OrderForMe {
  @Prop('string') text?: string;
  @Prop('string') key?: string;
  constructor(init?: Partial<OrderForMe>) {
    Object.assign(this, init);
  }
  createResponse() {
    return new PlaceOrderResponse();
  }
}

/** How many orders of that text there are. */
@Returns('int')
@Dto()
export class CountOrders {
  @Prop('string') text?: string;
}

/** How a Service ends, by the order's text. */
const endings: Record<string, () => void> = {
  refused: () => {
    throw HttpError.conflict('not this order');
  },
  broken: () => {
    throw new Error('the server fails');
  },
};

export interface Orders {
  readonly database: Database;
  /** Called in the Service, with the order's text, before it answers. */
  beforeAnswer?: (text: string) => Promise<void> | void;
}

class OrderService extends Service {
  constructor(private readonly orders: Orders) {
    super();
  }

  @Handles(PlaceOrder, 'ANY')
  async place({ text = '' }: PlaceOrder): Promise<unknown> {
    const placed = await this.add(text);
    await this.orders.beforeAnswer?.(text);
    endings[text]?.();
    if (text !== 'accepted') return placed;
    return new HttpResult({ status: 202, response: placed, headers: { Location: `/orders/${placed.id}` } });
  }

  @Handles(PlaceOrders, 'POST', { isBatch: true })
  async placeAll(orders: PlaceOrders[]): Promise<PlaceOrderResponse[]> {
    const placed: PlaceOrderResponse[] = [];
    for (const { text = '' } of orders) placed.push(await this.add(text));
    return placed;
  }

  @Handles(CancelOrders, 'ANY')
  cancel({ ids = [] }: CancelOrders): number {
    return ids.length;
  }

  @Handles(OrderForMe, 'ANY')
  orderForMe({ text, key }: OrderForMe): Promise<PlaceOrderResponse> {
    return this.send(new PlaceOrder({ text }), { idempotencyKey: key });
  }

  @Handles(CountOrders, 'GET')
  async count({ text }: CountOrders): Promise<number> {
    const { dataSource } = this.orders.database;
    const [row] = await dataSource.query('select count(*)::int as count from placed_order where text = $1', [text]);
    return row.count;
  }

  @Handles(CountJobs, 'GET')
  async countJobs(): Promise<number> {
    const [row] = await this.orders.database.dataSource.query(
      'select count(*)::int as count from graphile_worker.jobs',
    );
    return row.count;
  }

  /** Two transactions and a statement of none: what Services do. */
  private async add(text: string): Promise<PlaceOrderResponse> {
    const { dataSource } = this.orders.database;
    const [{ id }] = await inTransaction(dataSource, (tx) =>
      tx.query('insert into placed_order (text) values ($1) returning id', [text]),
    );
    await inTransaction(dataSource, async (tx) => {
      await tx.query('insert into order_note (order_id) values ($1)', [id]);
      throw new Error('taken back');
    }).catch(() => undefined);
    await dataSource.query('insert into order_note (order_id) values ($1)', [id]);
    // Refused by the table, as a Service may expect it: what came before stays.
    await dataSource.query('insert into order_note (order_id) values ($1)', [null]).catch(() => undefined);
    const [row] = await dataSource.query('select text, placed_at from placed_order where id = $1', [id]);
    return new PlaceOrderResponse({ id, text: row.text, placedAt: row.placed_at.toISOString() });
  }
}

/** `x-user: <user id>,<company id>,<role>`. */
const byHeader: AuthProvider = {
  name: 'header',
  priority: 1,
  authenticate: async ({ headers }) => {
    const header = headers['x-user'];
    if (typeof header !== 'string') return undefined;
    const [userId, companyId, role = ''] = header.split(',');
    return new Session({ isAuthenticated: true, userId, companyId, roles: [role] });
  },
};

export async function createOrderTables({ dataSource }: Database): Promise<void> {
  await dataSource.query(
    'create table if not exists placed_order (id int generated always as identity, text text, placed_at timestamptz default now())',
  );
  await dataSource.query('create table if not exists order_note (order_id int not null)');
}

const keys = `test:${Buffer.alloc(32, 7).toString('base64')}`;

export interface OrderHostOptions extends Pick<AppHostOptions, 'queue'> {
  readonly clock?: Clock;
  /** What the host is given in place of the store. */
  readonly watched?: (store: IdempotencyStore) => IdempotencyStore;
}

export function orderHost(
  orders: Orders,
  { queue, clock = systemClock, watched = (store) => store }: OrderHostOptions = {},
): AppHost {
  const store = new PostgresIdempotencyStore(orders.database.dataSource, { secrets: SecretBox.parse(keys), clock });
  const host = new AppHost({
    queue,
    clock,
    idempotency: watched(store),
    features: [{ name: 'auth', register: (builder) => builder.authProvider(byHeader) }],
  });
  host.service(OrderService, () => new OrderService(orders));
  return host;
}

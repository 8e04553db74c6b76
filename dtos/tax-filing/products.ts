import {
  Api,
  ApiMember,
  IsOptional,
  Min,
  Prop,
  RequiredPermission,
  RequiredRole,
  Returns,
  Route,
  Tag,
} from '../annotations';
import type { IReturn } from '../common';
import { type IHasName, RegistrationDto, ServiceResponseBase } from './common';
import { Order } from './orders';
import { PaginationBase } from './pagination';

/** Something that accounts subscribe to. */
@RegistrationDto({ implements: ['IHasName'] })
export class Product implements IHasName {
  @Prop('int') id!: number;
  @Prop('int') index!: number;
  @Prop('string') name!: string;
  @Prop('string') version!: string;
  @Prop('string?') description?: string;
  @Prop('List<string>') tags!: string[];

  constructor(init?: Partial<Product>) {
    Object.assign(this, init);
  }
}

/** One page of products. `ordersMap` holds the orders by product id, only when they were asked for. */
@RegistrationDto()
export class RetrieveAllProductsResponse extends ServiceResponseBase {
  @Prop('int') offset!: number;
  @Prop('int') total!: number;
  @Prop('List<Product>') results!: Product[];
  @Prop('Dictionary<int,List<Order>>?') ordersMap?: Record<string, Order[]>;
  @Prop('Dictionary<string,string>?') meta?: Record<string, string>;

  constructor(init?: Partial<RetrieveAllProductsResponse>) {
    super(init);
    Object.assign(this, init);
  }
}

/** Lists the products in the order of their ids; `total` counts all of them. */
@Api('Represents a service request to retrieve all products.')
@Route('/sync/products', 'GET', { summary: 'Retrieves the products, page by page' })
@Tag('RetrieveProductSync')
@RequiredRole('Admin')
@RequiredPermission('CanAccess')
@Returns('RetrieveAllProductsResponse')
@RegistrationDto()
export class RetrieveAllProducts extends PaginationBase implements IReturn<RetrieveAllProductsResponse> {
  @Prop('bool?') @ApiMember('Whether to include the orders of each product.') includeOrders?: boolean;
  @Prop('int?')
  @ApiMember('The number of orders to leave out per product.')
  @IsOptional()
  @Min(0)
  skipOrders?: number;
  @Prop('int?') @ApiMember('The number of orders to take per product.') @IsOptional() @Min(0) takeOrders?: number;

  constructor(init?: Partial<RetrieveAllProducts>) {
    super(init);
    Object.assign(this, init);
  }
  getTypeName() {
    return 'RetrieveAllProducts';
  }
  getMethod() {
    return 'GET';
  }
  createResponse() {
    return new RetrieveAllProductsResponse();
  }
}

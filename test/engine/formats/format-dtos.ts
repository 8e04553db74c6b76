import { Attribute, DataContract, DataMember, Dto, IgnoreDataMember, Prop } from '../../../dtos/annotations';
import { Inner, type Size } from '../../support/all-types';

/** A row of scalars, as lists and batches hold them. */
@Dto()
export class Item {
  @Prop('int') id?: number;
  @Prop('string') name?: string;
  @Prop('decimal') price?: string;
  @Prop('bool') isSold?: boolean;
  @Prop('DateTime') at?: string;
  @Prop('FormatSize') size?: Size;
  @Prop('List<string>') tags?: string[];
  constructor(init?: Partial<Item>) {
    Object.assign(this, init);
  }
}

/** An ordinary message with a list. */
@Dto()
export class StoreItems {
  @Prop('string') store?: string;
  @Prop('List<Item>') items?: Item[];
  constructor(init?: Partial<StoreItems>) {
    Object.assign(this, init);
  }
}

/** A message that is written as the table of its list. */
@Attribute('Csv', { Behavior: 'FirstEnumerable' })
@Dto()
export class ItemTable {
  @Prop('int') count?: number;
  @Prop('string') title?: string;
  @Prop('List<Item>') items?: Item[];
  constructor(init?: Partial<ItemTable>) {
    Object.assign(this, init);
  }
}

/** A data contract without a list: its object is the only row. */
@DataContract()
@Dto()
export class Contract {
  @Prop('ResponseStatus') @DataMember({ Order: 3 }) responseStatus?: unknown;
  @Prop('Inner') @DataMember({ Order: 2, Name: 'the_inner' }) inner?: Inner;
  @Prop('int') @DataMember({ Order: 1 }) id?: number;
  @Prop('string') unmarked?: string;
  constructor(init?: Partial<Contract>) {
    Object.assign(this, init);
  }
}

/** A data contract whose first list is one of texts. */
@DataContract()
@Dto()
export class Names {
  @Prop('List<string>') @DataMember() names?: string[];
  constructor(init?: Partial<Names>) {
    Object.assign(this, init);
  }
}

@Dto()
export class Aliased {
  @Prop('int') @DataMember({ Name: 'the_number' }) number?: number;
  @Prop('string') @IgnoreDataMember() secret?: string;
  @Prop('string') URL?: string;
  constructor(init?: Partial<Aliased>) {
    Object.assign(this, init);
  }
}

import { ApiMember, IsOptional, Min, Prop } from '../annotations';
import { RegistrationDto } from './common';

/** What every list of the family takes. */
@RegistrationDto({ abstract: true })
export abstract class PaginationBase {
  @Prop('int?') @ApiMember('The number of items to leave out.') @IsOptional() @Min(0) skip?: number;
  @Prop('int?') @ApiMember('The number of items to take.') @IsOptional() @Min(0) take?: number;

  constructor(init?: Partial<PaginationBase>) {
    Object.assign(this, init);
  }
}

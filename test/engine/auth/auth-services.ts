import { Dto, Prop, RequiredPermission, Returns, ValidateHasPermission, ValidateRequest } from '../../../dtos';
import { Handles, Service } from '../../../src/engine';

@Dto()
export class Caller {
  @Prop('string') userName?: string;
  @Prop('string') provider?: string;
  constructor(init?: Partial<Caller>) {
    Object.assign(this, init);
  }
}

/** Who calls, for everybody. */
@Returns('Caller')
@Dto()
export class WhoCalls {}

/** The same, the session's id being a member of the message. */
@Returns('Caller')
@Dto({ implements: ['IHasSessionId'] })
export class WhoseSession {
  @Prop('string') sessionId?: string;
}

@ValidateRequest('HasAnyRole([`Lead`,`Manager`])')
@Returns('Caller')
@Dto()
export class LeadsOrManagers {}

@ValidateHasPermission('CanSell')
@Returns('Caller')
@Dto()
export class Sellers {}

@RequiredPermission('CanSell')
@Returns('Caller')
@Dto()
export class SellersByAttribute {}

export class AuthTestServices extends Service {
  @Handles(WhoCalls, 'ANY')
  whoCalls(): Caller {
    return new Caller({ userName: this.session.userName, provider: this.session.authProvider });
  }
  @Handles(WhoseSession, 'ANY')
  whoseSession(): Caller {
    return this.whoCalls();
  }
  @Handles(LeadsOrManagers, 'ANY')
  leads(): Caller {
    return this.whoCalls();
  }
  @Handles(Sellers, 'ANY')
  sellers(): Caller {
    return this.whoCalls();
  }
  @Handles(SellersByAttribute, 'ANY')
  sellersByAttribute(): Caller {
    return this.whoCalls();
  }
}

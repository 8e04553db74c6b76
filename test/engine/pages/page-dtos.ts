import {
  Api,
  Dto,
  ExcludeMetadata,
  Limits,
  Prop,
  RequiredPermission,
  RequiredRole,
  RequiresAnyPermission,
  RequiresAnyRole,
  Restrict,
  Returns,
  ReturnsVoid,
  Route,
  Tag,
  ValidateIsAuthenticated,
} from '../../../dtos';
import { Handles, Service } from '../../../src/engine';

@Dto({ ns: 'Library' })
export class FindBookResponse {
  @Prop('string') title?: string;
}

@Tag('Books')
@Tag('Public')
@Api('Finds a book <by> its title.\nSecond line.')
@Route('/books/{id}', 'GET', { summary: 'One book', notes: 'Cached for <b>a day</b>' })
@Route('/books', 'POST,PUT')
@Route('/anything')
@Limits({ maxBodyBytes: 16 * 1024 * 1024 })
@Returns('FindBookResponse')
@Dto({ ns: 'Library' })
export class FindBook {
  @Prop('int') id?: number;
  @Prop('string') title?: string;
}

@RequiredRole('Admin')
@RequiredPermission('CanAccess', 'CanAdd')
@ReturnsVoid()
@Dto({ ns: 'Library', name: 'appendBook' })
export class AppendBook {
  @Prop('int') id?: number;
}

@RequiredRole('Admin', 'Editor')
@RequiresAnyRole('Writer', 'Reader')
@RequiredPermission('CanLend')
@RequiresAnyPermission('CanStamp', 'CanSign')
@Dto({ ns: 'Library' })
export class LendBook {
  @Prop('int') id?: number;
}

@ValidateIsAuthenticated()
@Dto({ ns: 'Library' })
export class ZipBook {}

@Restrict({ visibilityTo: 'Localhost' })
@Dto({ ns: 'Library' })
export class LocalBook {}

@Restrict({ accessTo: 'External, Json' })
@Dto({ ns: 'Library' })
export class PublicJsonBook {}

@Restrict({ visibilityTo: 'None' })
@Dto({ ns: 'Library' })
export class NobodysBook {}

@ExcludeMetadata()
@Dto({ ns: 'Library' })
export class SecretBook {
  @Prop('string') secretMember?: string;
}

export class Books extends Service {
  @Handles(FindBook) get() {
    return new FindBookResponse();
  }
  @Handles(AppendBook) any() {
    return undefined;
  }
  @Handles(LendBook, 'ANY') anyLend() {
    return undefined;
  }
  @Handles(ZipBook, 'ANY') anyZip() {
    return undefined;
  }
  @Handles(LocalBook, 'ANY') anyLocal() {
    return undefined;
  }
  @Handles(PublicJsonBook, 'ANY') anyPublicJson() {
    return undefined;
  }
  @Handles(NobodysBook, 'ANY') anyNobodys() {
    return undefined;
  }
  @Handles(SecretBook, 'ANY') anySecret() {
    return undefined;
  }
}

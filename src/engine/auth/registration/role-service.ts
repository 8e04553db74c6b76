import { AssignRoles, AssignRolesResponse, UnAssignRoles, UnAssignRolesResponse } from '../../../../dtos/auth';
import { ResponseError } from '../../../../dtos/common';
import { HttpError } from '../../core/http-error';
import { Handles, Service } from '../../core/service';
import type { SignInFlow } from '../sign-in-flow';
import type { UserAccount, UserStore } from '../user-store';
import type { RoleChange, RoleStore } from './registration-store';

export interface RoleParts {
  readonly users: UserStore;
  readonly roles: RoleStore;
  readonly flow: SignInFlow;
}

type Asked = Pick<AssignRoles, 'userName' | 'roles' | 'permissions'>;

/**
 * Gives users roles and permissions and takes them away; for `Admin` only (http-contract 6.7). Errors: 400
 * `ArgumentNullException` without a user name, 404 for an unknown one.
 */
export class RoleService extends Service {
  constructor(private readonly parts: RoleParts) {
    super();
  }

  @Handles(AssignRoles, 'POST')
  async assign(request: AssignRoles): Promise<AssignRolesResponse> {
    const { roles, permissions } = await this.change(request, (id, change) => this.parts.roles.assign(id, change));
    return new AssignRolesResponse({ allRoles: [...roles], allPermissions: [...permissions] });
  }

  @Handles(UnAssignRoles, 'POST')
  async unassign(request: UnAssignRoles): Promise<UnAssignRolesResponse> {
    const { roles, permissions } = await this.change(request, (id, change) => this.parts.roles.unassign(id, change));
    return new UnAssignRolesResponse({ allRoles: [...roles], allPermissions: [...permissions] });
  }

  private async change(
    { userName, roles = [], permissions = [] }: Asked,
    apply: (userId: string, change: RoleChange) => Promise<UserAccount | undefined>,
  ): Promise<UserAccount> {
    if (!userName?.trim()) throw noUserName();
    const user = await this.parts.users.findByUserName(userName);
    const changed = user && (await apply(user.id, { roles, permissions }));
    if (!changed) throw HttpError.notFound(userName);
    // Old sessions end also where nothing has changed: who repeats a change after a failure must not be left with them.
    await this.parts.flow.rolesChanged(changed, this.context);
    return changed;
  }
}

function noUserName(): HttpError {
  const errorCode = 'ArgumentNullException';
  const errors = [new ResponseError({ errorCode, fieldName: 'userName', message: 'Value cannot be null.' })];
  return new HttpError(400, errorCode, "Value cannot be null. (Parameter 'UserName')", { errors });
}

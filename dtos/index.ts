// The decorator @Authenticate and the request Authenticate share a name: here the request has it.
export * from './annotations';
export { Authenticate as RequiresAuthentication } from './annotations';
export {
  AssignRoles,
  AssignRolesResponse,
  Authenticate,
  AuthenticateLogout,
  AuthenticateResponse,
  Register,
  RegisterResponse,
  UnAssignRoles,
  UnAssignRolesResponse,
} from './auth';
export * from './auth-tokens';
export * from './booking';
export * from './cancel-request';
export * from './common';
export * from './server-events';
export * from './tax-filing';

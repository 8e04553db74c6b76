// The decorator @Authenticate and the request Authenticate share a name: here the request has it.
export * from './annotations';
export { Authenticate as RequiresAuthentication } from './annotations';
export { Authenticate, AuthenticateResponse } from './auth';
export * from './booking';
export * from './cancel-request';
export * from './common';
export * from './server-events';
export * from './tax-filing';

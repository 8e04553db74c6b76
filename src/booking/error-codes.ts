import { type ErrorCodes, refusals } from '../engine';

/** The codes that booking operations answer with, beside the engine's and those of validation rules. */
export const bookingErrorCodes = {
  AxemaUserSyncAlreadyRunning: {
    status: 409,
    meaning: 'A sync of this company is pending or processing.',
    retryHelps: true,
  },
  AxemaSettingsMissing: { status: 400, meaning: 'The company has no active Axema settings.', retryHelps: false },
  AxemaEndpointRefused: {
    status: 400,
    meaning: 'The endpoint is not a host that this server may call.',
    retryHelps: false,
  },
  EmailAlreadyExists: {
    status: 409,
    meaning: 'Another customer of the company has this e-mail address.',
    retryHelps: false,
  },
  AccessKeyAlreadyExists: {
    status: 409,
    meaning: 'The company has an access key of this type and value.',
    retryHelps: false,
  },
  CustomFieldNotFound: {
    status: 400,
    meaning: 'No active custom field of the company has this id.',
    retryHelps: false,
  },
  CustomFieldSlotTaken: {
    status: 409,
    meaning: 'Another custom field of the company uses this slot.',
    retryHelps: false,
  },
  NoFreeCustomFieldSlot: {
    status: 400,
    meaning: 'All slots for custom fields of the company are in use.',
    retryHelps: false,
  },
  CollidingBookings: {
    status: 409,
    meaning: 'Bookings overlap the time exception; meta.BookingIds lists them.',
    retryHelps: false,
  },
  BookingCollides: {
    status: 409,
    meaning: 'Another booking occupies one of the resources in this time.',
    retryHelps: false,
  },
  TimeExceptionBlocks: {
    status: 409,
    meaning: 'A blocking time exception of one of the resources overlaps the booking.',
    retryHelps: false,
  },
  UnbookingTooLate: {
    status: 409,
    meaning: 'The last time to unbook has passed; only an administrator can unbook now.',
    retryHelps: false,
  },
  TimeExceptionLocked: {
    status: 409,
    meaning: 'The time exception was imported from another calendar and can only be changed there.',
    retryHelps: false,
  },
} as const satisfies ErrorCodes;

/** `refuse('EmailAlreadyExists', 'Email', 'message')` */
export const refuse = refusals(bookingErrorCodes);

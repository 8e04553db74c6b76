/** The mail server that takes the mails over. */
export interface SmtpSettings {
  /**
   * `smtp://user:password@host:587` or `smtps://…:465`; reserved characters of user and password percent-encoded.
   * Query members are nodemailer's options and beat the defaults here: `?socketTimeout=5000`.
   */
  url: string;
  /** `Name <address>` or an address; its domain stands in every `Message-ID`. */
  from: string;
}

/** The HTTP service that takes the text messages over; what it is sent stands at `SmsGateway`. */
export interface SmsSettings {
  url: string;
  /** Sent as bearer token. */
  key: string;
  /** The sender that the telephone shows: a number, or a name of up to eleven letters. */
  from: string;
}

/** How messages leave. A kind without settings is written to the log, and its rows say `logged`. */
export interface MessageSettings {
  smtp?: SmtpSettings;
  sms?: SmsSettings;
}

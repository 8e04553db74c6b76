/** Statements that know no company, and why they may. Each has to occur, or is to be taken out of the list. */
export const exempt: readonly (readonly [statement: RegExp, why: string])[] = [
  [/ from app_user app_user where lower\(app_user\.user_name\) = lower\(\$1\)$/, 'sign-in: it tells the company'],
  [/^update app_user set failed_sign_ins = 0, locked_until = null where id = \$1 /, 'sign-in: of the one user'],
  [
    / from app_user app_user inner join user_session .* where user_session\.id_hash = \$1 /,
    'session: tells the company',
  ],
  [/ from api_key \w+ where \(+\w+\.secret_hash = \$1\)+ limit 1$/, 'API key: it tells the company'],
  [
    /^ ?select b\.id, .* from booking b .* where b\.id = \$1 and \(\$2::uuid is null or b\.company_id = \$2\)/,
    'unbooking by code: the code is the proof, and whoever has it need not know the company',
  ],
  [/^with claimed as \( update axema_user_sync_job set attempt_token/, 'job engine: locked by company just before'],
  [
    /^with advanced as \( update axema_user_sync_job set .* where id = \$1 and attempt_token = \$2 /,
    'job engine: the fencing token belongs to one row, and to nobody else',
  ],
];

/** Repositories, and methods of others, that have nothing of a company's, or answer for all of them. */
export const withoutCompany: Readonly<Record<string, string>> = {
  'booking/AxemaSettingRepository.resealStale': 'the operator changes the key of all companies',
  'data/CompanyRepository': 'is about companies themselves',
  'data/UserRepository': 'sign-in comes before the company',
  'data/SessionRepository': 'sign-in comes before the company',
  'data/RevokedTokenRepository': 'sign-in comes before the company',
  'tax-filing/AccountRepository': 'registration data are not tenant data (decisions D46)',
  'tax-filing/AsyncBatchRepository': 'registration data are not tenant data (decisions D46)',
  'tax-filing/CustomerRepository': 'registration data are not tenant data (decisions D46)',
  'tax-filing/OrderRepository': 'registration data are not tenant data (decisions D46)',
  'tax-filing/ProductRepository': 'registration data are not tenant data (decisions D46)',
  'tax-filing/RegistrationRepository': 'registration data are not tenant data (decisions D46)',
};

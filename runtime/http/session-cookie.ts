/** Name of the cookie that holds the session token. */
export const SESSION_COOKIE = 'crm_session';

/** Name of the cookie that holds the session token. */
export const SESSION_COOKIE = 'crm_session';
/** Holds an administrator's own session while the other one holds a view as somebody else. */
export const OWN_SESSION_COOKIE = 'crm_own_session';

// Which new passwords are allowed, and how old one may become.
import { AppError, type ErrorCode } from '../../core/errors.ts';
import type { PasswordPolicy } from './auth-settings.ts';
import { isCommonPassword } from './common-passwords.ts';
import { PASSWORD_MAX, verifyPassword } from './passwords.ts';

export interface PasswordOwner {
  readonly name: string;
  readonly email: string;
}

function refused(code: ErrorCode, params: Readonly<Record<string, unknown>> = {}): AppError {
  return new AppError(code, params, [{ code, at: '/password', params }]);
}

/** Throws what is wrong with a new password, without looking at former ones. */
export function assertPassword(
  policy: PasswordPolicy,
  password: string,
  owner?: PasswordOwner,
): void {
  const length = [...password.normalize('NFKC')].length;
  if (length < policy.minLength) throw refused('auth.password-short', { min: policy.minLength });
  if (password.length > PASSWORD_MAX) throw refused('auth.password-long', { max: PASSWORD_MAX });
  if (policy.forbidCommon && isCommonPassword(password)) throw refused('auth.password-common');
  if (policy.forbidPersonal && owner && isPersonal(password, owner))
    throw refused('auth.password-personal');
}

/** Short parts are in too many words to mean anything. */
const SHORTEST_PART = 4;

/** True when the password holds the person's name, or a part of the name or the address. */
function isPersonal(password: string, { name, email }: PasswordOwner): boolean {
  const text = password.normalize('NFKC').toLowerCase();
  const [mailbox = ''] = email.toLowerCase().split('@');
  const parts = [...name.toLowerCase().split(/[\s·.,-]+/), ...mailbox.split(/[._+-]+/), mailbox];
  const isMeant = (part: string) =>
    part.length >= SHORTEST_PART || /^\p{Script=Han}{2,}$/u.test(part);
  return parts.some((part) => isMeant(part) && text.includes(part));
}

/**
 * Throws `auth.password-used` when the new password is among the former ones.
 * @param former hashes, the present one first
 */
export async function assertNew(
  policy: PasswordPolicy,
  password: string,
  former: readonly string[],
): Promise<void> {
  const looked = former.slice(0, policy.history);
  for (const hash of looked)
    if (await verifyPassword(password, hash))
      throw refused('auth.password-used', { count: policy.history });
}

/** True when a password set at `changedAt` must be replaced. */
export function isTooOld(policy: PasswordPolicy, changedAt: string, now: Date): boolean {
  const age = now.getTime() - Date.parse(changedAt);
  return policy.maxAgeDays > 0 && age > policy.maxAgeDays * 86_400_000;
}

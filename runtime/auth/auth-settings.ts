// What the installation's settings say about signing in. A setting of the wrong shape counts as its default.
import type { Json } from '../../core/fields/field-type.ts';
import type { Runtime } from '../runtime.ts';

export interface PasswordPolicy {
  readonly minLength: number;
  readonly forbidCommon: boolean;
  readonly forbidPersonal: boolean;
  /** How many former passwords may not come back. */
  readonly history: number;
  /** 0: passwords hold for ever. */
  readonly maxAgeDays: number;
}

/** No policy may allow less than this. */
const SHORTEST = 8;
const LONGEST_MINIMUM = 64;
const MOST_FORMER = 24;

type Settings = ReadonlyMap<string, Json>;

function whole(settings: Settings, name: string, fallback: number, least: number, most: number) {
  const value = settings.get(name);
  if (typeof value !== 'number' || !Number.isInteger(value)) return fallback;
  return Math.min(Math.max(value, least), most);
}

function settingsOf(runtime: Runtime): Settings {
  return runtime.live.current.model.settings;
}

/** The rules new passwords must keep. */
export function passwordPolicy(runtime: Runtime): PasswordPolicy {
  const settings = settingsOf(runtime);
  return {
    minLength: whole(settings, 'password_min_length', SHORTEST, SHORTEST, LONGEST_MINIMUM),
    forbidCommon: settings.get('password_forbid_common') !== false,
    forbidPersonal: settings.get('password_forbid_personal') !== false,
    history: whole(settings, 'password_history', 3, 0, MOST_FORMER),
    maxAgeDays: whole(settings, 'password_max_age_days', 0, 0, 3650),
  };
}

/** Days after which events of the sign-in log are removed. */
export function logDays(runtime: Runtime): number {
  return whole(settingsOf(runtime), 'sign_in_log_days', 180, 1, 3650);
}

/** True when one of the roles needs a second factor. */
export function needsFactor(runtime: Runtime, roles: readonly string[]): boolean {
  const needing = settingsOf(runtime).get('second_factor_roles');
  return Array.isArray(needing) && needing.some((role) => roles.includes(String(role)));
}

/** The settings of the identity providers, by name. */
export function providerSettings(runtime: Runtime): Readonly<Record<string, Json>> {
  const providers = settingsOf(runtime).get('sign_in_providers');
  const isDictionary =
    providers !== null && typeof providers === 'object' && !Array.isArray(providers);
  return isDictionary ? (providers as Record<string, Json>) : {};
}

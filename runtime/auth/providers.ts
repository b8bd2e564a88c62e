// The identity providers of the settings: whom one may sign in with, and how this installation is known to them. Secrets
// are not in the settings but in the environment, under a name that begins with CRM_SSO_.
import type { Json } from '../../core/fields/field-type.ts';
import type { Runtime } from '../runtime.ts';
import { providerSettings } from './auth-settings.ts';

export interface Provider {
  readonly name: string;
  readonly label: Readonly<Record<string, string>>;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope: string;
  /** Accounts are made for people who have none, with this role. */
  readonly createsWithRole?: string;
  /** The provider asks for a second factor itself. */
  readonly hasFactor: boolean;
}

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Providers whose settings are complete; others are left out, and the log says why. */
export function providersOf(runtime: Runtime): Provider[] {
  return Object.entries(providerSettings(runtime)).flatMap(([name, settings]) => {
    const provider = providerFrom(runtime, name, settings);
    if (typeof provider !== 'string') return [provider];
    tellOnce(runtime, name, provider);
    return [];
  });
}

const told = new WeakMap<Runtime, Set<string>>();

/** The log says it once, however often the sign-in page is opened. */
function tellOnce(runtime: Runtime, provider: string, reason: string): void {
  const known = told.get(runtime) ?? new Set<string>();
  told.set(runtime, known);
  const line = `${provider}: ${reason}`;
  if (known.has(line)) return;
  known.add(line);
  runtime.log.warn({ provider, reason }, 'sign-in provider is left out');
}

/** A provider, or what is wrong with its settings. */
function providerFrom(runtime: Runtime, name: string, settings: Json): Provider | string {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) return 'its name';
  const members = membersOf(settings);
  const text = (member: string) => {
    const value = members[member];
    return typeof value === 'string' ? value : '';
  };
  const issuer = text('issuer');
  const clientSecret = runtime.config.bindings[text('client_secret')];
  if (!isIssuer(issuer)) return 'issuer must be an https address';
  if (text('client_id') === '') return 'client_id is missing';
  if (!clientSecret) return 'client_secret must name a set variable that begins with CRM_SSO_';
  return {
    name,
    label: labelOf(members.label ?? null, name),
    issuer,
    clientId: text('client_id'),
    clientSecret,
    scope: text('scope') || 'openid email profile',
    createsWithRole: text('create_with_role') || undefined,
    hasFactor: members.has_second_factor === true,
  };
}

function labelOf(label: Json, name: string): Record<string, string> {
  const given = membersOf(label);
  return { 'zh-CN': String(given['zh-CN'] ?? name), en: String(given.en ?? name) };
}

/** The members of an object; anything else has none. */
function membersOf(value: Json): Readonly<Record<string, Json>> {
  const isObject = value !== null && typeof value === 'object' && !Array.isArray(value);
  return isObject ? (value as Record<string, Json>) : {};
}

/** Plain http is for providers on this machine alone. */
function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.has(hostname));
}

/** True when the provider may be spoken to without encryption. */
export function isPlain(provider: Provider): boolean {
  return provider.issuer.startsWith('http:');
}

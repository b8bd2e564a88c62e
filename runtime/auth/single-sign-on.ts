// Signing in at an identity provider (OpenID Connect): authorization code with PKCE, state and nonce; then the account
// that belongs to the confirmed address.
import { sql } from 'kysely';
import * as oidc from 'openid-client';
import { AppError } from '../../core/errors.ts';
import { email as emailType } from '../../core/fields/email.ts';
import { createRecord } from '../../core/records/write.ts';
import type { Connection } from '../../core/storage/database.ts';
import type { Runtime } from '../runtime.ts';
import { type Credential, credentialOf, findCredential } from './credentials.ts';
import { publicAddress } from './password-reset.ts';
import { isPlain, type Provider, providersOf } from './providers.ts';
import { seal, unseal } from './sealed.ts';
import { type Opened, openFor, pendingOf } from './sign-in.ts';
import { logSignIn, type Whence } from './sign-in-log.ts';

const PURPOSE = 'single sign-on';
/** As long as somebody may take at the provider. */
export const FLOW_MINUTES = 10;

/** What the browser keeps, sealed, while it is at the provider. */
interface Flow {
  readonly provider: string;
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
  readonly back: string;
  readonly until: number;
}

/** The provider of a name. Throws `auth.no-provider`. */
export function providerOf(runtime: Runtime, name: string): Provider {
  const provider = providersOf(runtime).find((each) => each.name === name);
  if (!provider) throw new AppError('auth.no-provider', { provider: name });
  return provider;
}

function failed(runtime: Runtime, provider: Provider, error: unknown): AppError {
  runtime.log.warn({ provider: provider.name, error: String(error) }, 'single sign-on');
  const label = provider.label[runtime.config.locale];
  return new AppError('auth.sso-failed', { provider: label });
}

const discovered = new Map<string, { until: number; config: Promise<oidc.Configuration> }>();
const KEPT_MS = 3_600_000;

/** What the provider says of itself, asked for at most once an hour. */
function discover(provider: Provider): Promise<oidc.Configuration> {
  const key = JSON.stringify([provider.issuer, provider.clientId, provider.clientSecret]);
  const known = discovered.get(key);
  if (known && known.until > Date.now()) return known.config;
  // Signatures are checked although the token comes straight from the provider.
  const execute = [oidc.enableNonRepudiationChecks];
  if (isPlain(provider)) execute.push(oidc.allowInsecureRequests);
  const options = { execute, timeout: 10 };
  const { issuer, clientId, clientSecret } = provider;
  const config = oidc.discovery(new URL(issuer), clientId, clientSecret, undefined, options);
  discovered.set(key, { until: Date.now() + KEPT_MS, config });
  config.catch(() => discovered.delete(key));
  return config;
}

function returnAddress(runtime: Runtime, provider: Provider): string {
  return `${publicAddress(runtime)}/api/auth/sso/${provider.name}/callback`;
}

/** A path of this product, or the start page. */
export function localPath(path: string | undefined): string {
  if (path === undefined || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(path)) return '/';
  const base = 'http://here.invalid';
  return new URL(path, base).origin === base ? path : '/';
}

/** Begins a sign-in. @returns where the browser goes, and what it must bring back */
export async function beginSingleSignOn(
  runtime: Runtime,
  provider: Provider,
  back: string | undefined,
): Promise<{ address: string; flow: string }> {
  const verifier = oidc.randomPKCECodeVerifier();
  const flow: Flow = {
    provider: provider.name,
    verifier,
    state: oidc.randomState(),
    nonce: oidc.randomNonce(),
    back: localPath(back),
    until: runtime.now().getTime() + FLOW_MINUTES * 60_000,
  };
  try {
    const address = oidc.buildAuthorizationUrl(await discover(provider), {
      redirect_uri: returnAddress(runtime, provider),
      scope: provider.scope,
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state: flow.state,
      nonce: flow.nonce,
    });
    const text = new TextEncoder().encode(JSON.stringify(flow));
    return { address: address.href, flow: seal(runtime.config.secret, PURPOSE, text) };
  } catch (error) {
    throw failed(runtime, provider, error);
  }
}

/** Whom the provider has confirmed. */
interface Confirmed {
  readonly subject: string;
  readonly email: string;
  readonly name: string;
}

/** Ends a sign-in: the browser is back with a code. @returns the session and where to go on */
export async function finishSingleSignOn(
  runtime: Runtime,
  whence: Whence,
  provider: Provider,
  answer: { query: string; flow: string | undefined },
): Promise<{ opened: Opened; back: string }> {
  const flow = readFlow(runtime, answer.flow);
  if (flow?.provider !== provider.name) throw failed(runtime, provider, 'no such flow');
  const claims = await exchange(runtime, provider, flow, answer.query);
  const confirmed = confirmedBy(provider, runtime, claims);
  try {
    const credential = await accountFor(runtime, whence, provider, confirmed);
    const opened = await openAccount(runtime, whence, provider, credential);
    return { opened, back: flow.back };
  } catch (error) {
    if (error instanceof AppError && error.code.startsWith('auth.sso-'))
      await logFailure(runtime, whence, provider, confirmed.email, error);
    throw error;
  }
}

async function logFailure(
  runtime: Runtime,
  whence: Whence,
  provider: Provider,
  account: string,
  error: AppError,
): Promise<void> {
  const reason = error.code === 'auth.sso-unverified' ? 'unverified' : 'no_account';
  const event = { kind: 'sign_in_failed', account, reason, note: provider.name };
  await logSignIn(runtime, whence, event);
}

function readFlow(runtime: Runtime, sealed: string | undefined): Flow | undefined {
  const bytes = sealed && unseal(runtime.config.secret, PURPOSE, sealed);
  if (!bytes) return undefined;
  const flow = JSON.parse(new TextDecoder().decode(bytes)) as Flow;
  return flow.until > runtime.now().getTime() ? flow : undefined;
}

type Claims = Readonly<Record<string, unknown>>;

/** Takes the code to the provider; state, nonce, signature, issuer, audience and time are checked on the way. */
async function exchange(
  runtime: Runtime,
  provider: Provider,
  flow: Flow,
  query: string,
): Promise<Claims> {
  try {
    const address = new URL(`${returnAddress(runtime, provider)}${query}`);
    const tokens = await oidc.authorizationCodeGrant(await discover(provider), address, {
      pkceCodeVerifier: flow.verifier,
      expectedState: flow.state,
      expectedNonce: flow.nonce,
      idTokenExpected: true,
    });
    return (tokens.claims() ?? {}) as Claims;
  } catch (error) {
    throw failed(runtime, provider, error);
  }
}

/** The address counts only when the provider has checked it. */
function confirmedBy(provider: Provider, runtime: Runtime, claims: Claims): Confirmed {
  const parsed = emailType.normalise(String(claims.email ?? ''), {});
  const isChecked = 'value' in parsed && claims.email_verified === true;
  const email = isChecked ? String(parsed.value ?? '') : '';
  const subject = String(claims.sub ?? '');
  if (subject === '') throw failed(runtime, provider, 'no subject');
  return { subject, email, name: String(claims.name ?? '').trim() };
}

/** The account of whoever came back: the linked one, the one of the address, or a new one where the settings want that. */
async function accountFor(
  runtime: Runtime,
  whence: Whence,
  provider: Provider,
  confirmed: Confirmed,
): Promise<Credential> {
  const linked = await linkedUser(runtime, provider, confirmed.subject);
  if (linked) return activeOr(runtime, provider, await credentialOf(runtime.database, linked));
  const label = provider.label[runtime.config.locale];
  if (confirmed.email === '') throw new AppError('auth.sso-unverified', { provider: label });
  const known = await findCredential(runtime.database, confirmed.email);
  if (known) activeOr(runtime, provider, known);
  else if (!provider.createsWithRole)
    throw new AppError('auth.sso-no-account', { provider: label });
  const user = await runtime.database.write(async (connection) => {
    const id = known?.user ?? (await newAccount(runtime, connection, provider, confirmed));
    const link = {
      provider: provider.name,
      subject: confirmed.subject,
      user: id,
      created_at: runtime.now().toISOString(),
    };
    const { builder } = runtime.database;
    await connection.run(builder.insertInto('_identity').values(link).compile());
    const event = { kind: 'identity_linked', user: id, note: provider.name };
    await logSignIn(runtime, whence, event, connection);
    return id;
  });
  return activeOr(runtime, provider, await credentialOf(runtime.database, user));
}

function activeOr(
  runtime: Runtime,
  provider: Provider,
  credential: Credential | undefined,
): Credential {
  if (credential?.active) return credential;
  const label = provider.label[runtime.config.locale];
  throw new AppError('auth.sso-no-account', { provider: label });
}

async function linkedUser(
  { database }: Runtime,
  provider: Provider,
  subject: string,
): Promise<string | undefined> {
  const own = (name: string) => sql.ref(`_identity.${name}`);
  const query = sql`select ${own('user')} from ${sql.table('_identity')} where ${own('provider')} = ${provider.name} and ${own('subject')} = ${subject}`;
  const [row] = await database.read.all(query.compile(database.builder));
  return row ? String(row.user) : undefined;
}

async function newAccount(
  runtime: Runtime,
  connection: Connection,
  provider: Provider,
  { email, name }: Confirmed,
): Promise<string> {
  const query = sql`select ${sql.ref('role.id')} from ${sql.table('role')} where ${sql.ref('role.key')} = ${provider.createsWithRole ?? ''}`;
  const [role] = await connection.all(query.compile(runtime.database.builder));
  const input = {
    name: name.slice(0, 60) || email.split('@')[0],
    email,
    roles: role ? [String(role.id)] : [],
    active: true,
  };
  const context = runtime.systemContext('single sign-on');
  const made = await createRecord(context, 'user', input, { connection, trusted: true });
  return String(made.id);
}

/** Passwords and their age do not matter here; a second factor does, unless the provider asks for one. */
async function openAccount(
  runtime: Runtime,
  whence: Whence,
  provider: Provider,
  credential: Credential,
): Promise<Opened> {
  const missing = await pendingOf(runtime, credential, provider.hasFactor);
  const pending = missing === 'password' ? undefined : missing;
  return runtime.database.write((connection) =>
    openFor(runtime, connection, whence, credential.user, { pending, note: provider.name }),
  );
}

// An identity provider for tests: discovery, authorization codes with PKCE, signed ID tokens — and every way to cheat.
import { createHash } from 'node:crypto';

export interface Person {
  readonly sub: string;
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly name?: string;
}

export interface IdentityProvider {
  readonly issuer: string;
  /** Signs somebody in: follows the address of the product. @returns the address the browser comes back to */
  approve(authorization: string, person: Person): Promise<string>;
  /** What the next ID tokens say instead. */
  lies: Record<string, unknown>;
  /** Signs with a key nobody knows. */
  forgesKey: boolean;
  stop(): void;
}

const CLIENT = { id: 'crm', secret: 'provider-secret' };
export const providerClient = CLIENT;

interface Code {
  readonly person: Person;
  readonly nonce: string;
  readonly challenge: string;
  readonly redirect: string;
}

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const newKeys = () =>
  crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);

/** Starts it on a free port of this machine. */
export async function startIdentityProvider(): Promise<IdentityProvider> {
  const keys = (await newKeys()) as CryptoKeyPair;
  const foreign = (await newKeys()) as CryptoKeyPair;
  const jwk = await crypto.subtle.exportKey('jwk', keys.publicKey);
  const codes = new Map<string, Code>();
  const token = async (request: Request): Promise<Response> => {
    const form = new URLSearchParams(await request.text());
    const code = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const isRight =
      code?.challenge === challenge &&
      code.redirect === form.get('redirect_uri') &&
      (form.get('client_secret') === CLIENT.secret || request.headers.has('authorization'));
    if (!code || !isRight) return Response.json({ error: 'invalid_grant' }, { status: 400 });
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: provider.issuer,
      aud: CLIENT.id,
      iat: now,
      exp: now + 300,
      nonce: code.nonce,
      ...code.person,
      ...provider.lies,
    };
    const text = `${base64({ alg: 'ES256', kid: 'k' })}.${base64(claims)}`;
    const key = provider.forgesKey ? foreign.privateKey : keys.privateKey;
    const signature = await crypto.subtle.sign(
      { name: 'ECDSA', hash: 'SHA-256' },
      key,
      new TextEncoder().encode(text),
    );
    const id_token = `${text}.${Buffer.from(signature).toString('base64url')}`;
    return Response.json({ access_token: 'a', token_type: 'Bearer', id_token });
  };
  const server = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    fetch(request) {
      const { pathname } = new URL(request.url);
      if (pathname === '/token') return token(request);
      if (pathname === '/keys')
        return Response.json({ keys: [{ ...jwk, kid: 'k', use: 'sig', alg: 'ES256' }] });
      if (pathname !== '/.well-known/openid-configuration')
        return new Response(null, { status: 404 });
      return Response.json({
        issuer: provider.issuer,
        authorization_endpoint: `${provider.issuer}/authorize`,
        token_endpoint: `${provider.issuer}/token`,
        jwks_uri: `${provider.issuer}/keys`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['ES256'],
        code_challenge_methods_supported: ['S256'],
        token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
      });
    },
  });
  const provider: IdentityProvider = {
    issuer: `http://127.0.0.1:${server.port}`,
    lies: {},
    forgesKey: false,
    async approve(authorization, person) {
      const asked = new URL(authorization).searchParams;
      const code = crypto.randomUUID();
      const redirect = asked.get('redirect_uri') ?? '';
      codes.set(code, {
        person,
        redirect,
        nonce: asked.get('nonce') ?? '',
        challenge: asked.get('code_challenge') ?? '',
      });
      const state = asked.get('state') ?? '';
      return `${redirect}?${new URLSearchParams({ code, state, iss: provider.issuer })}`;
    },
    stop: () => void server.stop(true),
  };
  return provider;
}

// Settings from the environment and the command line, read once and checked.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError, type Locale } from '../core/errors.ts';

export interface Config {
  /** Folder that is the client: database, files, secret. */
  readonly dataFolder: string;
  readonly host: string;
  readonly port: number;
  /** PostgreSQL instead of SQLite. */
  readonly databaseUrl?: string;
  readonly packRoots: readonly string[];
  readonly secret: string;
  /** Keys of encrypted fields; the first seals. */
  readonly encryptionKeys: readonly Uint8Array[];
  readonly administrator?: { readonly email: string; readonly password: string };
  readonly locale: Locale;
  readonly timeZone: string;
  readonly smtpUrl?: string;
  /** Address people use, for links in mails; default: where the server listens. */
  readonly publicUrl?: string;
  readonly synchronous: 'full' | 'normal' | 'off';
  /** Behind a reverse proxy that sets X-Forwarded-For and X-Forwarded-Proto. */
  readonly trustProxy: boolean;
  /** Secrets that settings name: variables of the environment that begin with CRM_SSO_. */
  readonly bindings: Environment;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** The project's folder, where the shipped packs stand. */
export const projectFolder = dirname(dirname(fileURLToPath(import.meta.url)));

const EXAMPLE_SECRETS = /^(secret|changeme|change-me|example|default|password|test)/i;

/** Reads and checks all settings. Throws AppError with the setting's name and what it must be. */
export function readConfig(environment: Environment): Config {
  const dataFolder = resolve(environment.CRM_DATA ?? './data');
  mkdirSync(dataFolder, { recursive: true });
  const extraPacks = (environment.CRM_PACKS ?? '')
    .split(/[:;,]/)
    .filter(Boolean)
    .map((path) => resolve(path));
  return {
    dataFolder,
    host: environment.HOST ?? '127.0.0.1',
    port: readPort(environment.PORT),
    databaseUrl: environment.DATABASE_URL || undefined,
    packRoots: [join(projectFolder, 'metadata'), ...extraPacks],
    secret: readSecret(environment.CRM_SECRET, dataFolder),
    encryptionKeys: readEncryptionKeys(environment),
    administrator: readAdministrator(environment),
    locale: readLocale(environment.CRM_LOCALE),
    timeZone: readTimeZone(environment.CRM_TIMEZONE),
    smtpUrl: environment.CRM_SMTP_URL || undefined,
    publicUrl: environment.CRM_URL?.replace(/\/$/, '') || undefined,
    synchronous: readChoice('CRM_SYNC', environment.CRM_SYNC ?? 'full', [
      'full',
      'normal',
      'off',
    ] as const),
    trustProxy: environment.CRM_TRUST_PROXY === '1',
    bindings: Object.fromEntries(
      Object.entries(environment).filter(([name]) => name.startsWith('CRM_SSO_')),
    ),
  };
}

function readPort(text = '3000'): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return port;
  throw new AppError('config.bad', { name: 'PORT', expected: '0…65535' });
}

function readChoice<T extends string>(name: string, value: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === value);
  if (found) return found;
  throw new AppError('config.bad', { name, expected: choices.join(' | ') });
}

function readLocale(text = 'zh-CN'): Locale {
  return readChoice('CRM_LOCALE', text, ['zh-CN', 'en'] as const);
}

function readTimeZone(zone = 'Asia/Shanghai'): string {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return zone;
  } catch {
    throw new AppError('config.bad', {
      name: 'CRM_TIMEZONE',
      expected: 'Asia/Shanghai, Europe/Berlin, …',
    });
  }
}

/** The secret from the environment, or one made on the first run and kept in the data folder. */
function readSecret(given: string | undefined, dataFolder: string): string {
  if (given !== undefined) {
    if (given.length < 32 || EXAMPLE_SECRETS.test(given)) throw new AppError('config.secret');
    return given;
  }
  const file = join(dataFolder, 'secret');
  if (!existsSync(file))
    writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
  return readFileSync(file, 'utf8').trim();
}

const ENCRYPTION_KEY_BYTES = 32;

/** The key that seals, then the older ones that still open. */
function readEncryptionKeys(environment: Environment): Uint8Array[] {
  const { CRM_ENCRYPTION_KEY: current, CRM_ENCRYPTION_KEYS_OLD: old } = environment;
  if (!current) return [];
  const older = (old ?? '').split(',').filter((text) => text.trim() !== '');
  return [
    readKey('CRM_ENCRYPTION_KEY', current),
    ...older.map((text) => readKey('CRM_ENCRYPTION_KEYS_OLD', text)),
  ];
}

function readKey(name: string, text: string): Uint8Array {
  const bytes = Buffer.from(text.trim(), 'base64');
  const isRandom = new Set(bytes).size > ENCRYPTION_KEY_BYTES / 4;
  if (bytes.length === ENCRYPTION_KEY_BYTES && isRandom) return new Uint8Array(bytes);
  throw new AppError('config.bad', { name, expected: '32 random bytes in base64' });
}

function readAdministrator(environment: Environment): Config['administrator'] {
  const { CRM_ADMIN_EMAIL: email, CRM_ADMIN_PASSWORD: password } = environment;
  if (!email && !password) return undefined;
  if (!email || !password || password.length < 8) {
    throw new AppError('config.bad', {
      name: 'CRM_ADMIN_EMAIL, CRM_ADMIN_PASSWORD',
      expected: 'both; the password ≥ 8',
    });
  }
  return { email, password };
}

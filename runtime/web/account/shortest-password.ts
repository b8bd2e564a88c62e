// The shortest password the installation allows, as the server says.
import { getJson } from '../client.ts';

const USUAL = 8;

export async function shortestPassword(): Promise<number> {
  const policy = await getJson<{ minLength?: number }>('/api/auth/sign-in').catch(() => undefined);
  return policy?.minLength ?? USUAL;
}

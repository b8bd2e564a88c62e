// Two thousand entities with 32,000 fields: first migration, start from the prepared data folder, memory, request costs.
import type { Benchmark } from '../benchmark.ts';
import { writeBigPack } from '../support/big-pack.ts';
import { type Measured, measure, type Subject, speedRatio } from '../support/measure.ts';
import { startProcess } from '../support/process.ts';
import { scratchFolder } from '../support/world.ts';

const ENTITIES = 2000;
const FIELDS = 16;
const ADMIN = { email: 'admin@example.com', password: 'bench-password-1' };
const SETTINGS = {
  CRM_SYNC: 'normal',
  CRM_ADMIN_EMAIL: ADMIN.email,
  CRM_ADMIN_PASSWORD: ADMIN.password,
};

async function signIn(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(ADMIN),
  });
  return ((await answer.json()) as { token: string }).token;
}

/** Lists the countries over a socket; the same request to both processes. */
function listing(name: string, url: string, token: string): Subject {
  return {
    name,
    prepare: (count) => async () => {
      for (let index = 0; index < count; index++) {
        const answer = await fetch(`${url}/api/records/country?limit=20`, {
          headers: { Authorization: `Bearer ${token}` },
        });
        await answer.text();
        if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
      }
    },
  };
}

export const scale: Benchmark = {
  name: 'scale',
  about: '2,000 entities with 32,000 fields',
  async run() {
    const [pack, big, small] = [
      scratchFolder('pack'),
      scratchFolder('big'),
      scratchFolder('small'),
    ];
    writeBigPack(pack, ENTITIES, FIELDS);
    const first = await startProcess(big, { ...SETTINGS, CRM_PACKS: pack });
    await first.stop();
    const again = await startProcess(big, { ...SETTINGS, CRM_PACKS: pack });
    const plain = await startProcess(small, SETTINGS);
    await Bun.sleep(1000);
    const idle = again.memory();
    const subjects = [
      listing('default packs', plain.url, await signIn(plain.url)),
      listing('2,000 entities', again.url, await signIn(again.url)),
    ];
    const [few, many] = (await measure(subjects, { rounds: 9, count: 100 })) as [
      Measured,
      Measured,
    ];
    const loaded = again.memory();
    await again.stop();
    await plain.stop();
    return [
      { name: `scale ${ENTITIES}: first start with migration`, value: first.millis, unit: 'ms' },
      { name: `scale ${ENTITIES}: start`, value: again.millis, unit: 'ms', atMost: 5000 },
      { name: `scale ${ENTITIES}: idle memory`, value: idle, unit: 'MB', atMost: 1000 },
      { name: `scale ${ENTITIES}: memory after requests`, value: loaded, unit: 'MB', atMost: 1000 },
      {
        name: `scale ${ENTITIES}: request time / default packs`,
        value: 1 / speedRatio(few, many),
        unit: 'ratio',
        atMost: 1.2,
      },
    ];
  },
};

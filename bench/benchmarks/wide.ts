// An entity with three hundred fields: create, get and list.
import type { Benchmark } from '../benchmark.ts';
import { writeBigPack } from '../support/big-pack.ts';
import { measure } from '../support/measure.ts';
import { answerOf, makeRequest, sending } from '../support/requests.ts';
import { benchPacks, scratchFolder, startPackWorld } from '../support/world.ts';

const FIELDS = 300;
const RECORDS = 500;

/** A value for every field that takes one of the generated kinds. */
function inputOf(index: number): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (let number = 0; number < FIELDS - 1; number++) {
    const kind = number % 12;
    if (kind === 0 || kind === 1 || kind === 9) input[`f${number}`] = `值 ${index}-${number}`;
    if (kind === 2) input[`f${number}`] = `${number}.50`;
    if (kind === 3) input[`f${number}`] = '2026-03-01';
    if (kind === 4) input[`f${number}`] = 'option0';
    if (kind === 5) input[`f${number}`] = number;
    if (kind === 6) input[`f${number}`] = true;
    if (kind === 7) input[`f${number}`] = '2026-03-01T06:30:00.000Z';
  }
  return input;
}

export const wide: Benchmark = {
  name: 'wide',
  about: 'an entity with 300 fields',
  async run() {
    const [pack, folder] = [scratchFolder('wide-pack'), scratchFolder('wide')];
    writeBigPack(pack, 1, FIELDS);
    const { runtime, fetch, token } = await startPackWorld(folder, [benchPacks[0] ?? '', pack]);
    const post = (index: number) =>
      makeRequest('/api/records/big0', { method: 'POST', token, body: inputOf(index) });
    const ids: string[] = [];
    for (let index = 0; index < RECORDS; index++)
      ids.push((await answerOf<{ id: string }>(fetch, post(index))).id);
    const subjects = [
      sending('create', fetch, post, 201),
      sending('get', fetch, (index) =>
        makeRequest(`/api/records/big0/${ids[index % RECORDS]}`, { token }),
      ),
      sending('list 50', fetch, () => makeRequest('/api/records/big0', { token })),
    ];
    const measured = await measure(subjects, { rounds: 7, count: 20 });
    await runtime.close();
    return measured.map((each, index) => ({
      name: `300 fields: ${subjects[index]?.name}`,
      value: each.micros,
      unit: 'µs' as const,
    }));
  },
};

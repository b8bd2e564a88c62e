// Full text: two Chinese characters over many records, as administrator and as member.
import type { Benchmark } from '../benchmark.ts';
import { measure } from '../support/measure.ts';
import type { Figure } from '../support/report.ts';
import { makeRequest, sending } from '../support/requests.ts';
import { startBenchWorld } from '../support/world.ts';

/** A word of about 3 % of the names, a word of all of them, and pinyin initials. */
const QUERIES = ['华信', '有限', 'hxzc'];

export const search: Benchmark = {
  name: 'search',
  about: 'two Chinese characters over the very large table',
  async run({ manyRows }) {
    const world = await startBenchWorld(manyRows, false);
    const people = [
      { who: 'administrator', token: world.adminToken },
      { who: 'member', token: world.memberToken },
    ];
    const cases = people.flatMap((person) => QUERIES.map((q) => ({ ...person, q })));
    const subjects = cases.flatMap(({ who, token, q }) => [
      sending(`search ${q} (${who})`, world.fetch, () =>
        makeRequest(`/api/records/deal?${new URLSearchParams({ q, fields: 'name' })}`, { token }),
      ),
      sending(`global search ${q} (${who})`, world.fetch, () =>
        makeRequest(`/api/search?${new URLSearchParams({ q })}`, { token }),
      ),
    ]);
    const measured = await measure(subjects, { rounds: 7, count: 5 });
    await world.close();
    return measured.map((each, index): Figure => {
      const name = subjects[index]?.name ?? '';
      return { name, value: each.micros / 1000, unit: 'ms', atMost: 10 };
    });
  },
};

// Previous and next record of the list one came from.
import { expect, test } from 'vitest';
import {
  neighbourOf,
  positionOf,
  provideNeighbours,
} from '../../../runtime/web/record/neighbours.ts';

test('steps through the list and loads its next page at the end', async () => {
  const ids = ['a', 'b'];
  let asked = 0;
  provideNeighbours({
    entity: 'account',
    ids: () => ids,
    total: () => 3,
    more: async () => {
      asked++;
      if (ids.length < 3) ids.push('c');
    },
  });
  expect(positionOf('account', 'a')).toEqual({
    at: 1,
    count: 3,
    previous: undefined,
    hasNext: true,
  });
  expect(await neighbourOf('account', 'a', 1)).toBe('b');
  expect(asked).toBe(0);
  expect(await neighbourOf('account', 'b', 1)).toBe('c');
  expect(await neighbourOf('account', 'c', 1)).toBeUndefined();
  expect(await neighbourOf('account', 'a', -1)).toBeUndefined();
  expect(positionOf('account', 'c')).toEqual({ at: 3, count: 3, previous: 'b', hasNext: false });
  expect(positionOf('account', 'elsewhere')).toBeUndefined();
  expect(positionOf('contact', 'a')).toBeUndefined();
});

// Previous and next record of the list one came from.
import { expect, test } from 'vitest';
import {
  neighbourOf,
  positionOf,
  provideNeighbours,
} from '../../../runtime/web/record/neighbours.ts';

test('steps through the list, also where it is not loaded yet, and stops at its ends', async () => {
  const ids = ['a', 'b', 'c'];
  const loaded = new Set(['a', 'b']);
  provideNeighbours({
    entity: 'account',
    placeOf: (id) => (loaded.has(id) ? ids.indexOf(id) : undefined),
    idAt: async (place) => {
      const id = ids[place];
      if (id) loaded.add(id);
      return id;
    },
    total: () => 3,
  });
  expect(positionOf('account', 'a')).toEqual({ at: 1, count: 3 });
  expect(positionOf('account', 'c')).toBeUndefined();
  expect(await neighbourOf('account', 'a', 1)).toBe('b');
  expect(await neighbourOf('account', 'b', 1)).toBe('c');
  expect(positionOf('account', 'c')).toEqual({ at: 3, count: 3 });
  expect(await neighbourOf('account', 'c', 1)).toBeUndefined();
  expect(await neighbourOf('account', 'a', -1)).toBeUndefined();
  expect(positionOf('contact', 'a')).toBeUndefined();
});

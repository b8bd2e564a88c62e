// The hint while typing: longer and more varied is stronger, repeated and neighbouring characters count for little.
import { expect, test } from 'vitest';
import { passwordStrength } from '../../../runtime/web/account/password-strength.ts';

test.each([
  ['', 0],
  ['short', 0],
  ['aaaaaaaaaaaa', 1],
  ['abcdefghijkl', 1],
  ['12345678', 1],
  ['password', 2],
  ['seven quiet rivers', 4],
  ['vK9#mq2L!x', 4],
  ['我家门前有小河后面有山坡', 4],
] as const)('%j is %i', (password, strength) => {
  expect(passwordStrength(password, 8)).toBe(strength);
});

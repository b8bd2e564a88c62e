// The identity number of Chinese citizens, GB 11643-1999: 6 digits region, 8 digits birthday, 3 digits order, check character.
import { isDate } from '../rules/dates.ts';

const SHAPE = /^[1-9]\d{16}[\dX]$/;
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK = '10X98765432';

/** True when shape, birthday and check character (ISO 7064 MOD 11-2) fit. */
export function isIdCard(text: string): boolean {
  if (!SHAPE.test(text)) return false;
  if (!isDate(`${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`)) return false;
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(text[index]), 0);
  return CHECK[sum % 11] === text[17];
}

// Makes unified social credit codes (GB 32100-2015) whose check digits are right.
import { int } from './chance.ts';

const USCC = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const USCC_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

const value36 = (char: string) => Number.parseInt(char, 36);

/** The code of a company registered in a district, with both check digits. */
export function creditCode(district: string): string {
  const organisation = `MA${Array.from({ length: 6 }, () => USCC[int(0, 30)]).join('')}`;
  const sum = [...organisation].reduce(
    (total, char, at) => total + value36(char) * (ORGANISATION_WEIGHTS[at] as number),
    0,
  );
  const own = 11 - (sum % 11);
  const check = own === 10 ? 'X' : own === 11 ? '0' : String(own);
  const body = `91${district}${organisation}${check}`;
  const total = [...body].reduce(
    (left, char, at) => left + USCC.indexOf(char) * (USCC_WEIGHTS[at] as number),
    0,
  );
  return body + USCC[(31 - (total % 31)) % 31];
}

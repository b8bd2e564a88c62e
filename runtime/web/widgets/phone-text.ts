// Phone numbers as people read them: 138 0013 8000, 021-5888 8888 转 801, +852 2345 6789.
import type { Locale } from '../../../core/errors.ts';

const MOBILE = /^(1\d{2})(\d{4})(\d{4})$/;
const LAND_LINE = /^(0\d{2,3})-(\d{3,4})(\d{4})(?:-(\d{1,6}))?$/;
const NORTH_AMERICA = /^\+1(\d{3})(\d{3})(\d{4})$/;
/** Country codes of two digits; +1 and +7 have one, all others three. */
const TWO_DIGITS = /^\+(2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])(\d+)$/;
const OTHER = /^\+(7|\d{3})(\d+)$/;

function byFours(digits: string): string {
  return digits.replace(/\B(?=(\d{4})+$)/g, ' ');
}

/** A canonical number with spaces; what is not canonical stays as it is. */
export function showPhone(value: string, locale: Locale): string {
  const mobile = MOBILE.exec(value);
  if (mobile) return `${mobile[1]} ${mobile[2]} ${mobile[3]}`;
  const line = LAND_LINE.exec(value);
  if (line) {
    const extension = locale === 'zh-CN' ? ' 转 ' : ' ext. ';
    return `${line[1]}-${line[2]} ${line[3]}${line[4] ? extension + line[4] : ''}`;
  }
  const american = NORTH_AMERICA.exec(value);
  if (american) return `+1 ${american[1]} ${american[2]} ${american[3]}`;
  const abroad = TWO_DIGITS.exec(value) ?? OTHER.exec(value);
  return abroad ? `+${abroad[1]} ${byFours(abroad[2] ?? '')}` : value;
}

/** The address a phone calls: extensions are dialled after a pause. */
export function callAddress(value: string): string {
  const line = LAND_LINE.exec(value);
  if (!line) return `tel:${value.replace(/[^+\d]/g, '')}`;
  return `tel:${line[1]}${line[2]}${line[3]}${line[4] ? `,${line[4]}` : ''}`;
}

// Checks that every region and industry the story names is in the classifications.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RIVALS } from './competitors.ts';
import { METADATA } from './files.ts';
import { CITIES } from './places.ts';
import { TRADES } from './trades.ts';

export function checkCodes(): void {
  const known = (file: string) =>
    new Set(
      readFileSync(join(METADATA, 'system/classifications', file), 'utf8')
        .split('\n')
        .map((line) => line.split(',')[0]),
    );
  const codes: [string, string[]][] = [
    [
      'region_cn_2023.csv',
      [...CITIES.map((one) => one.district), ...RIVALS.map(([, , , region]) => region)],
    ],
    ['industry_cn_2017.csv', TRADES.flatMap((one) => [...one.industry])],
    ['industry_isic_rev4.csv', TRADES.map((one) => one.isic)],
    ['industry_naics_2022.csv', TRADES.map((one) => one.naics)],
  ];
  for (const [file, wanted] of codes) {
    const nodes = known(file);
    const missing = wanted.filter((code) => !nodes.has(code));
    if (missing.length > 0) throw new Error(`${file} has no ${missing.join(', ')}`);
  }
}

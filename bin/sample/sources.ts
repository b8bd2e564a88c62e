// Says where customers come from and how the source of one is noted.
import { pick } from './chance.ts';

export const SOURCES = {
  referral: 14,
  website: 16,
  search: 12,
  wechat: 8,
  exhibition: 18,
  cold_call: 12,
  visit: 6,
  tender: 6,
  partner: 6,
  campaign: 2,
} as const;
const SOURCE_NOTES: Readonly<Record<string, readonly string[]>> = {
  exhibition: ['工业博览会', '机器人与智能制造展', '国际机床展', '深圳工业展'],
  campaign: ['柔性制造线上研讨会', '春季新品发布'],
  partner: ['系统集成商推荐', '行业协会推荐'],
};
export const sourceNote = (source: string) => SOURCE_NOTES[source] && pick(SOURCE_NOTES[source]);

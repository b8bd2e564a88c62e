// What the OpenAPI document says in words, in both languages.
import type { Locale } from '../../core/errors.ts';

const en = {
  filter: 'Rule (JsonLogic, strict profile) as JSON, e.g. {"==":[{"var":"name"},"…"]}',
  sort: 'Fields by comma, minus for descending: -amount,name',
  fields: 'Fields by comma; paths over references are expanded: name,owner.name',
  limit: 'Page size',
  skip: 'Rows to leave out first, without a cursor',
  cursor: 'nextCursor of the page before',
  count: 'Also count all matches',
  q: 'Full-text search; pinyin initials and phone fragments work',
  view: 'Filter and sort of a saved view',
  deleted: 'The recycle bin',
  ifMatch: 'Version that was read, as "3"',
  idempotency: 'Repeating a request under the same key has one effect',
  problem: 'Problem (RFC 9457)',
  page: 'A page',
  created: 'Created',
  record: 'The record',
  removed: 'In the recycle bin',
  groups: 'Groups with their measures',
  changes: 'Changes, newest first',
  results: 'A result per record',
  access: 'What one may do with the record, and the right to each field',
  shares: 'Whom the record is shared with',
  unshared: 'Taken back',
  explained: 'Why somebody may or may not do it',
  proposal: 'The proposal, field by field',
  proposals: 'A page of proposals, the latest first',
  warnings: 'What rules of severity warn say; the record was saved',
};

export type ParameterTexts = typeof en;

const zh: ParameterTexts = {
  filter: '规则（JsonLogic 严格模式）的 JSON，例如 {"==":[{"var":"name"},"…"]}',
  sort: '以逗号分隔的字段，减号表示降序：-amount,name',
  fields: '以逗号分隔的字段；引用路径会展开：name,owner.name',
  limit: '每页条数',
  skip: '先跳过的行数，不与游标同用',
  cursor: '上一页的 nextCursor',
  count: '同时返回总数',
  q: '全文搜索，支持拼音首字母和电话片段',
  view: '已保存视图的筛选与排序',
  deleted: '回收站',
  ifMatch: '所读取的版本，例如 "3"',
  idempotency: '同一键的重复请求只生效一次',
  problem: '错误（RFC 9457）',
  page: '一页记录',
  created: '已创建',
  record: '记录',
  removed: '已移入回收站',
  groups: '分组及度量',
  changes: '变更，最新在前',
  results: '每条记录的结果',
  access: '对该记录可执行的操作及各字段权限',
  shares: '该记录的共享对象',
  unshared: '已取消共享',
  explained: '为何可以或不可以',
  proposal: '申请，逐字段列出',
  proposals: '一页申请，最新在前',
  warnings: '级别为 warn 的规则的提示；记录已保存',
};

/** The words of a language. */
export function parameterTexts(locale: Locale): ParameterTexts {
  return locale === 'zh-CN' ? zh : en;
}

// A model for browser tests: one entity that has every field type, others it points to.
import { fieldType } from '../../../core/fields/registry.ts';
import type {
  ClientEntity,
  ClientField,
  ClientLayout,
  ClientModel,
  ClientView,
  Text,
} from '../../../core/model/client.ts';

export const text = (zh: string, en: string): Text => ({ 'zh-CN': zh, en });
type Extra = Partial<Omit<ClientField, 'settings'>> & { settings?: Record<string, unknown> };

export function field(name: string, type: string, label: Text, extra: Extra = {}): ClientField {
  const kind = fieldType(type);
  if (!kind) throw new Error(`no type ${type}`);
  const { settings = {}, ...rest } = extra;
  return {
    name,
    id: name,
    type,
    label,
    required: false,
    system: false,
    computed: kind.computed ?? false,
    right: 'write',
    sortable: kind.sortable,
    groupable: kind.groupable,
    settings,
    ...rest,
  };
}

const system = (withOwner: boolean): ClientField[] => [
  field('id', 'text', text('记录标识', 'Record id'), { system: true }),
  field('version', 'integer', text('版本', 'Version'), { system: true }),
  field('created_at', 'datetime', text('创建时间', 'Created at'), { system: true }),
  field('updated_at', 'datetime', text('修改时间', 'Changed at'), { system: true }),
  field('deleted_at', 'datetime', text('删除时间', 'Deleted at'), { system: true }),
  ...(withOwner ? [field('owner', 'user', text('负责人', 'Owner'), { system: true })] : []),
];

const OUTCOMES = ['open', 'open', 'open', 'won', 'lost'] as const;
const STAGES = [
  '潜在|Lead|gray',
  '跟进中|Working|blue',
  '重点维护|Key|amber',
  '已成交|Won|green',
  '已流失|Lost|red',
];
const LEVELS = [
  'A 战略|A strategic|red',
  'B 重点|B key|amber',
  'C 普通|C standard|gray',
  'D 观察|D watch|gray',
  'E 休眠|E dormant|gray',
];
const KINDS = ['企业|Company', '政府|Public', '个人|Person'];

function options(
  rows: readonly string[],
  names: readonly string[],
): ClientEntity['picklists'][string]['options'] {
  return rows.map((row, index) => {
    const [zh = '', en = '', colour] = row.split('|');
    const option = { value: names[index] ?? `o${index}`, label: text(zh, en) };
    return colour ? { ...option, colour: colour as 'gray' } : option;
  });
}

const picklists: ClientEntity['picklists'] = {
  status: {
    name: 'status',
    label: text('状态', 'Status'),
    options: options(STAGES, ['lead', 'working', 'key', 'won', 'lost']).map((option, index) => ({
      ...option,
      outcome: OUTCOMES[index] ?? 'open',
    })),
  },
  level: {
    name: 'level',
    label: text('级别', 'Level'),
    options: options(LEVELS, ['A', 'B', 'C', 'D', 'E']),
  },
  kind: {
    name: 'kind',
    label: text('类型', 'Kind'),
    options: options(KINDS, ['company', 'public', 'person']),
  },
};
const classifications: ClientEntity['classifications'] = {
  industry: { name: 'industry', label: text('行业', 'Industry'), current: '1', levels: [] },
  product: { name: 'product', label: text('产品线', 'Product line'), current: '1', levels: [] },
  region_cn: { name: 'region_cn', label: text('区域', 'Region'), current: '2023', levels: [] },
};

function entity(
  name: string,
  label: Text,
  icon: string,
  fields: ClientField[],
  extra: Partial<ClientEntity> = {},
): ClientEntity {
  return {
    name,
    label,
    labelPlural: label,
    icon,
    actions: ['read', 'create', 'update', 'delete', 'restore'],
    quickCreate: true,
    searchable: true,
    hash: '1',
    nameField: 'name',
    subtitle: [],
    fields: Object.fromEntries(
      [...system(name !== 'user'), ...fields].map((each) => [each.name, each]),
    ),
    recordTypes: {},
    rules: {},
    features: {
      owner: true,
      recycle: true,
      audit: true,
      comments: false,
      files: true,
      share: false,
    },
    byRecord: false,
    proposable: [],
    layouts: [],
    views: [],
    picklists,
    classifications,
    collections: {},
    ...extra,
  };
}

const place = (...names: string[]) =>
  names.map((name) => ({ name: name.replace('*', ''), span: name.endsWith('*') ? 2 : 1 }));
const section = (name: string, label: Text, fields: { name: string; span: number }[]) => ({
  name,
  label,
  columns: 2,
  collapsed: false,
  fields,
});

const accountFields = [
  field('name', 'text', text('客户名称', 'Account name'), {
    required: true,
    help: text('与营业执照一致', 'As on the business licence'),
    settings: { maxLength: 100 },
  }),
  field('code', 'auto_number', text('客户编号', 'Number'), {
    settings: { pattern: 'ACC-{seq:4}' },
  }),
  field('kind', 'picklist', text('客户类型', 'Kind'), {
    required: true,
    default: 'company',
    settings: { picklist: 'kind' },
  }),
  field('status', 'picklist', text('状态', 'Status'), { settings: { picklist: 'status' } }),
  field('level', 'picklist', text('客户级别', 'Level'), { settings: { picklist: 'level' } }),
  field('parent', 'reference', text('上级客户', 'Parent account'), {
    settings: { entity: 'account' },
  }),
  field('industry', 'classification', text('行业', 'Industry'), {
    settings: { classification: 'industry' },
  }),
  field('classes', 'classification', text('多维分类', 'Classes'), {
    settings: { classifications: ['industry', 'product'], multiple: true },
  }),
  field('revenue', 'money', text('年营收', 'Revenue'), { settings: { currency: 'CNY', min: 0 } }),
  field('employees', 'integer', text('员工人数', 'Employees'), { settings: { min: 0 } }),
  field('discount', 'percent', text('折扣', 'Discount')),
  field('phone', 'phone', text('联系电话', 'Phone')),
  field('email', 'email', text('电子邮箱', 'E-mail')),
  field('website', 'url', text('网站', 'Website')),
  field('uscc', 'uscc', text('统一社会信用代码', 'Credit code'), {
    visibleWhen: { '==': [{ var: 'kind' }, 'company'] },
  }),
  field('founded', 'date', text('成立日期', 'Founded')),
  field('next_visit', 'datetime', text('下次跟进', 'Next visit')),
  field('is_listed', 'boolean', text('上市公司', 'Listed')),
  field('stock_code', 'text', text('股票代码', 'Stock code'), {
    visibleWhen: { '==': [{ var: 'is_listed' }, true] },
    requiredWhen: { '==': [{ var: 'is_listed' }, true] },
  }),
  field('address', 'address', text('地址', 'Address')),
  field('note', 'long_text', text('备注', 'Note')),
];

const moreFields = [
  field('friends', 'many_to_many', text('合作伙伴', 'Partners'), {
    settings: { entity: 'account' },
  }),
  field('about', 'reference', text('相关记录', 'About'), {
    settings: { entities: ['account', 'contact'] },
  }),
  field('tags', 'tags', text('标签', 'Tags')),
  field('rating', 'rating', text('评分', 'Rating'), { settings: { max: 5 } }),
  field('colour', 'colour', text('颜色', 'Colour')),
  field('opens', 'time', text('营业时间', 'Opens')),
  field('quarter', 'period', text('季度', 'Quarter'), { settings: { precision: 'quarter' } }),
  field('length', 'duration', text('时长', 'Length')),
  field('place', 'geo', text('位置', 'Place')),
  field('body', 'rich_text', text('正文', 'Body')),
  field('extra', 'json', text('扩展', 'Extra')),
  field('files', 'file', text('附件', 'Files'), { settings: { multiple: true } }),
  field('signature', 'signature', text('签名', 'Signature')),
  field('secret', 'masked_text', text('证件号', 'Secret number')),
  field('lines', 'lines', text('明细', 'Lines'), {
    settings: { entity: 'account_line', parentField: 'account' },
  }),
];

const form: ClientLayout = {
  name: 'main',
  kind: 'form',
  recordTypes: [],
  tabs: [],
  sections: [
    section(
      'base',
      text('基本信息', 'General'),
      place('name', 'code', 'kind', 'level', 'parent', 'classes', 'industry', 'status', 'owner'),
    ),
    section(
      'contact',
      text('联系方式', 'Contact'),
      place('phone', 'email', 'website', 'uscc', 'address'),
    ),
    section(
      'business',
      text('经营信息', 'Business'),
      place('revenue', 'employees', 'discount', 'founded', 'next_visit', 'is_listed', 'stock_code'),
    ),
    section('notes', text('附件与备注', 'Notes'), place('note')),
  ],
  highlights: [],
  related: [],
  timeline: [],
};
const recordLayout: ClientLayout = {
  ...form,
  name: 'page',
  kind: 'record',
  highlights: ['owner', 'level', 'revenue', 'next_visit'],
  stage: 'status',
  related: [
    {
      name: 'contacts',
      label: text('联系人', 'Contacts'),
      entity: 'contact',
      field: 'account',
      columns: ['name', 'phone', 'email'],
    },
    {
      name: 'children',
      label: text('下级客户', 'Children'),
      entity: 'account',
      field: 'parent',
      columns: ['name', 'status', 'revenue'],
    },
  ],
};
const everything: ClientLayout = {
  ...form,
  name: 'everything',
  kind: 'form',
  sections: [
    section(
      'all',
      text('全部', 'Everything'),
      [...accountFields, ...moreFields].map(({ name }) => ({ name, span: 1 })),
    ),
  ],
};

function view(name: string, label: Text, extra: Partial<ClientView> = {}): ClientView {
  const paths = [
    'name',
    'status',
    'level',
    'owner',
    'industry',
    'address',
    'revenue',
    'employees',
    'founded',
    'next_visit',
  ];
  return {
    name,
    kind: 'table',
    label,
    default: name === 'all',
    columns: paths.map((path) => ({ path })),
    card: ['status', 'owner', 'industry', 'revenue'],
    ...extra,
  };
}

export const entities: Record<string, ClientEntity> = {
  account: entity('account', text('客户', 'Accounts'), 'building-2', accountFields, {
    layouts: [form, recordLayout],
    subtitle: ['code'],
    views: [
      view('all', text('全部客户', 'All accounts')),
      view('lead', text('潜在', 'Leads'), { filter: { '==': [{ var: 'status' }, 'lead'] } }),
      view('won', text('已成交', 'Won')),
    ],
  }),
  contact: entity('contact', text('联系人', 'Contacts'), 'users', [
    field('name', 'text', text('姓名', 'Name'), { required: true }),
    field('account', 'reference', text('客户', 'Account'), { settings: { entity: 'account' } }),
    field('phone', 'phone', text('电话', 'Phone')),
    field('email', 'email', text('邮箱', 'E-mail')),
  ]),
  thing: entity(
    'thing',
    text('样本', 'Samples'),
    'flask-conical',
    [...accountFields, ...moreFields],
    { layouts: [everything] },
  ),
  account_line: entity('account_line', text('明细', 'Line'), 'list', [
    field('account', 'reference', text('客户', 'Account'), { settings: { entity: 'thing' } }),
    field('product', 'text', text('产品', 'Product'), { required: true }),
    field('quantity', 'integer', text('数量', 'Quantity')),
    field('price', 'money', text('单价', 'Price'), { settings: { currency: 'CNY' } }),
    field('amount', 'formula', text('金额', 'Amount'), {
      settings: {
        formula: { '*': [{ var: 'quantity' }, { var: 'price' }] },
        returns: 'decimal',
        scale: 2,
      },
    }),
  ]),
  user: entity('user', text('用户', 'Users'), 'user', [
    field('name', 'text', text('姓名', 'Name')),
    field('email', 'email', text('邮箱', 'E-mail')),
  ]),
};

export const model: ClientModel = {
  version: 1,
  hash: '1',
  locales: ['zh-CN', 'en'],
  settings: { currency: 'CNY' },
  entities: entities,
  menu: {
    groups: [
      {
        items: ['account', 'contact', 'thing'].flatMap((name) => {
          const each = entities[name];
          return each ? [{ name, label: each.labelPlural, icon: each.icon, entity: name }] : [];
        }),
      },
      {
        name: 'admin',
        label: text('管理', 'Administration'),
        items: [
          { name: 'user', label: text('用户', 'Users'), icon: 'users-round', entity: 'user' },
        ],
      },
    ],
  },
};

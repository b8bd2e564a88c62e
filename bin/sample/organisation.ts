// Describes the company itself: departments, people, sales teams and who owns a record.
import { int } from './chance.ts';
import type { City } from './places.ts';
import { date, mobile, type Row, spell } from './values.ts';

export const departments: Row[] = [
  { $key: 'hq', name: '总部', code: 'HQ', head: '@gm', order: 0 },
  { $key: 'sales', name: '销售中心', code: 'SALES', parent: '@hq', head: '@director', order: 10 },
  {
    $key: 'east',
    name: '华东销售部',
    code: 'SALES-EAST',
    parent: '@sales',
    head: '@east_lead',
    order: 11,
  },
  {
    $key: 'north',
    name: '华北销售部',
    code: 'SALES-NORTH',
    parent: '@sales',
    head: '@north_lead',
    order: 12,
  },
  {
    $key: 'south',
    name: '华南销售部',
    code: 'SALES-SOUTH',
    parent: '@sales',
    head: '@south_lead',
    order: 13,
  },
  {
    $key: 'service',
    name: '客户服务部',
    code: 'SERVICE',
    parent: '@hq',
    head: '@service_rep',
    order: 20,
  },
  {
    $key: 'marketing',
    name: '市场部',
    code: 'MARKETING',
    parent: '@hq',
    head: '@marketer',
    order: 30,
  },
  {
    $key: 'product',
    name: '产品部',
    code: 'PRODUCT',
    parent: '@hq',
    head: '@product_manager',
    order: 40,
  },
];
type Person = readonly [
  key: string,
  name: string,
  title: string,
  department: string,
  manager: string,
  roles: string,
];
const PEOPLE: readonly Person[] = [
  ['gm', '周敬之', '总经理', 'hq', '', 'executive'],
  ['director', '郑浩然', '销售总监', 'sales', 'gm', 'sales_supervisor'],
  ['east_lead', '林婉清', '华东大区经理', 'east', 'director', 'sales_supervisor sales_rep'],
  ['east_1', '孙晓彤', '客户经理', 'east', 'east_lead', 'sales_rep'],
  ['east_2', '李明哲', '客户经理', 'east', 'east_lead', 'sales_rep'],
  ['north_lead', '王志强', '华北大区经理', 'north', 'director', 'sales_supervisor sales_rep'],
  ['north_1', '赵雨桐', '客户经理', 'north', 'north_lead', 'sales_rep'],
  ['south_lead', '马俊杰', '华南大区经理', 'south', 'director', 'sales_supervisor sales_rep'],
  ['south_1', '黄文博', '客户经理', 'south', 'south_lead', 'sales_rep'],
  ['service_rep', '吴佳怡', '客户服务主管', 'service', 'gm', 'service_rep'],
  ['marketer', '许静怡', '市场经理', 'marketing', 'gm', 'marketing'],
  ['product_manager', '陈思远', '产品经理', 'product', 'gm', 'product_manager'],
];

export function makeUsers(): Row[] {
  return PEOPLE.map(([key, name, title, department, manager, roles], index) => ({
    $key: key,
    name,
    email: `${spell(name)}@example.com`,
    mobile: mobile(),
    employee_no: `E${String(index + 1).padStart(4, '0')}`,
    title,
    department: `@${department}`,
    departments: key === 'director' ? ['@sales', '@hq'] : [`@${department}`],
    manager: manager === '' ? undefined : `@${manager}`,
    roles: ['user', ...roles.split(' ')],
    locale: 'zh-CN',
    time_zone: 'Asia/Shanghai',
    active: true,
    hired_on: date(-int(400, 3000)),
  }));
}

export const TEAMS: Readonly<Record<City['team'], readonly string[]>> = {
  east: ['east_lead', 'east_1', 'east_1', 'east_2', 'east_2'],
  north: ['north_lead', 'north_1', 'north_1'],
  south: ['south_lead', 'south_1', 'south_1'],
};
const departmentOf = new Map(PEOPLE.map(([key, , , department]) => [key, department]));

/** Owner and the owner's department, as every record of the story has them. */
export const owned = (owner: string): Row => ({
  owner: `@${owner}`,
  department: `@${departmentOf.get(owner)}`,
});

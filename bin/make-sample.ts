// Writes the demonstration data of the default packs: a maker of automation equipment and its customers.
// The same seed gives the same files. All people, companies and numbers are made up.
// Run: node bin/bun.mjs bin/make-sample.ts
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pinyin } from 'pinyin-pro';

type Value = string | number | boolean | null | Value[] | { [key: string]: Value };
type Row = { [field: string]: Value | undefined };

const METADATA = join(dirname(dirname(fileURLToPath(import.meta.url))), 'metadata');
/** The day the story is told. */
const BASE = Date.UTC(2026, 10, 20);
const DAY = 86_400_000;

// ---- chance

let state = 20261120;
/** mulberry32: a number in [0, 1). */
function random(): number {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
const int = (from: number, to: number) => from + Math.floor(random() * (to - from + 1));
const chance = (share: number) => random() < share;
function pick<T>(list: readonly T[]): T {
  return list[Math.floor(random() * list.length)] as T;
}
/** One of the keys, as often as its weight says. */
function weighted<K extends string>(weights: Readonly<Record<K, number>>): K {
  const entries = Object.entries(weights) as [K, number][];
  let rest = random() * entries.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [key, weight] of entries) {
    rest -= weight;
    if (rest < 0) return key;
  }
  return (entries[0] as [K, number])[0];
}
function some<T>(list: readonly T[], count: number): T[] {
  const left = [...list];
  const chosen: T[] = [];
  while (chosen.length < count && left.length > 0)
    chosen.push(...left.splice(int(0, left.length - 1), 1));
  return chosen;
}

// ---- values

const date = (days: number) => new Date(BASE + days * DAY).toISOString().slice(0, 10);
/** A moment in office hours (UTC+8) of the day `days` from the base date. */
const moment = (days: number) =>
  new Date(BASE + days * DAY + int(60, 600) * 60_000)
    .toISOString()
    .replace(/:\d\d\.\d{3}Z$/, ':00.000Z');
const dayOf = (text: string) => Math.round((Date.parse(text.slice(0, 10)) - BASE) / DAY);
const money = (amount: number) => amount.toFixed(2);
const round = (amount: number, step: number) => Math.round(amount / step) * step;
const spell = (text: string) =>
  pinyin(text, { toneType: 'none', type: 'array' })
    .join('')
    .replace(/[^a-z]/gi, '')
    .toLowerCase();

const used = new Set<string>();
/** Makes values until one is new. */
function fresh(make: () => string): string {
  for (;;) {
    const value = make();
    if (used.has(value)) continue;
    used.add(value);
    return value;
  }
}
const digits = (count: number) => Array.from({ length: count }, () => int(0, 9)).join('');
const MOBILE_PREFIXES = [
  '133',
  '135',
  '136',
  '137',
  '138',
  '139',
  '150',
  '152',
  '158',
  '159',
  '177',
  '180',
  '186',
  '188',
  '189',
];
const mobile = () => fresh(() => pick(MOBILE_PREFIXES) + digits(8));
const landLine = (area: string) =>
  fresh(
    () =>
      `${area}-${int(2, 8)}${digits(area.length === 3 || area.startsWith('05') || area.startsWith('07') ? 7 : 6)}`,
  );

const USCC = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const USCC_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];
/** A unified social credit code (GB 32100-2015) registered in a district, with both check digits. */
function creditCode(district: string): string {
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
const value36 = (char: string) => Number.parseInt(char, 36);

// ---- words

interface City {
  readonly name: string;
  readonly district: string;
  readonly area: string;
  readonly at: readonly [number, number];
  readonly team: 'east' | 'north' | 'south';
  readonly weight: number;
}
const city = (
  name: string,
  district: string,
  area: string,
  lat: number,
  lng: number,
  team: City['team'],
  weight = 1,
): City => ({ name, district, area, at: [lat, lng], team, weight });
const CITIES: readonly City[] = [
  city('上海', '310115', '021', 31.22, 121.54, 'east', 4),
  city('上海', '310114', '021', 31.37, 121.27, 'east', 2),
  city('苏州', '320505', '0512', 31.33, 120.43, 'east', 4),
  city('昆山', '320583', '0512', 31.39, 120.98, 'east', 2),
  city('无锡', '320214', '0510', 31.53, 120.36, 'east', 3),
  city('常州', '320411', '0519', 31.83, 119.97, 'east', 2),
  city('南京', '320115', '025', 31.95, 118.84, 'east', 2),
  city('杭州', '330108', '0571', 30.21, 120.21, 'east', 3),
  city('宁波', '330203', '0574', 29.86, 121.55, 'east', 2),
  city('合肥', '340104', '0551', 31.85, 117.26, 'east', 2),
  city('青岛', '370212', '0532', 36.11, 120.47, 'north', 2),
  city('济南', '370102', '0531', 36.67, 117.08, 'north', 2),
  city('北京', '110114', '010', 40.22, 116.23, 'north', 2),
  city('北京', '110108', '010', 39.96, 116.3, 'north', 2),
  city('天津', '120116', '022', 39.02, 117.71, 'north', 3),
  city('石家庄', '130102', '0311', 38.04, 114.54, 'north'),
  city('沈阳', '210102', '024', 41.79, 123.4, 'north', 2),
  city('大连', '210211', '0411', 38.95, 121.53, 'north'),
  city('郑州', '410105', '0371', 34.8, 113.66, 'north', 2),
  city('西安', '610113', '029', 34.22, 108.95, 'north', 2),
  city('深圳', '440306', '0755', 22.56, 113.88, 'south', 3),
  city('深圳', '440305', '0755', 22.53, 113.93, 'south', 2),
  city('东莞', '441900', '0769', 23.02, 113.75, 'south', 3),
  city('广州', '440111', '020', 23.16, 113.27, 'south', 3),
  city('佛山', '440605', '0757', 23.03, 113.14, 'south', 3),
  city('厦门', '350211', '0592', 24.58, 118.1, 'south', 2),
  city('武汉', '420111', '027', 30.5, 114.34, 'south', 2),
  city('长沙', '430104', '0731', 28.24, 112.93, 'south', 2),
  city('成都', '510104', '028', 30.66, 104.08, 'south', 2),
  city('重庆', '500112', '023', 29.72, 106.63, 'south', 2),
];
const ALL_CITIES = CITIES.flatMap((one) => Array.from({ length: one.weight }, () => one));

interface Trade {
  readonly words: readonly string[];
  readonly industry: readonly string[];
  readonly isic: string;
  readonly naics: string;
  readonly roles: readonly string[];
  readonly type?: string;
}
const trade = (
  words: string,
  industry: string,
  isic: string,
  naics: string,
  roles: string,
  type?: string,
): Trade => ({
  words: words.split(' '),
  industry: industry.split(' '),
  isic,
  naics,
  roles: roles.split(' '),
  type,
});
const TRADES: readonly Trade[] = [
  trade('精密机械 数控机床', '3421 3484', '2822', '333517', 'equipment'),
  trade('精工模具 模具制造', '3525 3484', '2822', '333517', 'component'),
  trade('汽车零部件 汽车部件', '3670', '2930', '336390', 'component manufacturer'),
  trade('新能源汽车', '3612', '2910', '336110', 'manufacturer'),
  trade('动力电池 锂电科技', '3841', '2720', '335910', 'component manufacturer'),
  trade('光伏科技 太阳能设备', '3825', '2610', '334413', 'equipment manufacturer'),
  trade('半导体设备', '3562', '2829', '333242', 'equipment'),
  trade('电子科技 精密电子', '3982', '2610', '334418', 'component'),
  trade('电机制造 电机', '3812', '2710', '335312', 'component'),
  trade('电气设备 开关设备', '3823', '2710', '335313', 'manufacturer'),
  trade('阀门制造 流体控制', '3443', '2813', '332911', 'component'),
  trade('轴承科技 轴承制造', '3451', '2814', '332991', 'component'),
  trade('医疗器械 医疗设备', '3581', '2660', '334510', 'manufacturer'),
  trade('生物制药 生物医药', '2761', '2100', '325414', 'manufacturer end_user'),
  trade('食品机械 包装设备', '3467', '2829', '333993', 'equipment'),
  trade('食品 乳业', '1442', '1050', '311514', 'manufacturer end_user'),
  trade('塑胶制品 塑业', '2929', '2220', '326199', 'component'),
  trade('钢结构 金属制品', '3311', '2511', '332312', 'component'),
  trade('环保设备 环境科技', '3591', '2829', '333998', 'equipment'),
  trade('仪器仪表 测控技术', '4012', '2651', '334513', 'component'),
  trade('自动化设备 智能装备', '3491 3499', '2829', '333998', 'integrator equipment', 'integrator'),
  trade('自动化工程 系统集成', '6531', '6202', '541512', 'integrator', 'integrator'),
  trade('机电设备销售 工业品贸易', '5175', '4659', '423830', 'distributor', 'distributor'),
  trade('仓储物流 供应链', '5920', '5210', '493110', 'service end_user'),
];
const STYLES_A =
  '恒泰 云启 博远 天工 海纳 立达 正元 凯越 启明 瑞景 同创 嘉禾 宏图 盛世 聚力 华诚 鼎新 安信 科翔 明德 远景 卓越 金诺 德润 联创 思拓 创合 新锐 中铭 顺达 睿智 拓远 锦程 飞鸿 长风 汇泽 百川 东升 国瑞 泰和'.split(
    ' ',
  );
const STYLES_B =
  '天成 精诚 众合 腾达 永固 智联 高科 宇航 康泰 佳禾 力源 星辉 光华 旭日 方圆 合力 信达 创世 东方 华瑞'.split(
    ' ',
  );
const SURNAMES =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文'.split(
    '',
  );
const GIVEN_M =
  '伟 强 磊 军 勇 杰 涛 斌 鹏 辉 建国 志强 文博 浩然 俊杰 明哲 思远 子轩 宇航 立新 海峰 国栋 永康 德胜 晓东 家豪 振华 少华 一鸣 天佑 嘉诚 世昌 金生 春生 学文 建平 卫东 长江 庆华 培元'.split(
    ' ',
  );
const GIVEN_F =
  '芳 娜 敏 静 丽 娟 霞 燕 玲 婷 雨桐 婉清 佳怡 晓彤 思琪 雅文 梦洁 欣怡 静怡 慧敏 秀英 春梅 海燕 丽华 晓燕 玉兰 雪梅 文静 诗涵 若曦'.split(
    ' ',
  );

const LAST = SURNAMES.length - 1;
function personName(gender: 'male' | 'female'): string {
  // The commonest surnames stand first and are taken more often.
  const surname = SURNAMES[Math.floor(random() * random() * LAST)] as string;
  return surname + pick(gender === 'male' ? GIVEN_M : GIVEN_F);
}

// ---- organisation

const departments: Row[] = [
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
const users: Row[] = PEOPLE.map(([key, name, title, department, manager, roles], index) => ({
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
const TEAMS: Readonly<Record<City['team'], readonly string[]>> = {
  east: ['east_lead', 'east_1', 'east_1', 'east_2', 'east_2'],
  north: ['north_lead', 'north_1', 'north_1'],
  south: ['south_lead', 'south_1', 'south_1'],
};
const departmentOf = new Map(PEOPLE.map(([key, , , department]) => [key, department]));
/** Owner and the owner's department, as every record of the story has them. */
const owned = (owner: string): Row => ({
  owner: `@${owner}`,
  department: `@${departmentOf.get(owner)}`,
});

// ---- products

type Item = readonly [
  name: string,
  model: string,
  category: string,
  unit: string,
  price: number,
  share: number,
];
const GOODS: readonly Item[] = [
  ['六轴工业机器人 6kg', 'HR6-900', 'robot_arm', 'unit', 86000, 0.66],
  ['六轴工业机器人 10kg', 'HR10-1400', 'robot_arm', 'unit', 118000, 0.65],
  ['六轴工业机器人 20kg', 'HR20-1700', 'robot_arm', 'unit', 156000, 0.64],
  ['六轴工业机器人 50kg', 'HR50-2100', 'robot_arm', 'unit', 228000, 0.63],
  ['六轴工业机器人 165kg', 'HR165-2650', 'robot_arm', 'unit', 368000, 0.62],
  ['SCARA 机器人 3kg', 'HS3-400', 'robot_scara', 'unit', 42000, 0.64],
  ['SCARA 机器人 6kg', 'HS6-600', 'robot_scara', 'unit', 49800, 0.64],
  ['SCARA 机器人 20kg', 'HS20-1000', 'robot_scara', 'unit', 76000, 0.63],
  ['协作机器人 5kg', 'HC5', 'robot_cobot', 'unit', 98000, 0.6],
  ['协作机器人 12kg', 'HC12', 'robot_cobot', 'unit', 138000, 0.6],
  ['潜伏式搬运机器人 600kg', 'HM600', 'robot_mobile', 'unit', 126000, 0.66],
  ['叉车式搬运机器人 1.5t', 'HM1500F', 'robot_mobile', 'unit', 268000, 0.67],
  ['伺服驱动器 0.4kW', 'SD-04A', 'motion_servo', 'set', 1980, 0.58],
  ['伺服驱动器 1.0kW', 'SD-10A', 'motion_servo', 'set', 2860, 0.58],
  ['伺服驱动器 3.0kW', 'SD-30B', 'motion_servo', 'set', 5680, 0.57],
  ['伺服电机 0.4kW', 'SM-04', 'motion_servo', 'unit', 1560, 0.6],
  ['伺服电机 1.0kW', 'SM-10', 'motion_servo', 'unit', 2380, 0.6],
  ['伺服电机 3.0kW', 'SM-30', 'motion_servo', 'unit', 4860, 0.59],
  ['小型可编程控制器', 'PC-S24', 'motion_controller', 'unit', 1680, 0.5],
  ['中型可编程控制器', 'PC-M64', 'motion_controller', 'unit', 6800, 0.5],
  ['运动控制器 16 轴', 'MC-16E', 'motion_controller', 'unit', 12800, 0.48],
  ['运动控制器 32 轴', 'MC-32E', 'motion_controller', 'unit', 21600, 0.48],
  ['人机界面 10 英寸', 'HMI-10', 'motion_controller', 'unit', 3280, 0.55],
  ['谐波减速机 17 型', 'HD-17', 'motion_reducer', 'unit', 1980, 0.62],
  ['谐波减速机 25 型', 'HD-25', 'motion_reducer', 'unit', 3260, 0.62],
  ['行星减速机 90 法兰', 'PG-90', 'motion_reducer', 'unit', 1280, 0.6],
  ['变频器 7.5kW', 'VF-7R5', 'motion_drive', 'unit', 3480, 0.6],
  ['变频器 37kW', 'VF-37', 'motion_drive', 'unit', 12600, 0.6],
  ['变频器 110kW', 'VF-110', 'motion_drive', 'unit', 38800, 0.61],
  ['工业相机 500 万像素', 'VC-500', 'sensor_vision', 'unit', 4980, 0.45],
  ['工业相机 2000 万像素', 'VC-2000', 'sensor_vision', 'unit', 16800, 0.45],
  ['三维视觉系统', 'V3D-1', 'sensor_vision', 'set', 86000, 0.46],
  ['视觉检测工作站', 'VS-200', 'sensor_vision', 'set', 168000, 0.5],
  ['激光位移传感器', 'LS-30', 'sensor_laser', 'piece', 5600, 0.44],
  ['激光雷达 270°', 'LR-270', 'sensor_laser', 'piece', 12800, 0.5],
  ['光电传感器', 'PE-18', 'sensor_proximity', 'piece', 168, 0.42],
  ['接近传感器', 'PX-12', 'sensor_proximity', 'piece', 98, 0.42],
  ['压力传感器', 'PT-100', 'sensor_proximity', 'piece', 680, 0.45],
  ['柔性装配线（6 工位）', 'AL-06', 'line_assembly', 'set', 1280000, 0.7],
  ['柔性装配线（12 工位）', 'AL-12', 'line_assembly', 'set', 2360000, 0.7],
  ['弧焊工作站', 'WC-A1', 'line_welding', 'set', 368000, 0.68],
  ['点焊工作站', 'WC-S1', 'line_welding', 'set', 586000, 0.68],
  ['激光焊接工作站', 'WC-L1', 'line_welding', 'set', 896000, 0.69],
  ['码垛工作站', 'PK-P1', 'line_packing', 'set', 428000, 0.67],
  ['装箱工作站', 'PK-B1', 'line_packing', 'set', 396000, 0.67],
  ['立体仓库（2000 货位）', 'WL-2000', 'line_logistics', 'set', 3280000, 0.74],
  ['输送分拣系统', 'WL-S1', 'line_logistics', 'set', 986000, 0.72],
  ['机器人维护备件包', 'SP-R', 'service_spare', 'set', 12800, 0.5],
  ['伺服备件包', 'SP-S', 'service_spare', 'set', 4800, 0.5],
  ['控制柜', 'CB-01', 'motion_controller', 'set', 26800, 0.7],
];
const SOFTWARE: readonly Item[] = [
  ['制造执行系统 标准版', 'MES-STD', 'software_mes', 'set', 380000, 0.2],
  ['制造执行系统 企业版', 'MES-ENT', 'software_mes', 'set', 860000, 0.2],
  ['仓储管理系统', 'WMS-STD', 'software_wms', 'set', 260000, 0.2],
  ['设备联网平台', 'IOT-100', 'software_iot', 'set', 186000, 0.22],
  ['视觉检测软件授权', 'VIS-LIC', 'sensor_vision', 'licence', 28000, 0.15],
  ['离线编程软件授权', 'OLP-LIC', 'robot_arm', 'licence', 36000, 0.15],
];
const SERVICES: readonly Item[] = [
  ['年度维保（银牌）', 'SV-SILVER', 'service_maintenance', 'year', 48000, 0.45],
  ['年度维保（金牌）', 'SV-GOLD', 'service_maintenance', 'year', 98000, 0.45],
  ['机器人操作培训', 'TR-OP', 'service_training', 'day', 3200, 0.4],
  ['现场实施', 'EN-SITE', 'service_engineering', 'day', 2800, 0.55],
  ['产线规划咨询', 'EN-PLAN', 'service_engineering', 'day', 4600, 0.5],
  ['旧线改造服务', 'EN-RETRO', 'service_engineering', 'set', 128000, 0.62],
];
const priceOf = new Map<string, number>();
const productKinds = { goods: GOODS, software: SOFTWARE, service: SERVICES } as const;
function makeProducts(): Row[] {
  return (Object.keys(productKinds) as (keyof typeof productKinds)[]).flatMap((kind) =>
    productKinds[kind].map(([name, model, category, unit, price, share]) => {
      priceOf.set(model, price);
      const retired = model === 'VF-110' || model === 'PC-S24';
      return {
        $key: `p_${model.toLowerCase()}`,
        name,
        model,
        category,
        kind,
        unit,
        brand: kind === 'goods' ? '衡拓' : undefined,
        list_price: money(price),
        cost: money(round(price * share, 0.01)),
        tax_rate: kind === 'goods' ? '13' : '6',
        active: !retired,
        launched_on: date(-int(300, 1800)),
        retired_on: retired ? date(-40) : undefined,
        lead_time_days: kind === 'goods' ? (price > 300000 ? int(60, 120) : int(7, 45)) : undefined,
        warranty_months: kind === 'goods' ? 12 : kind === 'software' ? 24 : undefined,
        tags: price > 300000 ? ['项目型'] : price < 3000 ? ['标准件'] : undefined,
        spec: specOf(name),
      };
    }),
  );
}
function specOf(name: string): Value | undefined {
  const measure = /([\d.]+)\s*(kg|kW|t|万像素|英寸|轴)/.exec(name);
  return measure
    ? { 规格: `${measure[1]} ${measure[2]}`, 防护等级: pick(['IP54', 'IP65', 'IP67']) }
    : undefined;
}
const products = makeProducts();
const ACTIVE_MODELS = [...priceOf.keys()].filter(
  (model) => model !== 'VF-110' && model !== 'PC-S24',
);
const cheap = ACTIVE_MODELS.filter((model) => (priceOf.get(model) ?? 0) < 30000);
const middle = ACTIVE_MODELS.filter(
  (model) => (priceOf.get(model) ?? 0) >= 30000 && (priceOf.get(model) ?? 0) < 300000,
);
const large = ACTIVE_MODELS.filter((model) => (priceOf.get(model) ?? 0) >= 300000);
const services = SERVICES.map(([, model]) => model);

type PriceList = readonly [
  key: string,
  name: string,
  levels: string,
  factor: number,
  from: number,
  until: number | undefined,
  models: readonly string[],
];
const PRICE_LISTS: readonly PriceList[] = [
  ['standard', '2026 标准价格表', 'A B C D', 1, -324, 41, ACTIVE_MODELS],
  ['key', '2026 战略客户价格表', 'A', 0.9, -324, 41, [...middle, ...large]],
  ['dealer', '2026 经销商价格表', 'A B C', 0.82, -324, undefined, [...cheap, ...middle]],
];
const priceLists: Row[] = PRICE_LISTS.map(([key, name, levels, , from, until]) => ({
  $key: `pl_${key}`,
  name,
  code: `PL-2026-${key.toUpperCase()}`,
  currency: 'CNY',
  levels: levels.split(' '),
  types: key === 'dealer' ? ['distributor', 'agent', 'integrator'] : undefined,
  valid_from: date(from),
  valid_until: until === undefined ? undefined : date(until),
  active: true,
}));
const priceListLines: Row[] = PRICE_LISTS.flatMap(([key, , , factor, , , models]) =>
  models.map((model) => ({
    price_list: `@pl_${key}`,
    product: `@p_${model.toLowerCase()}`,
    price: money(round((priceOf.get(model) ?? 0) * factor, 1)),
    min_quantity: '1.00',
  })),
);

// ---- competitors

type Rival = readonly [
  name: string,
  short: string,
  threat: string,
  region: string,
  categories: string,
  share: number,
];
const RIVALS: readonly Rival[] = [
  ['北辰智控股份有限公司', '北辰智控', 'high', '110108', 'robot motion', 14.5],
  ['蓝鲸机器人有限公司', '蓝鲸机器人', 'high', '310114', 'robot', 11.2],
  ['南粤精控科技有限公司', '南粤精控', 'medium', '440306', 'motion_servo motion_drive', 8.4],
  ['恒星伺服技术有限公司', '恒星伺服', 'medium', '330108', 'motion_servo', 6.1],
  ['千目视觉科技有限公司', '千目视觉', 'high', '320505', 'sensor_vision', 9.8],
  ['云梯物流装备有限公司', '云梯物流', 'medium', '320214', 'line_logistics robot_mobile', 7.3],
  ['工匠云软件有限公司', '工匠云', 'medium', '330110', 'software', 5.6],
  ['北方焊接装备有限公司', '北方焊接', 'low', '210102', 'line_welding', 3.2],
  ['欧泰自动化（中国）有限公司', '欧泰', 'high', '310115', 'robot motion sensor', 18.6],
  ['樱井电机（上海）有限公司', '樱井', 'medium', '310115', 'motion_servo motion_controller', 12.3],
  ['智造家系统集成有限公司', '智造家', 'low', '440305', 'line', 2.4],
  ['迅捷传感器有限公司', '迅捷传感', 'low', '340104', 'sensor_proximity sensor_laser', 2.9],
];
const competitors: Row[] = RIVALS.map(
  ([name, short, threat, region, categories, share], index) => ({
    $key: `rival_${index + 1}`,
    name,
    short_name: short,
    threat,
    region,
    categories: categories.split(' '),
    market_share: share.toFixed(1),
    website: `https://www.${spell(short)}.example.com`,
    strengths: pick([
      '价格低，渠道覆盖广',
      '品牌知名度高，高端客户案例多',
      '交期短，本地服务快',
      '软硬件一体，方案完整',
    ]),
    weaknesses: pick([
      '售后响应慢',
      '定制能力弱，交付周期长',
      '价格高，备件贵',
      '产品线单一，依赖集成商',
    ]),
    strategy: pick([
      '以整线交付和本地服务为主打，避免单纯比价',
      '突出全生命周期成本，提供试用与节拍验证',
      '提前介入需求定义，用行业案例锁定技术标准',
    ]),
  }),
);

// ---- accounts

interface Account {
  readonly key: string;
  readonly row: Row;
  readonly city: City;
  readonly owner: string;
  readonly trade?: Trade;
  readonly short: string;
  readonly created: number;
  readonly stage: string;
  readonly level: string;
  readonly contacts: string[];
}
const STAGES = { potential: 18, following: 28, won: 26, key: 12, dormant: 10, lost: 6 } as const;
const SOURCES = {
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
const sourceNote = (source: string) => SOURCE_NOTES[source] && pick(SOURCE_NOTES[source]);
const ROADS =
  '人民路 建设路 创新大道 科技路 工业园路 滨河路 兴业路 望江路 长江路 黄河路 新华路 迎宾大道 春申路 高新大道 富民路'.split(
    ' ',
  );
const address = (place: City): Value => ({
  country: 'CN',
  region: place.district,
  detail: `${pick(ROADS)} ${int(1, 998)} 号${chance(0.4) ? ` ${int(1, 9)} 幢` : ''}`,
  postcode: null,
});
const location = (place: City): Value => ({
  lat: Number((place.at[0] + (random() - 0.5) * 0.12).toFixed(5)),
  lng: Number((place.at[1] + (random() - 0.5) * 0.12).toFixed(5)),
});
const BANKS = '中国工商银行 中国建设银行 中国农业银行 中国银行 招商银行 交通银行'.split(' ');

function makeCompany(index: number): Account {
  const place = pick(ALL_CITIES);
  const business = pick(TRADES);
  const word = pick(business.words);
  const style = fresh(() => (chance(0.75) ? pick(STYLES_A) : '') + pick(STYLES_B)).replace(
    /^$/,
    '天成',
  );
  const name = `${place.name}${style}${word}${chance(0.12) ? '股份' : ''}有限公司`;
  const stage = weighted(STAGES);
  const level = stage === 'key' ? weighted({ A: 6, B: 4 }) : weighted({ A: 1, B: 4, C: 8, D: 3 });
  const created = -int(10, 900);
  const owner = pick(TEAMS[place.team]);
  const key = `a${index}`;
  const row = {
    ...companyFacts({ place, business, style, level }),
    ...standing(stage, created),
    ...credit(level, name, place),
    $key: key,
    record_type: 'company',
    name,
    level,
    ...owned(owner),
    created_at: moment(created),
  };
  return {
    key,
    row,
    city: place,
    owner,
    trade: business,
    short: place.name + style,
    created,
    stage,
    level,
    contacts: [],
  };
}
interface Facts {
  readonly place: City;
  readonly business: Trade;
  readonly style: string;
  readonly level: string;
}
function companyFacts({ place, business, style, level }: Facts): Row {
  const size = { A: 1200, B: 420, C: 150, D: 45 }[level] ?? 100;
  const employees = Math.max(8, Math.round(size * (0.4 + random() * 1.6)));
  return {
    short_name: place.name + style,
    uscc: creditCode(place.district),
    type: business.type ?? 'direct',
    rating: chance(0.6) ? int(2, 5) : undefined,
    industry: [...business.industry],
    segments: chance(0.35)
      ? [`industry_isic:${business.isic}`, `industry_naics:${business.naics}`]
      : undefined,
    supply_chain_roles: [...business.roles],
    region: place.district,
    address: address(place),
    location: location(place),
    phone: landLine(place.area),
    email: `info@${spell(style)}.example.com`,
    website: `https://www.${spell(style)}.example.com`,
    nature: weighted({ private: 60, state: 12, foreign: 10, joint: 10, individual: 3 }),
    employees,
    annual_revenue: money(round(employees * int(300000, 1200000), 10000)),
    registered_capital: money(pick([1, 2, 5, 10, 20, 30, 50, 100]) * 1000000),
    legal_representative: personName(chance(0.75) ? 'male' : 'female'),
    founded_on: date(-int(1200, 9000)),
    tags: chance(0.5)
      ? some(
          ['重点行业', '老客户', '有扩产计划', '价格敏感', '决策快', '示范客户', '需培育'],
          int(1, 2),
        )
      : undefined,
    remark: chance(0.2)
      ? pick([
          '年度框架客户，按季度对账。',
          '二期厂房明年投产，关注扩产需求。',
          '采购流程较长，需提前准备资质文件。',
          '对交期要求高，备货需提前。',
        ])
      : undefined,
  };
}
/** Stage, source and what follows from them. */
function standing(stage: string, created: number): Row {
  const source = weighted(SOURCES);
  const churned = Math.min(-5, created + int(120, 500));
  return {
    stage,
    source,
    source_note: sourceNote(source),
    value_tier: {
      potential: undefined,
      following: 'growing',
      won: pick(['growing', 'one_time', 'low_value']),
      key: 'loyal',
      dormant: 'at_risk',
      lost: 'low_value',
    }[stage],
    next_contact_at:
      ['following', 'key', 'won'].includes(stage) && chance(0.8) ? moment(int(-3, 25)) : undefined,
    churn_reason:
      stage === 'lost'
        ? pick(['price', 'competitor', 'service', 'no_demand', 'closed', 'relation'])
        : undefined,
    churned_on: stage === 'lost' ? date(churned) : undefined,
  };
}
function credit(level: string, name: string, place: City): Row {
  if (!chance(level === 'A' ? 1 : 0.6)) return { invoice_type: 'digital_special' };
  const rating =
    level === 'A' ? pick(['AAA', 'AA']) : weighted({ AAA: 1, AA: 4, A: 6, B: 3, C: 1 });
  const terms =
    rating === 'C'
      ? ['prepaid']
      : rating === 'B'
        ? ['prepaid', 'cash_on_delivery', 'stages_361']
        : ['stages_361', 'net_30', 'net_60'];
  const limit = { AAA: 5000000, AA: 2000000, A: 800000, B: 200000 }[rating];
  return {
    credit_level: rating,
    credit_limit: limit === undefined ? undefined : money(limit),
    payment_terms: pick(terms),
    invoice_type: 'digital_special',
    invoice_title: name,
    bank_name: `${pick(BANKS)}${place.name}分行`,
    bank_account: `6222${digits(15)}`,
  };
}
function makePerson(index: number): Account {
  const place = pick(ALL_CITIES);
  const gender = chance(0.7) ? 'male' : 'female';
  const name = personName(gender);
  const stage = weighted({ potential: 3, following: 4, won: 5, dormant: 2 });
  const level = pick(['C', 'D']);
  const created = -int(10, 700);
  const owner = pick(TEAMS[place.team]);
  const key = `a${index}`;
  const row: Row = {
    ...standing(stage, created),
    $key: key,
    record_type: 'person',
    name,
    level,
    gender,
    birthday: date(-int(9000, 20000)),
    phone: mobile(),
    region: place.district,
    address: address(place),
    invoice_type: 'digital_normal',
    ...owned(owner),
    created_at: moment(created),
  };
  return { key, row, city: place, owner, short: name, created, stage, level, contacts: [] };
}
const accounts: Account[] = Array.from({ length: 340 }, (_, index) =>
  index % 17 === 16 ? makePerson(index + 1) : makeCompany(index + 1),
);
const companies = accounts.filter((account) => account.trade);
/** Branches below the big ones, referrals from old customers: always to a record that stands earlier in the file. */
function relateAccounts(): void {
  companies.forEach((account, index) => {
    const earlier = companies.slice(0, index);
    if (index > 20 && chance(0.08))
      account.row.parent = `@${pick(earlier.filter((other) => other.level === 'A' || other.level === 'B')).key}`;
    if (index > 5 && account.row.source === 'referral')
      account.row.referrer = `@${pick(earlier).key}`;
  });
}
relateAccounts();

const accountByKey = new Map(accounts.map((account) => [`@${account.key}`, account]));

// ---- contacts

const POSTS: readonly (readonly [title: string, division: string, role: string, isKey: boolean])[] =
  [
    ['总经理', '总经办', 'decision_maker', true],
    ['副总经理', '总经办', 'economic_buyer', true],
    ['采购经理', '采购部', 'procurement', true],
    ['采购工程师', '采购部', 'procurement', false],
    ['设备部经理', '设备部', 'technical', true],
    ['设备工程师', '设备部', 'user', false],
    ['生产总监', '生产部', 'influencer', true],
    ['车间主任', '生产部', 'user', false],
    ['工艺工程师', '工艺部', 'technical', false],
    ['信息部经理', '信息部', 'technical', false],
    ['财务经理', '财务部', 'gatekeeper', false],
    ['质量经理', '质量部', 'influencer', false],
  ];
const contacts: Row[] = [];
function makeContact(
  account: Account,
  superior: string | undefined,
  post: (typeof POSTS)[number],
): string {
  const gender = chance(0.68) ? 'male' : 'female';
  const name = personName(gender);
  const [title, division, role, isKey] = post;
  const key = `c${contacts.length + 1}`;
  const left = chance(0.04);
  contacts.push({
    $key: key,
    name,
    account: `@${account.key}`,
    division,
    title,
    status: left ? 'left' : 'active',
    left_on: left ? date(-int(10, 300)) : undefined,
    is_key: isKey,
    decision_role: role,
    attitude: weighted({ support: 3, lean_support: 4, neutral: 5, oppose: 1, unknown: 3 }),
    reports_to: superior && chance(0.6) ? `@${superior}` : undefined,
    gender,
    birthday: chance(0.4) ? date(-int(9000, 20000)) : undefined,
    mobile: mobile(),
    phone: chance(0.3) ? landLine(account.city.area) : undefined,
    email: `${spell(name)}${contacts.length + 1}@example.com`,
    wechat: chance(0.4) ? `wx_${spell(name)}${int(10, 99)}` : undefined,
    channel: weighted({ phone: 4, wechat: 5, email: 2 }),
    hobbies: chance(0.15)
      ? some(['羽毛球', '跑步', '茶', '摄影', '钓鱼', '篮球', '书法'], int(1, 2))
      : undefined,
    ...owned(account.owner),
    created_at: moment(Math.min(-1, account.created + int(0, 60))),
  });
  return key;
}
function makeContacts(): void {
  for (const account of companies) {
    const posts = some(
      POSTS,
      { A: int(3, 5), B: int(2, 4), C: int(1, 3), D: int(1, 2) }[account.level] ?? 1,
    );
    for (const post of posts)
      account.contacts.push(makeContact(account, account.contacts[0], post));
  }
}
makeContacts();

// ---- opportunities

const opportunities: Row[] = [];
const lines: Row[] = [];
const OPEN_STAGES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  standard: { initial: 20, needs: 25, proposal: 30, negotiation: 25 },
  project: { initial: 10, visit: 15, trust: 15, needs: 20, solution: 20, proposal: 20 },
  renewal: { initial: 30, proposal: 40, negotiation: 30 },
};
const PROBABILITY: Readonly<Record<string, number>> = {
  initial: 10,
  visit: 20,
  trust: 30,
  needs: 40,
  solution: 50,
  proposal: 60,
  negotiation: 80,
  won: 100,
  satisfied: 100,
  lost: 0,
};
const SUBJECTS: Readonly<Record<string, readonly string[]>> = {
  standard: [
    '伺服系统采购',
    '上下料机器人',
    '视觉检测项目',
    '搬运机器人采购',
    '备件集采',
    '控制系统升级',
    '协作机器人试点',
  ],
  project: [
    '二期产线自动化',
    '智能工厂规划',
    '焊接车间改造',
    '立体仓库建设',
    '柔性装配线',
    '数字化车间一期',
  ],
  renewal: ['2026 年度维保', '2027 年度维保', '维保续约', '培训服务包'],
};
/** Products of one opportunity; gives back their total. */
function makeLines(opportunity: string, recordType: string): number {
  const count = int(1, 4);
  const from =
    recordType === 'project'
      ? [...some(large, 1), ...some([...middle, 'MES-STD', 'EN-SITE'], count - 1)]
      : recordType === 'renewal'
        ? some(services, Math.min(count, 2))
        : [...some(middle, 1), ...some(cheap, count - 1)];
  let total = 0;
  for (const model of from) {
    const price = priceOf.get(model) ?? 0;
    const quantity =
      price >= 300000
        ? 1
        : price > 30000
          ? int(1, 6)
          : recordType === 'renewal'
            ? int(1, 3)
            : int(2, 30);
    const discount = weighted({ '0': 4, '3': 2, '5': 4, '8': 2, '10': 2, '15': 1 });
    total += Math.round(quantity * price * (100 - Number(discount))) / 100;
    lines.push({
      opportunity: `@${opportunity}`,
      product: `@p_${model.toLowerCase()}`,
      quantity: quantity.toFixed(2),
      unit_price: money(price),
      discount: Number(discount).toFixed(2),
    });
  }
  return total;
}
const WIN_SHARE: Readonly<Record<string, number>> = {
  potential: 0,
  following: 0,
  won: 0.6,
  key: 0.75,
  dormant: 0.4,
  lost: 0.2,
};
function makeOpportunity(account: Account, isCertain: boolean): void {
  const recordType = weighted({ standard: 62, project: 24, renewal: 14 });
  const isProspect = account.stage === 'following' || account.stage === 'potential';
  const created = Math.max(account.created, -int(3, isProspect ? 260 : 620));
  const age = -created;
  const isOver =
    ['dormant', 'lost'].includes(account.stage) ||
    chance(age > 240 ? 0.85 : age > 120 ? 0.35 : 0.08);
  const isClosed = isCertain || isOver;
  const isWon = isCertain || (isClosed && chance(WIN_SHARE[account.stage] ?? 0));
  const stage = !isClosed
    ? weighted(OPEN_STAGES[recordType] ?? { initial: 1 })
    : !isWon
      ? 'lost'
      : recordType === 'project' && chance(0.5)
        ? 'satisfied'
        : 'won';
  const key = `o${opportunities.length + 1}`;
  const total = makeLines(key, recordType);
  const closedOn = Math.min(-1, created + int(20, 150));
  opportunities.push({
    $key: key,
    record_type: recordType,
    name: `${account.short}-${pick(SUBJECTS[recordType] ?? ['采购'])}`,
    account: `@${account.key}`,
    contact: account.contacts.length > 0 ? `@${pick(account.contacts)}` : undefined,
    stage,
    amount: money(total),
    probability: String(PROBABILITY[stage] ?? 10),
    expected_close_on: isClosed
      ? date(Math.max(created + 1, closedOn + int(-20, 20)))
      : date(int(-12, 120)),
    kind: recordType === 'renewal' ? 'renewal' : weighted({ new: 5, expansion: 3, replacement: 2 }),
    source: account.row.source,
    price_list: account.level === 'A' ? '@pl_key' : '@pl_standard',
    budget: chance(0.4) ? money(round(total * (0.95 + random() * 0.3), 1000)) : undefined,
    ...(isClosed ? closing(stage, recordType, closedOn) : pursuing(stage)),
    ...content(recordType),
    competitors:
      chance(0.55) || stage === 'lost'
        ? some(competitors, int(1, 2)).map((rival) => `@${rival.$key}`)
        : undefined,
    team: recordType === 'project' ? ['@product_manager', '@service_rep'] : undefined,
    ...owned(account.owner),
    created_at: moment(created),
  });
}
function content(recordType: string): Row {
  if (recordType === 'renewal') return {};
  const needs = pick([
    '现有产线人工上下料，节拍 18 秒，希望降到 12 秒并减少 6 名操作工。',
    '新厂房投产，需要完整的物流与装配自动化方案。',
    '产品换型频繁，要求 30 分钟内完成换线。',
    '客户要求全流程追溯，需要与现有系统对接。',
    '焊接质量不稳定，返修率 4%，目标降到 1% 以内。',
  ]);
  return recordType === 'project'
    ? {
        needs,
        solution: pick([
          '两段式柔性线，六轴机器人上下料，视觉定位，制造执行系统统一调度。',
          '分三期建设：先单机自动化，再联线，最后上仓储物流。',
          '采用模块化工作站，预留扩展工位，四个月交付。',
        ]),
      }
    : chance(0.6)
      ? { needs }
      : {};
}
function closing(stage: string, recordType: string, closedOn: number): Row {
  if (stage !== 'lost')
    return {
      closed_on: date(closedOn),
      win_reason: some(['product', 'price', 'service', 'relation', 'brand', 'delivery'], int(1, 2)),
      satisfaction: recordType === 'project' && stage === 'satisfied' ? int(3, 5) : undefined,
    };
  const reason = weighted({
    price: 28,
    competitor: 30,
    function: 8,
    delivery: 8,
    cancelled: 14,
    budget: 8,
    relation: 4,
  });
  return {
    closed_on: date(closedOn),
    lost_reason: reason,
    lost_to: reason === 'competitor' ? `@${pick(competitors).$key}` : undefined,
    lost_note: chance(0.4)
      ? pick([
          '方案认可，价格高出对手 12%。',
          '介入太晚，技术标准已定。',
          '客户项目推迟到明年，保持跟踪。',
          '缺少同行业案例，信任不足。',
        ])
      : undefined,
  };
}
function pursuing(stage: string): Row {
  return {
    forecast: { proposal: 'best_case', negotiation: 'commit' }[stage] ?? 'pipeline',
    next_contact_at: chance(0.8) ? moment(int(-4, 20)) : undefined,
    next_step: pick([
      '安排现场勘查，确认节拍与工件',
      '提交技术方案并约评审会',
      '报价沟通，争取进入短名单',
      '推动样机测试',
      '约客户高层参观示范线',
      '跟进合同条款',
    ]),
  };
}
/** Every customer has bought once; the other deals fall where work goes on. */
function makeOpportunities(): void {
  const customers = companies.filter(({ stage }) => ['won', 'key', 'dormant'].includes(stage));
  for (const account of customers) makeOpportunity(account, true);
  const others = companies.filter(({ stage }) => stage !== 'potential');
  const prospects = companies.filter(({ stage }) => stage === 'potential' || stage === 'following');
  while (opportunities.length < 460)
    makeOpportunity(pick(chance(0.45) ? prospects : others), false);
}
makeOpportunities();

// ---- leads

const leads: Row[] = [];
function makeLead(index: number): void {
  const place = pick(ALL_CITIES);
  const business = pick(TRADES);
  const style = fresh(() => pick(STYLES_A) + pick(STYLES_A));
  const gender = chance(0.7) ? 'male' : 'female';
  const name = personName(gender);
  const status = weighted({ new: 30, contacting: 30, qualified: 14, converted: 14, invalid: 12 });
  const source = weighted({
    website: 30,
    search: 20,
    wechat: 12,
    exhibition: 18,
    cold_call: 8,
    campaign: 12,
  });
  const created = -int(status === 'new' ? 0 : 8, status === 'new' ? 12 : 180);
  const isOpen = status === 'new' || status === 'contacting' || status === 'qualified';
  const temperature = weighted(
    status === 'qualified' ? { hot: 6, warm: 3 } : { hot: 1, warm: 4, cold: 4 },
  );
  leads.push({
    $key: `l${index}`,
    company: `${place.name}${style}${pick(business.words)}有限公司`,
    name,
    title: pick(['采购经理', '设备部经理', '总经理', '工程师', '生产经理', '项目经理']),
    mobile: mobile(),
    email: chance(0.5) ? `${spell(name)}.${index}@example.com` : undefined,
    status,
    temperature: temperature as string,
    source,
    source_note: sourceNote(source),
    score: { hot: int(75, 96), warm: int(50, 78), cold: int(15, 52) }[temperature as 'hot'],
    industry: business.industry[0],
    region: place.district,
    employees: chance(0.4) ? int(20, 900) : undefined,
    demand:
      status === 'qualified' || status === 'converted' || chance(0.5) ? pick(DEMANDS) : undefined,
    products: chance(0.5)
      ? some(ACTIVE_MODELS, int(1, 2)).map((model) => `@p_${model.toLowerCase()}`)
      : undefined,
    budget: chance(0.3) ? money(int(5, 200) * 10000) : undefined,
    horizon: weighted({ one_month: 1, three_months: 4, half_year: 4, one_year: 2, unknown: 3 }),
    next_contact_at: isOpen && status !== 'new' ? moment(int(-2, 14)) : undefined,
    invalid_reason:
      status === 'invalid'
        ? pick(['no_demand', 'wrong_number', 'not_decision', 'no_budget', 'competitor'])
        : undefined,
    ...owned(status === 'new' && chance(0.4) ? 'marketer' : pick(TEAMS[place.team])),
    created_at: moment(created),
    ...(status === 'converted' ? conversion() : {}),
  });
}
const DEMANDS = [
  '了解协作机器人上下料方案和价格',
  '两条装配线自动化改造，想要方案与报价',
  '需要视觉检测设备替代人工目检',
  '仓库自动化改造，约 2000 货位',
  '伺服系统年度集采询价',
  '想上制造执行系统，需与现有系统对接',
  '焊接机器人工作站，年底前投产',
  '变频器批量采购，对交期有要求',
];
/** A lead that became one of the deals: same company, person, place and owner. */
function conversion(): Row {
  const deal = pick(opportunities.filter((one) => one.contact !== undefined));
  const account = accountByKey.get(String(deal.account)) as Account;
  const contact = contacts[Number(String(deal.contact).slice(2)) - 1] as Row;
  const converted = dayOf(String(deal.created_at));
  return {
    company: account.row.name,
    name: contact.name,
    title: contact.title,
    mobile: contact.mobile,
    email: contact.email,
    region: account.row.region,
    industry: (account.row.industry as string[])[0],
    employees: account.row.employees,
    converted_account: deal.account,
    converted_contact: deal.contact,
    converted_opportunity: `@${deal.$key}`,
    converted_at: deal.created_at,
    ...owned(account.owner),
    created_at: moment(converted - int(3, 25)),
  };
}
for (let index = 1; index <= 170; index++) makeLead(index);

// ---- interactions and tasks

const NOTES: Readonly<Record<string, readonly string[]>> = {
  phone: [
    '电话沟通项目进度，客户内部评审预计下周完成。',
    '确认报价有效期与付款方式，客户希望分期。',
    '回访设备运行情况，整体稳定，提出增加两个工位。',
    '介绍新产品，客户有兴趣，要求发送资料。',
    '未接通，改日再联系。',
  ],
  wechat: [
    '微信发送技术资料与同行业案例，客户转给设备部评估。',
    '微信确认拜访时间，客户周三上午方便。',
    '客户发来工件图纸，已转技术支持。',
    '节日问候，客户表示年底有扩产计划。',
  ],
  visit: [
    '拜访设备部，现场查看产线，节拍与工件范围已确认。',
    '与生产总监和采购经理面谈，明确了验收标准与预算范围。',
    '陪同技术支持做现场勘查，补充了安全围栏要求。',
    '拜访总经理，介绍整线方案，约定参观示范线。',
  ],
  email: [
    '邮件提交技术方案第二版，附节拍测算。',
    '邮件回复客户关于质保与备件的问题。',
    '发送正式报价单，有效期 30 天。',
  ],
  meeting: [
    '项目启动会，双方确认里程碑与联系人。',
    '技术评审会，客户提出 6 条修改意见。',
    '商务谈判，价格还有 3% 的差距。',
  ],
  video: ['远程演示制造执行系统，客户关注追溯与报表。', '视频会议答疑，客户要求补充接口清单。'],
  exhibition: ['展会现场交流，客户对协作机器人感兴趣，留下联系方式。'],
  reception: ['客户来访参观示范线，对焊接质量认可。'],
  other: ['行业交流活动碰面，了解到客户明年的投资计划。'],
};
const LENGTHS: Readonly<Record<string, readonly number[]>> = {
  phone: [5, 10, 15, 20],
  visit: [60, 90, 120, 180],
  meeting: [60, 90, 120],
  video: [30, 45, 60],
  reception: [90, 120, 180],
};
const interactions: Row[] = [];
interface Talk {
  readonly subject: { entity: string; id: string };
  readonly account?: Account;
  readonly contact?: string;
  readonly owner: string;
  readonly since: number;
}
const METHODS = {
  phone: 34,
  wechat: 24,
  visit: 18,
  email: 10,
  meeting: 6,
  video: 4,
  exhibition: 2,
  reception: 2,
};
const RESULTS = { interested: 18, progress: 34, wait: 22, no_answer: 8, refused: 4, care: 14 };
function makeInteraction({ subject, account, contact, owner, since }: Talk): void {
  const method = weighted(METHODS);
  const happened = -Math.floor(random() * random() * Math.min(-since, 420)) - (chance(0.1) ? 0 : 1);
  const result = weighted(RESULTS);
  const lasting = LENGTHS[method];
  const at = moment(happened);
  const isOurs = ['visit', 'meeting', 'reception'].includes(method) && chance(0.3);
  interactions.push({
    subject,
    account: account && `@${account.key}`,
    contact: contact && `@${contact}`,
    method,
    content: pick(NOTES[method] ?? ['例行沟通。']),
    result,
    happened_at: at,
    duration: lasting && pick(lasting),
    ...(method === 'visit' ? visit(account, at) : {}),
    ...(result !== 'refused' && happened > -20 && chance(0.6) ? plan(happened) : {}),
    participants: isOurs ? [pick(['@service_rep', '@product_manager', '@director'])] : undefined,
    client_participants:
      contact && ['visit', 'meeting'].includes(method) ? [`@${contact}`] : undefined,
    ...review(happened < -3 && chance(0.35)),
    ...owned(owner),
    created_at: at,
  });
}
const SUMMARIES = [
  '目标达成，需求已确认，下周提交方案。',
  '见到关键人，预算已立项，进入技术交流。',
  '客户对价格敏感，需准备对比材料。',
];
function visit(account: Account | undefined, at: string): Row {
  const visit_summary = chance(0.6) ? pick(SUMMARIES) : undefined;
  if (!account) return { visit_summary };
  const place = `${account.city.name}，客户现场`;
  return {
    place,
    location: account.row.location ?? location(account.city),
    checked_in_at: at,
    visit_summary,
  };
}
const STEPS = [
  '发送方案并约评审',
  '电话确认内部结论',
  '安排样机测试',
  '准备商务条款',
  '邀请参观示范线',
];
const plan = (happened: number): Row => ({
  next_contact_at: moment(Math.max(happened + 1, int(0, 18))),
  next_step: pick(STEPS),
});
const COMMENTS = [
  '跟进及时，注意推动关键人。',
  '需求挖掘充分，尽快出方案。',
  '建议约高层拜访。',
  '记录再具体一些。',
];
function review(reviewed: boolean): Row {
  if (!reviewed) return { reviewed };
  return {
    reviewed,
    review_score: int(3, 5),
    review_comment: chance(0.5) ? pick(COMMENTS) : undefined,
  };
}
const contactOf = (account: Account) =>
  account.contacts.length > 0 && chance(0.8) ? pick(account.contacts) : undefined;
function makeInteractions(): void {
  for (let index = 0; index < 660; index++) {
    const account = pick(accounts.filter((one) => one.stage !== 'lost' || chance(0.2)));
    makeInteraction({
      subject: { entity: 'account', id: `@${account.key}` },
      account,
      contact: contactOf(account),
      owner: account.owner,
      since: account.created,
    });
  }
  for (const deal of opportunities.filter(() => chance(0.75))) {
    const account = accountByKey.get(String(deal.account)) as Account;
    const contact = typeof deal.contact === 'string' ? deal.contact.slice(1) : undefined;
    makeInteraction({
      subject: { entity: 'opportunity', id: `@${deal.$key}` },
      account,
      contact,
      owner: account.owner,
      since: dayOf(String(deal.created_at)),
    });
  }
  for (const lead of leads.filter((one) => one.status !== 'new' && chance(0.9))) {
    makeInteraction({
      subject: { entity: 'lead', id: `@${lead.$key}` },
      owner: String(lead.owner).slice(1),
      since: dayOf(String(lead.created_at)),
    });
  }
  interactions.sort((a, b) => (String(a.happened_at) < String(b.happened_at) ? -1 : 1));
  interactions.forEach((row, index) => {
    row.$key = `i${index + 1}`;
  });
}
makeInteractions();

const tasks: Row[] = [];
const TASKS: Readonly<Record<string, readonly string[]>> = {
  call: ['电话确认评审结果', '回访设备运行情况', '跟进付款进度', '确认拜访时间'],
  visit: ['现场勘查', '拜访采购经理', '拜访总经理并介绍整线方案'],
  quote: ['准备正式报价', '更新报价（第二轮）', '核算成本与折扣'],
  demo: ['演示制造执行系统', '样机测试', '参观示范线'],
  payment: ['催收到期货款', '对账并开票'],
  care: ['节日问候', '客户生日关怀'],
  internal: ['组织方案内部评审', '提交折扣申请', '更新客户档案'],
};
function makeTask(index: number): void {
  const kind = weighted({
    call: 30,
    visit: 18,
    quote: 16,
    demo: 8,
    payment: 10,
    care: 6,
    internal: 12,
  });
  const deal = chance(0.45) ? pick(opportunities) : undefined;
  const account = deal ? (accountByKey.get(String(deal.account)) as Account) : pick(accounts);
  const lead = !deal && chance(0.15) ? pick(leads) : undefined;
  const owner = lead ? String(lead.owner).slice(1) : account.owner;
  const due = int(-60, 30);
  const status =
    due < -6
      ? weighted({ done: 20, cancelled: 1, todo: 2 })
      : due < 0
        ? weighted({ done: 6, todo: 3, doing: 2 })
        : weighted({ todo: 7, doing: 3, done: 1 });
  const created = Math.min(due - int(1, 14), 0);
  tasks.push({
    $key: `t${index}`,
    subject: `${lead ? String(lead.company).slice(0, 6) : account.short}：${pick(TASKS[kind] ?? ['跟进'])}`,
    kind,
    status,
    priority: weighted({ urgent: 1, high: 3, normal: 8, low: 2 }),
    due_on: date(due),
    assignee: `@${owner}`,
    related: lead
      ? { entity: 'lead', id: `@${lead.$key}` }
      : deal
        ? { entity: 'opportunity', id: `@${deal.$key}` }
        : { entity: 'account', id: `@${account.key}` },
    reminder: weighted({ none: 4, one_day: 4, same_day: 2 }),
    repeat: 'none',
    completed_at: status === 'done' ? moment(Math.min(-1, due - int(0, 2))) : undefined,
    result:
      status === 'done'
        ? pick([
            '已完成，客户确认。',
            '已沟通，等客户内部结论。',
            '资料已发送，约定下周复盘。',
            '按计划完成，详见跟进记录。',
          ])
        : undefined,
    cancel_reason:
      status === 'cancelled' ? pick(['客户另行安排', '项目推迟', '重复任务']) : undefined,
    ...owned(owner),
    created_at: moment(Math.min(created, -1)),
  });
}
for (let index = 1; index <= 240; index++) makeTask(index);

const RATES = { USD: 7.08, EUR: 8.17, JPY: 0.0462, HKD: 0.911, GBP: 9.36 } as const;
const rates: Row[] = Object.entries(RATES).flatMap(([currency, rate]) =>
  [-81, -50, -20].map((days) => ({
    currency,
    date: date(days),
    rate: (rate * (0.992 + random() * 0.016)).toFixed(8),
    source: '演示数据',
  })),
);

// ---- files

/** Every region and industry the story names must exist. */
function checkCodes(): void {
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
checkCodes();

function write(pack: string, entity: string, rows: readonly Row[]): void {
  const folder = join(METADATA, pack, 'sample');
  mkdirSync(folder, { recursive: true });
  const text = rows.map((row) => `  ${JSON.stringify(orderKeys(row))}`).join(',\n');
  writeFileSync(join(folder, `${entity}.json`), `[\n${text}\n]\n`);
  console.log(`${pack}/sample/${entity}.json: ${rows.length}`);
}
/** `$key` first; fields without a value are left out. */
function orderKeys({ $key, ...rest }: Row): Row {
  return $key === undefined ? rest : { $key, ...rest };
}

for (const pack of ['system', 'crm-core', 'crm-sales'])
  rmSync(join(METADATA, pack, 'sample'), { recursive: true, force: true });
write('system', 'department', departments);
write('system', 'user', users);
write('system', 'exchange_rate', rates);
write(
  'crm-core',
  'account',
  accounts.map((account) => account.row),
);
write('crm-core', 'contact', contacts);
write('crm-sales', 'product', products);
write('crm-sales', 'price_list', priceLists);
write('crm-sales', 'price_list_line', priceListLines);
write('crm-sales', 'competitor', competitors);
write('crm-sales', 'opportunity', opportunities);
write('crm-sales', 'opportunity_line', lines);
write('crm-sales', 'lead', leads);
write('crm-sales', 'interaction', interactions);
write('crm-sales', 'task', tasks);

// Makes the competitors the company meets.
import { pick } from './chance.ts';
import { type Row, spell } from './values.ts';

type Rival = readonly [
  name: string,
  short: string,
  threat: string,
  region: string,
  categories: string,
  share: number,
];
export const RIVALS: readonly Rival[] = [
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

export function makeCompetitors(): Row[] {
  return RIVALS.map(([name, short, threat, region, categories, share], index) => ({
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
  }));
}

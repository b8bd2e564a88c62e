// Lists the trades of the customers with their industry codes and roles in the supply chain.

export interface Trade {
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
export const TRADES: readonly Trade[] = [
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

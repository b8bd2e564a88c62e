// Lists what the company sells, with list prices and the share of cost in them.

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
export const PRODUCT_KINDS = { goods: GOODS, software: SOFTWARE, service: SERVICES } as const;
const RETIRED = ['VF-110', 'PC-S24'];
export const isRetired = (model: string) => RETIRED.includes(model);

const prices = new Map(
  [...GOODS, ...SOFTWARE, ...SERVICES].map(([, model, , , price]) => [model, price]),
);
export const priceOf = (model: string) => prices.get(model) ?? 0;

export const ACTIVE_MODELS = [...prices.keys()].filter((model) => !isRetired(model));
export const CHEAP_MODELS = ACTIVE_MODELS.filter((model) => priceOf(model) < 30000);
export const MIDDLE_MODELS = ACTIVE_MODELS.filter(
  (model) => priceOf(model) >= 30000 && priceOf(model) < 300000,
);
export const LARGE_MODELS = ACTIVE_MODELS.filter((model) => priceOf(model) >= 300000);
export const SERVICE_MODELS = SERVICES.map(([, model]) => model);

/** The reference to a product, as other records of the story write it. */
export const productRef = (model: string) => `@p_${model.toLowerCase()}`;

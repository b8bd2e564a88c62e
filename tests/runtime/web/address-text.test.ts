// Pasted addresses against the shipped administrative divisions.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  looksLikeAddress,
  type Region,
  type Regions,
  readAddress,
} from '../../../runtime/web/widgets/address-text.ts';

const file = join(
  import.meta.dirname,
  '../../../metadata/system/classifications/region_cn_2023.csv',
);
const rows = readFileSync(file, 'utf8')
  .trim()
  .split(/\r?\n/)
  .slice(1)
  .map((line) => line.split(','));
const byCode = new Map(rows.map((row) => [row[0] ?? '', row]));

function regionOf(row: readonly string[]): Region {
  const above = byCode.get(row[1] ?? '');
  const parent = above && regionOf(above);
  const path = parent ? [...parent.path, { code: parent.code, label: parent.label }] : [];
  return { code: row[0] ?? '', label: row[2] ?? '', path };
}

const regions: Regions = {
  children: async (parent) => rows.filter((row) => (row[1] || null) === parent).map(regionOf),
  search: async (name) => rows.filter((row) => row[2]?.includes(name)).map(regionOf),
};

interface Expected {
  region: string | null;
  detail: string;
  person?: string;
  phone?: string;
  postcode?: string;
}

const addresses: [string, Expected][] = [
  [
    '上海市浦东新区张江高科技园区科苑路88号 张三 13800138000',
    {
      region: '上海市 浦东新区',
      detail: '张江高科技园区科苑路88号',
      person: '张三',
      phone: '13800138000',
    },
  ],
  [
    '江苏省苏州市工业园区星湖街328号',
    { region: '江苏省 苏州市 苏州工业园区', detail: '星湖街328号' },
  ],
  ['苏州市工业园区星湖街328号', { region: '江苏省 苏州市 苏州工业园区', detail: '星湖街328号' }],
  ['北京市朝阳区建国路87号', { region: '北京市 朝阳区', detail: '建国路87号' }],
  ['北京朝阳区朝阳北路101号', { region: '北京市 朝阳区', detail: '朝阳北路101号' }],
  ['北京市北京市海淀区中关村大街1号', { region: '北京市 海淀区', detail: '中关村大街1号' }],
  ['北京市市辖区海淀区中关村大街1号', { region: '北京市 海淀区', detail: '中关村大街1号' }],
  ['上海市南京西路1266号', { region: '上海市', detail: '南京西路1266号' }],
  [
    '上海静安区南京西路1266号恒隆广场',
    { region: '上海市 静安区', detail: '南京西路1266号恒隆广场' },
  ],
  ['天津市滨海新区第一大街79号', { region: '天津市 滨海新区', detail: '第一大街79号' }],
  ['重庆市渝中区解放碑步行街1号', { region: '重庆市 渝中区', detail: '解放碑步行街1号' }],
  ['重庆市云阳县双江街道100号', { region: '重庆市 云阳县', detail: '双江街道100号' }],
  [
    '广东省深圳市南山区科技园科苑路15号',
    { region: '广东省 深圳市 南山区', detail: '科技园科苑路15号' },
  ],
  ['广东深圳南山科技园南区', { region: '广东省 深圳市 南山区', detail: '科技园南区' }],
  ['深圳市福田区深南大道6008号', { region: '广东省 深圳市 福田区', detail: '深南大道6008号' }],
  ['广东省东莞市松山湖园区1号', { region: '广东省 东莞市', detail: '松山湖园区1号' }],
  ['浙江省杭州市余杭区文一西路969号', { region: '浙江省 杭州市 余杭区', detail: '文一西路969号' }],
  ['江苏省昆山市前进东路579号', { region: '江苏省 苏州市 昆山市', detail: '前进东路579号' }],
  ['昆山市前进东路579号', { region: '江苏省 苏州市 昆山市', detail: '前进东路579号' }],
  [
    '内蒙古自治区呼和浩特市新城区中山东路8号',
    { region: '内蒙古自治区 呼和浩特市 新城区', detail: '中山东路8号' },
  ],
  [
    '内蒙古锡林郭勒盟锡林浩特市那达慕大街',
    { region: '内蒙古自治区 锡林郭勒盟 锡林浩特市', detail: '那达慕大街' },
  ],
  [
    '广西壮族自治区南宁市青秀区民族大道100号',
    { region: '广西壮族自治区 南宁市 青秀区', detail: '民族大道100号' },
  ],
  [
    '广西南宁青秀区民族大道100号',
    { region: '广西壮族自治区 南宁市 青秀区', detail: '民族大道100号' },
  ],
  [
    '新疆维吾尔自治区乌鲁木齐市天山区解放北路1号',
    { region: '新疆维吾尔自治区 乌鲁木齐市 天山区', detail: '解放北路1号' },
  ],
  ['新疆石河子市北四路', { region: '新疆维吾尔自治区 石河子市', detail: '北四路' }],
  [
    '西藏自治区拉萨市城关区北京中路35号',
    { region: '西藏自治区 拉萨市 城关区', detail: '北京中路35号' },
  ],
  [
    '宁夏回族自治区银川市兴庆区解放西街',
    { region: '宁夏回族自治区 银川市 兴庆区', detail: '解放西街' },
  ],
  ['湖北省仙桃市沔阳大道', { region: '湖北省 仙桃市', detail: '沔阳大道' }],
  ['湖北省省直辖县级行政区划潜江市章华大道', { region: '湖北省 潜江市', detail: '章华大道' }],
  ['海南省琼海市博鳌镇东屿岛', { region: '海南省 琼海市', detail: '博鳌镇东屿岛' }],
  [
    '四川省凉山彝族自治州西昌市航天大道',
    { region: '四川省 凉山彝族自治州 西昌市', detail: '航天大道' },
  ],
  ['延边朝鲜族自治州延吉市人民路', { region: '吉林省 延边朝鲜族自治州 延吉市', detail: '人民路' }],
  [
    '四川省 成都市 武侯区 天府大道中段 1388 号',
    { region: '四川省 成都市 武侯区', detail: '天府大道中段 1388 号' },
  ],
  [
    '浙江省/宁波市/鄞州区/首南街道水街11号',
    { region: '浙江省 宁波市 鄞州区', detail: '首南街道水街11号' },
  ],
  [
    '收件人：李四 手机：139-0013-9000 地址：湖南省长沙市岳麓区麓谷大道627号 邮编：410205',
    {
      region: '湖南省 长沙市 岳麓区',
      detail: '麓谷大道627号',
      person: '李四',
      phone: '139-0013-9000',
      postcode: '410205',
    },
  ],
  [
    '欧阳娜娜，0512-68888888，江苏省苏州市吴中区东吴北路 98 号，215128',
    {
      region: '江苏省 苏州市 吴中区',
      detail: '东吴北路 98 号',
      person: '欧阳娜娜',
      phone: '0512-68888888',
      postcode: '215128',
    },
  ],
  [
    '中国山东省青岛市市南区香港中路40号',
    { region: '山东省 青岛市 市南区', detail: '香港中路40号' },
  ],
  ['香港特别行政区中环金融街8号', { region: '香港特别行政区', detail: '中环金融街8号' }],
  ['四川凉山州西昌市航天大道', { region: '四川省 凉山彝族自治州 西昌市', detail: '航天大道' }],
  ['朝阳区建国路87号', { region: null, detail: '朝阳区建国路87号' }],
  ['世纪大道1号', { region: null, detail: '世纪大道1号' }],
];

describe('addresses', () => {
  for (const [text, expected] of addresses)
    test(text, async () => {
      const { region, ...read } = await readAddress(text, regions);
      const names = region && [...region.path.map(({ label }) => label), region.label];
      const shown = names
        ?.filter((name) => !/^(市辖区|县|.*直辖县级行政区划)$/.test(name))
        .join(' ');
      expect({ ...read, region: shown ?? null }).toEqual({
        person: null,
        phone: null,
        postcode: null,
        ...expected,
      });
    });

  test('only texts that name a region are taken apart', () => {
    expect(looksLikeAddress('科苑路88号')).toBe(false);
    expect(looksLikeAddress('江苏省苏州市星湖街328号')).toBe(true);
  });
});

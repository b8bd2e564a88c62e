// Lists the cities of the story and places addresses in them.
import { chance, int, pick, random } from './chance.ts';
import type { Value } from './values.ts';

export interface City {
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
export const CITIES: readonly City[] = [
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
export const ALL_CITIES = CITIES.flatMap((one) => Array.from({ length: one.weight }, () => one));

const ROADS =
  '人民路 建设路 创新大道 科技路 工业园路 滨河路 兴业路 望江路 长江路 黄河路 新华路 迎宾大道 春申路 高新大道 富民路'.split(
    ' ',
  );
export const address = (place: City): Value => ({
  country: 'CN',
  region: place.district,
  detail: `${pick(ROADS)} ${int(1, 998)} 号${chance(0.4) ? ` ${int(1, 9)} 幢` : ''}`,
  postcode: null,
});
export const location = (place: City): Value => ({
  lat: Number((place.at[0] + (random() - 0.5) * 0.12).toFixed(5)),
  lng: Number((place.at[1] + (random() - 0.5) * 0.12).toFixed(5)),
});

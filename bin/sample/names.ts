// Lists the words of company names and makes the names of people.
import { pick, random } from './chance.ts';

export const STYLES_A =
  '恒泰 云启 博远 天工 海纳 立达 正元 凯越 启明 瑞景 同创 嘉禾 宏图 盛世 聚力 华诚 鼎新 安信 科翔 明德 远景 卓越 金诺 德润 联创 思拓 创合 新锐 中铭 顺达 睿智 拓远 锦程 飞鸿 长风 汇泽 百川 东升 国瑞 泰和'.split(
    ' ',
  );
export const STYLES_B =
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

export function personName(gender: 'male' | 'female'): string {
  // The commonest surnames stand first and are taken more often.
  const surname = SURNAMES[Math.floor(random() * random() * LAST)] as string;
  return surname + pick(gender === 'male' ? GIVEN_M : GIVEN_F);
}

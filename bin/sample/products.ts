// Makes the products of the catalogue.
import { isRetired, PRODUCT_KINDS } from './catalogue.ts';
import { int, pick } from './chance.ts';
import { date, money, type Row, round, type Value } from './values.ts';

export function makeProducts(): Row[] {
  return (Object.keys(PRODUCT_KINDS) as (keyof typeof PRODUCT_KINDS)[]).flatMap((kind) =>
    PRODUCT_KINDS[kind].map(([name, model, category, unit, price, share]) => {
      const retired = isRetired(model);
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

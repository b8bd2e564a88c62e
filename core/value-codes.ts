// The error codes of values, apart from the others because the browser checks values too and needs no more than these.

export interface ErrorCodeRow {
  readonly status: number;
  readonly en: string;
  readonly zh: string;
}

export function defineErrorCodes<T extends Record<string, ErrorCodeRow>>(table: T): { readonly [K in keyof T]: ErrorCodeRow } {
  return Object.freeze(table);
}

export const valueCodes = defineErrorCodes({
  'value.required': { status: 422, en: 'Please fill in this field.', zh: '此项为必填。' },
  'value.type': { status: 422, en: 'Must be {expected}.', zh: '必须为{expected}。' },
  'value.too-short': { status: 422, en: 'At least {limit} characters.', zh: '至少 {limit} 个字符。' },
  'value.too-long': { status: 422, en: 'At most {limit} characters.', zh: '最多 {limit} 个字符。' },
  'value.too-small': { status: 422, en: 'Must be {limit} or more.', zh: '不能小于 {limit}。' },
  'value.too-large': { status: 422, en: 'Must be {limit} or less.', zh: '不能大于 {limit}。' },
  'value.too-few': { status: 422, en: 'Choose at least {limit}.', zh: '至少选择 {limit} 项。' },
  'value.too-many': { status: 422, en: 'At most {limit} entries.', zh: '最多 {limit} 项。' },
  'value.repeated': { status: 422, en: 'The same entry stands here twice.', zh: '存在重复项。' },
  'value.pattern': { status: 422, en: 'Does not have the expected form.', zh: '格式不正确。' },
  'value.unknown-member': { status: 422, en: "There is no part '{name}' here.", zh: '此处没有“{name}”这一部分。' },
  'value.email': { status: 422, en: 'Enter an e-mail address such as name@example.com.', zh: '请输入邮箱地址，例如 name@example.com。' },
  'value.phone': { status: 422, en: 'Enter an 11-digit mobile number or a land line with area code; abroad with +country code.', zh: '请输入 11 位手机号或带区号的座机号；境外号码请加 +国家代码。' },
  'value.url': { status: 422, en: 'Enter an address that begins with https:// or http://.', zh: '请输入以 https:// 或 http:// 开头的网址。' },
  'value.integer': { status: 422, en: 'Enter a whole number; beyond 9,007,199,254,740,991 send it as text.', zh: '请输入整数；超过 9,007,199,254,740,991 时请以文本发送。' },
  'value.decimal': { status: 422, en: 'Enter a number such as 1234.56.', zh: '请输入数字，例如 1234.56。' },
  'value.scale': { status: 422, en: 'At most {limit} decimal places.', zh: '最多 {limit} 位小数。' },
  'value.digits': { status: 422, en: 'At most {limit} digits before the decimal point.', zh: '整数部分最多 {limit} 位。' },
  'value.date': { status: 422, en: 'Enter a date that exists, as 2026-03-01.', zh: '请输入存在的日期，例如 2026-03-01。' },
  'value.time': { status: 422, en: 'Enter a time such as 14:30.', zh: '请输入时间，例如 14:30。' },
  'value.past': { status: 422, en: 'Enter a moment that is still to come.', zh: '请输入将来的时间。' },
  'value.datetime': { status: 422, en: 'Enter a moment with its zone, as 2026-03-01T14:30:00+08:00.', zh: '请输入带时区的时间，例如 2026-03-01T14:30:00+08:00。' },
  'value.period': { status: 422, en: 'Enter {expected}.', zh: '请输入{expected}。' },
  'value.option': { status: 422, en: "'{value}' is not one of the options.", zh: '“{value}”不在选项中。' },
  'value.option-not-here': { status: 422, en: "'{value}' cannot be chosen here.", zh: '此处不能选择“{value}”。' },
  'value.node': { status: 422, en: "'{value}' is not a node of {classification}.", zh: '“{value}”不是{classification}的节点。' },
  'value.colour': { status: 422, en: 'Enter a colour such as #2f55d4.', zh: '请输入颜色，例如 #2f55d4。' },
  'value.geo': { status: 422, en: 'Latitude is between -90 and 90, longitude between -180 and 180.', zh: '纬度范围为 -90 至 90，经度范围为 -180 至 180。' },
  'value.uscc': { status: 422, en: 'The unified social credit code has 18 characters and a check digit (GB 32100-2015); this one does not fit.', zh: '统一社会信用代码为 18 位且含校验码（GB 32100-2015），请核对。' },
  'value.id-card': { status: 422, en: 'The identity number has 18 characters and a check digit (GB 11643-1999); this one does not fit.', zh: '居民身份证号为 18 位且含校验码（GB 11643-1999），请核对。' },
  'value.json-too-large': { status: 422, en: 'The data is larger than {limit} bytes.', zh: '数据超过 {limit} 字节。' },
  'value.signature': { status: 422, en: 'The signature is not a PNG picture of at most {limit} kB.', zh: '签名须为不超过 {limit} kB 的 PNG 图片。' },
  'value.not-text': { status: 422, en: 'Must be text.', zh: '必须为文本。' },
  'value.control-character': { status: 422, en: 'The text holds a line break, tab or control character that is not allowed here.', zh: '文本含有此处不允许的换行、制表符或控制字符。' },
  'value.boolean': { status: 422, en: 'Must be yes or no.', zh: '必须为是或否。' },
  'value.not-list': { status: 422, en: 'Must be a list.', zh: '必须为列表。' },
  'value.not-object': { status: 422, en: 'Must be an object with named parts.', zh: '必须为含命名部分的对象。' },
  'value.reference': { status: 422, en: 'Must be the id of a record.', zh: '必须为记录的 id。' },
  'value.entity': { status: 422, en: "Records of '{entity}' cannot be chosen here.", zh: '此处不能选择“{entity}”的记录。' },
  'value.duration': { status: 422, en: 'Enter whole minutes, such as 90.', zh: '请输入整数分钟，例如 90。' },
  'value.rating': { status: 422, en: 'Choose a whole number from 1 to {limit}.', zh: '请选择 1 到 {limit} 的整数。' },
  'value.bank-account': { status: 422, en: 'Enter 8 to 30 digits.', zh: '请输入 8 至 30 位数字。' },
  'value.json': { status: 422, en: 'Must be JSON of at most {limit} levels.', zh: '必须为不超过 {limit} 层的 JSON。' },
});

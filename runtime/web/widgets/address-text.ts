// Takes a pasted Chinese address apart: region by the nodes of the classification, then street, postcode, and who receives.

export interface Region {
  code: string;
  label: string;
  /** Names from the root to the parent. */
  path: readonly { code: string; label: string }[];
}

/** Where regions are found; the classification itself is not known here. */
export interface Regions {
  children(parent: string | null): Promise<readonly Region[]>;
  search(name: string): Promise<readonly Region[]>;
}

export interface ReadAddress {
  region: Region | null;
  detail: string;
  postcode: string | null;
  person: string | null;
  phone: string | null;
}

const LABELS =
  /(?:收货地址|收件地址|详细地址|所在地区|联系地址|地址|收货人|收件人|联系人|姓名|手机号码|手机号|手机|联系电话|电话|邮政编码|邮编)\s*[:：]\s*/g;
const PHONE =
  /(?<!\d)(?:\+?86[- ]?)?(1[3-9]\d[- ]?\d{4}[- ]?\d{4}|0\d{2,3}-\d{7,8}(?:-\d{1,6})?)(?!\d)/;
const POSTCODE = /(?<!\d)(\d{6})(?!\d|号|室|弄|幢|栋|楼)/;
const PERSON = /^[\p{Script=Han}·]{2,4}(?:先生|女士|小姐)?$/u;
const NOT_A_PERSON = /[省市区县镇乡村路街道巷弄号楼室园厦院栋幢层座]/;
/** Names of levels that stand for nothing: 市辖区, 县, 省直辖县级行政区划. */
const PLACEHOLDER = /^(市辖区|县|(?:省|自治区)直辖县级行政区划)$/;
const SUFFIX = /(特别行政区|地区|林区|新区|矿区|省|市|区|县|盟|旗|州)$/u;
const PLACEHOLDER_FIRST = /^(市辖区|县|(?:省|自治区)直辖县级行政区划)(?=[\p{Script=Han}])/u;
/** After a short name these mean a street or a place of that name, not the region. */
const STREET =
  /^(?:[东南西北中]?路|街|大道|大街|道|巷|弄|胡同|寺|镇|乡|村|新村|广场|大厦|公园|花园|[东南西北中]?[里园])/;
const UNIQUE_NAME = /^([\p{Script=Han}]{2,11}?(?:自治州|自治县|自治旗|地区|市|盟|区|县|旗))/u;

function shortOf(label: string): string {
  const short = label.replace(SUFFIX, '');
  return short.length >= 2 ? short : label;
}

/** How much of the text a region's name takes: its whole name, without its parent's, or short. */
function taken(text: string, region: Region): number {
  const parent = shortOf(region.path.at(-1)?.label ?? '');
  const names = [region.label];
  if (parent && region.label.startsWith(parent)) names.push(region.label.slice(parent.length));
  for (const name of names) if (name.length >= 2 && text.startsWith(name)) return name.length;
  if (region.label.includes('自治')) return takenAutonomous(text, region.label);
  const short = shortOf(region.label);
  const isShort = text.startsWith(short) && !STREET.test(text.slice(short.length));
  return isShort ? short.length : 0;
}

/** 广西 of 广西壮族自治区, 凉山州 of 凉山彝族自治州: as far as both agree. */
function takenAutonomous(text: string, label: string): number {
  let length = 0;
  while (length < label.length && text[length] === label[length]) length++;
  if (length < 2) return 0;
  return text[length] === label.at(-1) ? length + 1 : length;
}

function best(text: string, regions: readonly Region[]): { region: Region; length: number } | null {
  let found: { region: Region; length: number } | null = null;
  for (const region of regions) {
    const length = PLACEHOLDER.test(region.label) ? 0 : taken(text, region);
    if (length > (found?.length ?? 0)) found = { region, length };
  }
  return found;
}

function rest(text: string, length: number): string {
  return text.slice(length).replace(/^[\s,，、/-]+/, '');
}

interface Found {
  region: Region | null;
  rest: string;
}

/** What lies below a region, with what lies below levels that only stand for others. */
async function below(region: Region, regions: Regions): Promise<Region[]> {
  const children = await regions.children(region.code);
  const deeper = await Promise.all(
    children
      .filter(({ label }) => PLACEHOLDER.test(label))
      .map(({ code }) => regions.children(code)),
  );
  return [...children, ...deeper.flat()];
}

/** The name once more, as in 上海市上海市浦东新区. */
function withoutRepeat(text: string, region: Region): string {
  return text.startsWith(region.label) ? rest(text, region.label.length) : text;
}

async function goDown(from: Region, text: string, regions: Regions): Promise<Found> {
  const left = withoutRepeat(text, from).replace(PLACEHOLDER_FIRST, '');
  const candidates = await below(from, regions);
  const match = best(left, candidates) ?? (await skipLevel(left, candidates, regions));
  return match
    ? goDown(match.region, rest(left, match.length), regions)
    : { region: from, rest: left };
}

/** A county named without its prefecture: 江苏省昆山市. */
async function skipLevel(text: string, cities: readonly Region[], regions: Regions) {
  const name = UNIQUE_NAME.exec(text)?.[1];
  if (!name) return null;
  const codes = new Set(cities.map(({ code }) => code));
  const hits = (await regions.search(name)).filter(
    (hit) => hit.label === name && codes.has(hit.path.at(-1)?.code ?? ''),
  );
  const [only] = hits;
  return hits.length === 1 && only ? { region: only, length: name.length } : null;
}

/** Without its province: the name itself must be the only one, or that of a prefecture. */
async function withoutProvince(text: string, regions: Regions): Promise<Found> {
  const name = UNIQUE_NAME.exec(text)?.[1];
  if (!name) return { region: null, rest: text };
  const hits = (await regions.search(name)).filter((hit) => hit.label === name);
  const [first] = hits.length === 1 ? hits : hits.filter((hit) => hit.path.length === 1);
  return first ? goDown(first, rest(text, name.length), regions) : { region: null, rest: text };
}

async function findRegion(text: string, regions: Regions): Promise<Found> {
  const plain = text.replace(/^(中国|中华人民共和国)[\s,，]*/, '');
  const province = best(plain, await regions.children(null));
  return province
    ? goDown(province.region, rest(plain, province.length), regions)
    : withoutProvince(plain, regions);
}

interface Pieces {
  text: string;
  postcode: string | null;
  person: string | null;
  phone: string | null;
}

/** Phone, postcode and name are taken out; what is left is the address. */
function takeApart(input: string): Pieces {
  let text = input.normalize('NFKC').replace(LABELS, ' ').trim();
  const phone = PHONE.exec(text);
  if (phone) text = text.replace(phone[0], ' ');
  const postcode = POSTCODE.exec(text);
  if (postcode) text = text.replace(postcode[0], ' ');
  const words = text.split(/[\s,，;；]+/).filter(Boolean);
  const isPerson = (word: string) => PERSON.test(word) && !NOT_A_PERSON.test(word);
  const at = words.length < 2 ? -1 : words.findLastIndex(isPerson);
  const isEdge = at === 0 || at === words.length - 1;
  const person = isEdge ? (words.splice(at, 1)[0] ?? null) : null;
  return {
    text: words.join(' '),
    postcode: postcode?.[1] ?? null,
    person,
    phone: phone?.[1]?.replace(/[ ]/g, '') ?? null,
  };
}

/** A pasted address in parts; `region` is null where no region of the classification is named. */
export async function readAddress(input: string, regions: Regions): Promise<ReadAddress> {
  const { text, postcode, person, phone } = takeApart(input);
  const found = await findRegion(text, regions);
  return { region: found.region, detail: found.rest.trim(), postcode, person, phone };
}

/** Is a pasted text worth taking apart? Streets alone are not. */
export function looksLikeAddress(text: string): boolean {
  return text.trim().length >= 6 && /[省市区县州盟旗]/.test(text);
}

// Reads coordinates people paste: "31.2304,121.4737", "31.2304° N, 121.4737° E", 31°13'49"N 121°28'25"E, links of maps.

export interface Place {
  lat: number;
  lng: number;
}

const NUMBER = String.raw`(-?\d{1,3}(?:\.\d+)?)`;
const PAIR = new RegExp(
  String.raw`^${NUMBER}\s*°?\s*([NSEW])?\s*[,，;\s]\s*${NUMBER}\s*°?\s*([NSEW])?$`,
  'i',
);
const SEXAGESIMAL =
  /^(\d{1,2})°\s*(\d{1,2})['′]\s*(?:([\d.]+)["″])?\s*([NS])[\s,]+(\d{1,3})°\s*(\d{1,2})['′]\s*(?:([\d.]+)["″])?\s*([EW])$/i;
/** `@31.2,121.4`, `?q=31.2,121.4`, `ll=`, and amap's `position=lng,lat`. */
const LINK = new RegExp(`(?:@|[?&](?:q|ll|query|center)=)${NUMBER}(?:,|%2C)${NUMBER}`);
const LINK_TURNED = new RegExp(`[?&](?:position|location|p)=${NUMBER}(?:,|%2C)${NUMBER}`);

function placeOf(lat: number, lng: number): Place | null {
  const isPlace = Math.abs(lat) <= 90 && Math.abs(lng) <= 180;
  return isPlace ? { lat: round(lat), lng: round(lng) } : null;
}

function round(degrees: number): number {
  return Number(degrees.toFixed(7));
}

function signed(value: number, side: string | undefined): number {
  return /[SW]/i.test(side ?? '') ? -value : value;
}

function readPair(text: string): Place | null {
  const parts = PAIR.exec(text);
  if (!parts) return null;
  const first = signed(Number(parts[1]), parts[2]);
  const second = signed(Number(parts[3]), parts[4]);
  const isTurned = /[EW]/i.test(parts[2] ?? '') || (!parts[2] && Math.abs(first) > 90);
  return isTurned ? placeOf(second, first) : placeOf(first, second);
}

function readSexagesimal(text: string): Place | null {
  const parts = SEXAGESIMAL.exec(text);
  if (!parts) return null;
  const degrees = (at: number) =>
    Number(parts[at]) + Number(parts[at + 1]) / 60 + Number(parts[at + 2] ?? 0) / 3600;
  return placeOf(signed(degrees(1), parts[4]), signed(degrees(5), parts[8]));
}

function readLink(text: string): Place | null {
  if (!/^https?:\/\//i.test(text)) return null;
  const plain = LINK.exec(text);
  if (plain) return placeOf(Number(plain[1]), Number(plain[2]));
  const turned = LINK_TURNED.exec(text);
  return turned && placeOf(Number(turned[2]), Number(turned[1]));
}

/** The place a pasted text names; null: none. Latitude comes first unless it cannot be one. */
export function readPlace(input: string): Place | null {
  const text = input
    .normalize('NFKC')
    .trim()
    .replace(/^[([]|[)\]]$/g, '');
  return readLink(text) ?? readPair(text) ?? readSexagesimal(text);
}

/** A link that opens the map application of the reader's device, or a map in the browser. */
export function mapAddress({ lat, lng }: Place, isChinese: boolean): string {
  return isChinese
    ? `https://uri.amap.com/marker?position=${lng},${lat}&coordinate=wgs84`
    : `https://www.openstreetmap.org/?mlat=${lat}&mlon=${lng}#map=16/${lat}/${lng}`;
}

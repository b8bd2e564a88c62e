// The smallest overlay that turns one JSON object into another when it is merged over it.
import type { Json } from '../../../core/fields/field-type.ts';

export type Overlay = { [key: string]: Json };

function isObject(value: unknown): value is Overlay {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

export function isSame(a: unknown, b: unknown): boolean {
  if (!isObject(a) || !isObject(b)) return JSON.stringify(a) === JSON.stringify(b);
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => isSame(a[name], b[name]));
}

/** Parts that are gone are taken away by `{"$remove": true}`; lists and plain values are replaced whole. */
export function overlayOf(base: Overlay, wanted: Overlay): Overlay {
  const overlay: Overlay = {};
  for (const name of Object.keys(base)) if (!(name in wanted)) overlay[name] = { $remove: true };
  for (const [name, value] of Object.entries(wanted)) {
    const before = base[name];
    if (isSame(before, value)) continue;
    overlay[name] = isObject(before) && isObject(value) ? overlayOf(before, value) : value;
  }
  return overlay;
}

/** The file of the site layer for a node: nothing where it is as below, the whole node where there is none below. */
export function siteFile(
  nameProperty: string,
  base: object | null,
  wanted: object | null,
): Overlay | null {
  if (wanted === null)
    return base === null
      ? null
      : { [nameProperty]: (base as Overlay)[nameProperty] ?? '', $remove: true };
  if (base === null) return wanted as Overlay;
  if (isSame(base, wanted)) return null;
  const name = (wanted as Overlay)[nameProperty] ?? '';
  return { [nameProperty]: name, ...overlayOf(base as Overlay, wanted as Overlay) };
}

// What a browser says it is, in two words a person recognises.

export interface Device {
  readonly browser: string;
  readonly system: string;
  readonly isPhone: boolean;
}

/** The first that fits decides: most browsers also claim to be others. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/MicroMessenger\//, 'WeChat'],
  [/DingTalk\//, 'DingTalk'],
  [/Lark\/|Feishu\//, 'Feishu'],
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\/|Opera/, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/HeadlessChrome\/|Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
  [/curl\//, 'curl'],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/HarmonyOS|OpenHarmony/, 'HarmonyOS'],
  [/Android/, 'Android'],
  [/iPhone|iPod/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux|X11/, 'Linux'],
];

/** Empty words where nothing is known. */
export function deviceOf(agent: string): Device {
  const named = (list: typeof BROWSERS) => list.find(([form]) => form.test(agent))?.[1] ?? '';
  return {
    browser: named(BROWSERS),
    system: named(SYSTEMS),
    isPhone: /Mobile|iPhone|Android.*Mobile/.test(agent),
  };
}

/** `Chrome · Windows`, for lists. */
export function deviceName(agent: string): string {
  const { browser, system } = deviceOf(agent);
  return [browser, system].filter(Boolean).join(' · ');
}

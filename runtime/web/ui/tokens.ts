// The design tokens as CSS custom properties: colours per theme, sizes per density. Everything else reads `var(--…)`.

/** [name, light, dark] */
const COLOURS: readonly (readonly [string, string, string])[] = [
  ['bg-shell', '#f3f4f7', '#111318'],
  ['bg', '#ffffff', '#181b21'],
  ['bg-2', '#f8f9fb', '#1d2128'],
  ['hover', '#f1f3f7', '#232830'],
  ['active', '#e6eaf2', '#2c333e'],
  ['line', '#e5e8ed', '#292e37'],
  ['line-2', '#d3d8e0', '#383f4a'],
  ['line-ctl', '#8d95a3', '#667081'],
  ['fg', '#191d24', '#e8eaee'],
  ['fg-2', '#4a5360', '#b5bcc8'],
  ['fg-3', '#5b6573', '#949dac'],
  ['accent', '#2f55d4', '#4a6bea'],
  ['accent-hover', '#2647b6', '#3f5edb'],
  ['accent-fg', '#2f55d4', '#93abff'],
  ['accent-bg', '#e9eefd', '#232e55'],
  ['on-accent-bg', '#23429f', '#c0cdff'],
  ['selected', '#f2f5fe', '#1f2740'],
  ['ok', '#14713f', '#5cc88d'],
  ['ok-bg', '#dff4e7', '#173524'],
  ['warn', '#825200', '#e5b454'],
  ['warn-bg', '#fcf0d6', '#382b11'],
  ['bad', '#c0262d', '#ff8589'],
  ['bad-bg', '#fdeaea', '#3f1c20'],
  ['tag-gray', '#454d59', '#c3c9d3'],
  ['tag-gray-bg', '#eceef2', '#2b313b'],
  ['tag-blue', '#23429f', '#b5c5ff'],
  ['tag-blue-bg', '#e4eafd', '#253058'],
  ['tag-green', '#14663a', '#8fdcb0'],
  ['tag-green-bg', '#def3e6', '#18392a'],
  ['tag-amber', '#774b00', '#efc878'],
  ['tag-amber-bg', '#fcefd3', '#3b2e14'],
  ['tag-violet', '#5d3796', '#d2b8f7'],
  ['tag-violet-bg', '#efe8fa', '#38284f'],
  ['tag-red', '#a12229', '#ffa9ab'],
  ['tag-red-bg', '#fce6e6', '#452024'],
  ['tag-teal', '#0b6159', '#86d9cd'],
  ['tag-teal-bg', '#d9f2ee', '#143a37'],
  ['tag-pink', '#93265f', '#f3a9cf'],
  ['tag-pink-bg', '#fbe6f1', '#45203a'],
  ['chart-1', '#3d63dd', '#7d97ff'],
  ['chart-2', '#12a594', '#3ec7b6'],
  ['chart-3', '#e09b00', '#efb63f'],
  ['chart-4', '#e5544b', '#ff8078'],
  ['chart-5', '#8e5bc8', '#bb8df0'],
  ['chart-6', '#c3ccea', '#47527a'],
  ['raised', '#ffffff', '#383f4a'],
  ['shade', 'rgb(20 28 45 / .34)', 'rgb(0 0 0 / .55)'],
];

export const TAG_COLOURS = [
  'gray',
  'blue',
  'green',
  'amber',
  'violet',
  'red',
  'teal',
  'pink',
] as const;
export type TagColour = (typeof TAG_COLOURS)[number];

const POPOVER_SHADOW = '0 0 0 1px rgb(20 28 45 / .08), 0 8px 28px rgb(20 28 45 / .16)';
const POPOVER_SHADOW_DARK = '0 0 0 1px rgb(255 255 255 / .1), 0 8px 28px rgb(0 0 0 / .5)';

function colours(theme: 1 | 2): string {
  return COLOURS.map((row) => `--${row[0]}:${row[theme]};`).join('');
}

function sizes(row: number, control: number, small: number): string {
  return `--row:${row}px;--ctl:${control}px;--ctl-s:${small}px;`;
}

const light = `color-scheme:light;${colours(1)}--pop-shadow:${POPOVER_SHADOW};`;
const dark = `color-scheme:dark;${colours(2)}--pop-shadow:${POPOVER_SHADOW_DARK};`;

/** The sheet of the document: tokens, and what html and body look like. */
export const tokensCss = `
:root{${light}${sizes(36, 32, 28)}
  --font:Inter,"PingFang SC","HarmonyOS Sans SC","Microsoft YaHei","Noto Sans CJK SC",system-ui,sans-serif;
  --mono:ui-monospace,"SFMono-Regular",Menlo,Consolas,"Noto Sans Mono CJK SC",monospace;
  --ctl-font:13px;--fast:110ms;}
:root[data-theme=dark]{${dark}}
@media (prefers-color-scheme:dark){:root:not([data-theme=light]){${dark}}}
:root[data-density=compact]{${sizes(32, 28, 26)}}
:root[data-density=comfortable]{${sizes(44, 36, 32)}}
@media (pointer:coarse){:root,:root[data-density]{${sizes(44, 40, 40)}--ctl-font:16px;}}
@media (prefers-contrast:more){:root{--line-ctl:#5b6573;--line-2:#8d95a3;}
  :root[data-theme=dark]{--line-ctl:#b5bcc8;--line-2:#949dac;}}
@media (prefers-contrast:more) and (prefers-color-scheme:dark){:root:not([data-theme=light]){--line-ctl:#b5bcc8;--line-2:#949dac;}}
@media (prefers-reduced-motion:reduce){:root{--fast:0ms;}}
html{height:100%;overflow:hidden;background:var(--bg-shell);-webkit-text-size-adjust:100%;}
body{margin:0;height:100%;color:var(--fg);background:var(--bg-shell);font:400 13px/20px var(--font);
  font-feature-settings:"cv11","ss03";}
`;

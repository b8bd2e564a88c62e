// How the grid looks: sticky head, check box and name column; flat single-class selectors because rows are many.
import { css } from 'lit';

export const gridStyles = css`
:host{display:block;min-height:0;flex:1;position:relative;overflow:hidden}
.scroll{position:absolute;inset:0;overflow:auto;contain:strict;scrollbar-width:thin}
.scroll:focus-visible{outline-offset:-2px}
.head{position:sticky;top:0;z-index:2;display:grid;grid-template-columns:var(--tpl);width:max-content;min-width:100%;height:34px;background:var(--bg-2);
  border-bottom:1px solid var(--line)}
.th{position:relative;display:flex;align-items:center;padding:0 10px;font-size:12px;font-weight:500;color:var(--fg-2);overflow:hidden;background:var(--bg-2)}
.th-sort{display:flex;align-items:center;gap:4px;width:100%;height:100%;border:0;padding:0;background:transparent;font:inherit;color:inherit;cursor:pointer;min-width:0;
  text-align:inherit}
.th-sort:hover{color:var(--fg)}
.end{justify-content:flex-end;text-align:right}
.end .th-sort{justify-content:flex-end}
.grip{position:absolute;right:0;top:0;bottom:0;width:7px;cursor:col-resize;touch-action:none}
.grip:hover{background:linear-gradient(90deg,transparent 60%,var(--accent-fg) 60%)}
.pick{position:sticky;left:0;z-index:1;display:grid;place-items:center;background:inherit}
.name{position:sticky;left:40px;z-index:1;border-right:1px solid var(--line);background:inherit;font-weight:500}
.th.pick,.th.name{z-index:3;background:var(--bg-2)}
.body{position:relative;width:max-content;min-width:100%}
.row{position:absolute;left:0;top:0;display:grid;grid-template-columns:var(--tpl);width:max-content;min-width:100%;height:var(--row);background:var(--bg);
  border-bottom:1px solid var(--line)}
.row:hover{background:var(--bg-2)}
.row-on,.row-on:hover{background:var(--selected)}
.cell{display:flex;align-items:center;padding:0 10px;min-width:0;overflow:hidden;white-space:nowrap}
.cell:focus-visible,.cell-at:focus{outline:2px solid var(--accent-fg);outline-offset:-2px}
.text{overflow:hidden;text-overflow:ellipsis;min-width:0;font-variant-numeric:tabular-nums}
.text .u-tags{flex-wrap:nowrap}
.open{color:inherit;overflow:hidden;text-overflow:ellipsis}
.open:hover{color:var(--accent-fg)}
.cards{position:absolute;inset:0;overflow:auto}
.card{display:flex;flex-direction:column;justify-content:center;gap:4px;height:72px;padding:0 16px;border-bottom:1px solid var(--line);color:inherit}
.card:hover{text-decoration:none}
.card:focus-visible{outline-offset:-2px}
.line{display:flex;align-items:center;gap:8px;min-width:0}
.title{font-size:14px;font-weight:600;flex:1}
.second{color:var(--fg-2);flex:1;display:flex;align-items:center;gap:6px;min-width:0}
.second>*{min-width:0}
.second>.u-cut:not(:first-child){flex:none;max-width:48%}
`;

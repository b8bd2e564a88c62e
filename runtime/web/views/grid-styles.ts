// How the grid looks: sticky head, foot, check box and frozen columns; flat single-class selectors because rows are many.
import { css } from 'lit';

export const gridStyles = css`
:host{display:block;min-height:0;flex:1;position:relative;overflow:hidden}
.scroll{position:absolute;inset:0;overflow:auto;contain:strict;scrollbar-width:thin;overflow-anchor:none}
.scroll:focus-visible{outline-offset:-2px}
.head,.foot{position:sticky;z-index:2;display:grid;grid-template-columns:var(--tpl);width:max-content;min-width:100%;background:var(--bg-2)}
.head{top:0;height:34px;border-bottom:1px solid var(--line)}
.foot{bottom:0;height:34px;border-top:1px solid var(--line)}
.th{position:relative;display:flex;align-items:center;padding:0 10px;font-size:12px;font-weight:500;color:var(--fg-2);background:var(--bg-2);min-width:0}
.th-grab{display:flex;align-items:center;flex:1;min-width:0;height:100%;touch-action:pan-y}
.th-sort{display:flex;align-items:center;gap:4px;width:100%;height:100%;border:0;padding:0;background:transparent;font:inherit;color:inherit;min-width:0;
  text-align:inherit}
button.th-sort{cursor:pointer}
.th-sort:hover{color:var(--fg)}
.th-sort:focus-visible{outline-offset:-2px;border-radius:4px}
.nth{font-size:11px;color:var(--fg-3);font-variant-numeric:tabular-nums}
.th-more{display:grid;place-items:center;width:24px;height:24px;border:0;border-radius:4px;padding:0;background:transparent;color:var(--fg-3);cursor:pointer}
.th-more:hover,.th-more[aria-expanded=true]{background:var(--active);color:var(--fg)}
.th-menu{position:absolute;right:4px;top:5px;background:var(--bg-2);border-radius:4px;opacity:0;font-weight:400;font-size:13px}
.th:hover .th-menu,.th-menu:focus-within{opacity:1}
.end{justify-content:flex-end;text-align:right}
.end .th-sort{justify-content:flex-end}
.grip{position:absolute;right:0;top:0;bottom:0;width:7px;cursor:col-resize;touch-action:none}
.grip:hover{background:linear-gradient(90deg,transparent 60%,var(--accent-fg) 60%)}
.mark-before::before,.mark-after::after{content:"";position:absolute;top:0;bottom:0;width:3px;background:var(--accent);z-index:5}
.mark-before::before{left:-1px}
.mark-after::after{right:-1px}
.pick{position:sticky;left:0;z-index:1;display:grid;place-items:center;background:inherit}
.fz{position:sticky;z-index:1;background:inherit}
.fz0{left:var(--f0)}.fz1{left:var(--f1)}.fz2{left:var(--f2)}.fz3{left:var(--f3)}.fz4{left:var(--f4)}.fz5{left:var(--f5)}
.fz-last{border-right:1px solid var(--line)}
.link{font-weight:500}
.th.pick,.th.fz{z-index:3;background:var(--bg-2)}
.th.fz:has([aria-expanded=true]){z-index:4}
.body{position:relative;width:max-content;min-width:100%}
.row{position:absolute;left:0;top:0;display:grid;grid-template-columns:var(--tpl);width:max-content;min-width:100%;height:var(--rh);background:var(--bg);
  border-bottom:1px solid var(--line)}
.row:hover{background:var(--bg-2)}
.row-on,.row-on:hover{background:var(--selected)}
.cell{display:flex;align-items:center;padding:0 10px;min-width:0;overflow:hidden;white-space:nowrap}
.cell:focus-visible,.cell-at:focus{outline:2px solid var(--accent-fg);outline-offset:-2px}
.cell-edit{color:transparent}
.cell-edit>*{visibility:hidden}
.text{overflow:hidden;text-overflow:ellipsis;min-width:0;font-variant-numeric:tabular-nums}
.text .u-tags{flex-wrap:nowrap;max-width:100%;overflow:hidden}
.text .u-tags>span{min-width:0;display:inline-flex}
.text .u-tag{display:inline-block;min-width:24px}
.text .u-dot{display:inline-block;margin-right:5px;vertical-align:1px}
.second .u-tags{flex-wrap:nowrap;overflow:hidden;max-width:100%}
.open{color:inherit;overflow:hidden;text-overflow:ellipsis;min-width:0}
.open:hover{color:var(--accent-fg)}
.peek{display:none;flex:none;margin-left:auto;width:24px;height:24px;border:0;border-radius:4px;padding:0;background:transparent;color:var(--fg-3);cursor:pointer;
  place-items:center}
.row:hover .peek{display:grid}
.peek:hover{background:var(--active);color:var(--fg)}
.total{display:flex;align-items:center;min-width:0;padding:0 4px;font-variant-numeric:tabular-nums;background:var(--bg-2)}
.total crm-menu{min-width:0;max-width:100%}
.total-b{display:flex;gap:6px;align-items:center;width:100%;height:26px;border:0;border-radius:4px;padding:0 6px;background:transparent;color:var(--fg-3);cursor:pointer;
  font-size:12px;min-width:0;white-space:nowrap;overflow:hidden}
.total-b:hover{background:var(--hover);color:var(--fg)}
.total-b.u-btn-icon{opacity:0;width:100%}
.total:hover .u-btn-icon,.total-b.u-btn-icon:focus-visible,.total-b[aria-expanded=true]{opacity:1}
.total-v{color:var(--fg);font-weight:500;font-size:13px}
.cards{position:absolute;inset:0;overflow:auto;overflow-anchor:none}
.card{display:flex;flex-direction:column;justify-content:center;gap:4px;height:72px;padding:0 16px;border-bottom:1px solid var(--line);color:inherit;
  -webkit-touch-callout:none;user-select:none}
.card:hover{text-decoration:none}
.card:focus-visible{outline-offset:-2px}
.card-on{background:var(--selected)}
.line{display:flex;align-items:center;gap:8px;min-width:0}
.title{font-size:14px;font-weight:600;flex:1}
.second{color:var(--fg-2);flex:1;display:flex;align-items:center;gap:6px;min-width:0}
.second>*{min-width:0}
.second>.u-cut:not(:first-child){flex:none;max-width:48%}
.more{margin-left:4px}
.sum{font-variant-numeric:tabular-nums;white-space:nowrap;flex:none}
li{position:relative}
.card-pick{position:absolute;left:14px;top:26px}
.picking .card{padding-left:48px}
@media (hover:none){.total-b.u-btn-icon{opacity:.7}}
@media (pointer:coarse){.head,.foot{height:40px}.th-more{width:32px;height:32px}.th-menu{top:4px}.peek{display:none!important}}
`;

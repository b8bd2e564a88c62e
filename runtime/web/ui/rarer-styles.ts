// Styles of rarer controls: calendars, period grids, region choice, trees, line grids, files, Markdown. Added to the base
// sheet by the first of them that is fetched.
import { css } from 'lit';
import { extendBase } from './base.ts';

const rarerStyles = css`
.u-cal{padding:6px;width:264px}
.u-cal-head{display:flex;align-items:center;gap:2px;margin-bottom:4px}
.u-cal-title{text-align:center;font-weight:600}
.u-cal table{border-spacing:0;width:100%}
.u-cal th{font-weight:400;font-size:12px;color:var(--fg-3);height:26px;text-align:center}
.u-cal td{padding:1px;text-align:center}
.u-day{width:32px;height:30px;border:0;border-radius:6px;background:transparent;cursor:pointer;font-variant-numeric:tabular-nums;padding:0}
.u-day:hover{background:var(--hover)}
.u-day-out{color:var(--fg-3)}
.u-day-today{color:var(--accent-fg);font-weight:600}
.u-day-on{background:var(--accent)!important;color:#fff;font-weight:600}
.u-day[disabled]{opacity:.4;cursor:default}
.u-node{min-height:30px;padding-block:2px;font-weight:400}
.u-twist{display:inline-grid;place-items:center;width:24px;height:24px;flex:none;border-radius:4px;margin-right:-4px}
.u-twist:hover{background:var(--active)}
.u-lines{position:relative;overflow-x:auto;border:1px solid var(--line);border-radius:6px}
.u-lines td{padding:4px;vertical-align:top;min-width:104px}
.u-lines td.u-line-wide{min-width:180px}
.u-lines td.u-line-text{padding:8px;min-width:64px}
.u-lines .u-ro{white-space:nowrap}
.u-lines .u-box input{width:56px}
.u-lines tfoot td{min-width:0;white-space:nowrap}
.u-lines td.u-line-no{width:32px;min-width:32px;text-align:center;color:var(--fg-3);padding-top:10px}
.u-lines td.u-line-tools{white-space:nowrap;width:84px;padding-top:7px}
.u-lines tfoot td{padding:8px 13px;font-weight:600;border-bottom:0}
.u-cal-title.u-btn{flex:1;gap:4px;font-weight:600;color:var(--fg)}
.u-period{width:100%;height:36px}
.u-pop-region{width:380px;padding:8px}
.u-pop-region .u-region-grid{display:grid;grid-template-columns:repeat(3,1fr);gap:2px}
.u-steps{display:flex;overflow-x:auto;border-bottom:1px solid var(--line);margin-bottom:6px;flex:none}
.u-tab[aria-current=step]{color:var(--fg);font-weight:600}
.u-tab[aria-current=step]::after{content:"";position:absolute;left:10px;right:10px;bottom:0;height:2px;background:var(--accent-fg)}
.u-swatch-dot{width:10px;height:10px;border-radius:50%;border:2px solid currentColor;flex:none}
.u-swatch{width:24px;height:24px;border:1px solid var(--line-ctl);border-radius:6px;padding:0;cursor:pointer;flex:none}
.u-swatch[aria-pressed=true]{outline:2px solid var(--accent-fg);outline-offset:1px}
.u-swatch-none{background:linear-gradient(135deg,var(--bg) 46%,var(--bad) 46% 54%,var(--bg) 54%)}
.u-pop-palette{padding:10px}
.u-palette{display:grid;grid-template-columns:repeat(8,1fr);gap:6px;margin-bottom:6px;justify-items:center}
.u-sign-name{width:auto;flex:1 1 160px}
.u-json-foot{min-height:28px;align-items:flex-start;margin-top:4px}
.u-file-bad{border-color:var(--bad)}
.u-file-bad>.u-icon{color:var(--bad)}
.u-file progress{width:80px;accent-color:var(--accent)}
.u-preview{display:grid;place-items:center;overflow:auto;min-height:240px;max-height:76vh;background:var(--bg-2);padding:12px}
.u-preview:focus-visible{outline-offset:-2px}
.u-preview img{display:block}
.u-md-editor{border:1px solid var(--line-ctl);border-radius:6px;background:var(--bg);overflow:hidden}
.u-md-editor:focus-within{border-color:var(--accent-fg)}
.u-md-editor:has(textarea:focus){outline:1px solid var(--accent-fg)}
.u-md-bar{display:flex;flex-wrap:wrap;align-items:center;gap:2px;padding:3px;border-bottom:1px solid var(--line);background:var(--bg-2)}
.u-md-bar .u-box-btn{width:28px;height:28px;color:var(--fg-2)}
.u-md-panes{display:grid;grid-auto-columns:1fr;grid-auto-flow:column}
.u-md-panes textarea{display:block;border:0;border-radius:0;padding:8px 10px;min-height:132px;line-height:20px;resize:vertical;background:transparent;
  font-size:var(--ctl-font);outline:none;width:100%}
.u-md-preview{border-left:1px solid var(--line);padding:8px 12px;overflow:auto;max-height:422px;overflow-wrap:anywhere}
.u-md-preview:focus-visible{outline-offset:-2px}
.u-md-ro{display:block;white-space:normal}
.u-md-h1{font-size:16px;line-height:24px}
.u-md-h2{font-size:14px}
.u-md-pre{margin:0;padding:8px 10px;background:var(--bg-2);border-radius:6px;overflow:auto}
.u-md .u-md-pre code{padding:0;background:none}
.u-md hr{border:0;border-top:1px solid var(--line-2)}
.u-lines td.u-line-no{width:44px;min-width:44px;white-space:nowrap}
.u-line-grip{display:inline-grid;place-items:center;width:16px;height:20px;margin-left:-4px;cursor:grab;touch-action:none;color:var(--fg-3);opacity:.55}
tr:hover .u-line-grip{opacity:1}
.u-lines td.u-line-tools{width:112px}
.u-line-head{display:none}
.u-line-drop td{box-shadow:inset 0 2px var(--accent)}
.u-line-drop-end td{box-shadow:inset 0 -2px var(--accent)}
@media (pointer:coarse){
  .u-swatch{width:32px;height:32px}
  .u-node{min-height:44px}
  .u-twist{width:40px;height:40px}
  .u-file .u-box-btn,.u-lines .u-box-btn,.u-cal-head .u-box-btn{min-width:40px;min-height:40px}
  .u-md-bar .u-box-btn{width:40px;height:40px}
}
@media (max-width:760px){
  .u-lines{border:0;overflow:visible}
  .u-lines table,.u-lines tbody,.u-lines tfoot,.u-lines tr{display:block}
  .u-lines thead{display:none}
  .u-lines tr{position:relative;border:1px solid var(--line);border-radius:8px;padding:4px 8px 8px;margin-bottom:8px}
  .u-lines td,.u-lines tfoot td,.u-lines td.u-line-wide,.u-lines td.u-line-text{display:flex;align-items:center;gap:8px;border:0;padding:4px 0;min-width:0;
    text-align:left;justify-content:space-between}
  .u-lines td.u-line-none{display:none}
  .u-lines td.u-line-no{width:auto;padding:4px 0}
  .u-lines td.u-line-tools{position:absolute;top:4px;right:4px;width:auto;padding:0}
  .u-line-head{display:block;flex:none;width:84px;font-weight:500;color:var(--fg-2)}
  .u-line-grip,.u-line-hint{display:none}
  .u-md-panes{grid-auto-flow:row}
  .u-md-preview{border-left:0;border-top:1px solid var(--line)}
  .u-md-bar .u-box-btn{width:40px;height:40px}
}
@media (max-width:760px){
  .u-cal{width:auto}
  .u-day{width:40px;height:40px}
  .u-period{width:100%;height:44px}
  .u-pop-region .u-region-grid{grid-template-columns:repeat(2,1fr)}
}
`;

extendBase(rarerStyles);

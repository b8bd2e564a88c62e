// Base styles, part three: the calendar, trees, files, stars and other inner parts of field widgets.
import { css } from 'lit';

export const widgetStyles = css`
.u-box-off{background:var(--bg-2);border-color:var(--line);color:var(--fg-2)}
.u-box .u-affix-end:empty{display:none}
.u-box .u-affix-end{padding-right:5px}
.u-switch-row{min-height:var(--ctl)}
.u-pair{display:flex;gap:8px;align-items:flex-start;min-width:0}
.u-pair>*{min-width:0}
.u-spans{margin-top:6px;gap:6px}
.u-pair>select,.u-pair>.u-grow{flex:1 1 0}
.u-stack{display:flex;flex-direction:column;gap:8px;align-items:stretch}
.u-stack>.u-seg{align-self:flex-start}
.u-time{width:108px;flex:none}
.u-time .u-box{flex-wrap:nowrap}
.u-kind{width:112px;flex:none!important}
.u-postcode{width:110px;flex:none}
.u-colour{width:44px;height:var(--ctl);padding:2px;border:1px solid var(--line-ctl);border-radius:6px;background:var(--bg);flex:none}
.u-pop-tree{padding:0;display:flex;flex-direction:column}
.u-pop-tree:not(:popover-open){display:none}
.u-pop-tree crm-tree{display:flex;flex-direction:column;min-height:0;flex:1;padding:8px}
.u-tree-search{flex:none;gap:6px;margin-bottom:6px}
.u-tree{overflow:auto;min-height:60px;flex:1}
.u-tick{width:15px;height:15px;border:1px solid var(--line-ctl);border-radius:4px;flex:none;display:grid;place-items:center}
.u-tick-on{background:var(--accent);border-color:var(--accent)}
.u-tick-on::before{content:"";width:11px;height:11px;background:#fff;clip-path:polygon(12% 48%,24% 36%,42% 54%,78% 14%,90% 26%,42% 80%)}
.u-tree-open{border:0;background:transparent;padding:0;text-align:left;cursor:pointer;min-height:calc(var(--ctl) - 8px);display:flex;align-items:center;
  min-width:0;font-size:var(--ctl-font)}
.u-tree-open.u-box-btn{justify-content:center;background:var(--hover)}
.u-primary .u-icon{fill:currentColor;margin-right:3px}
.u-chip .u-cut{display:inline-flex;align-items:center;max-width:340px}
.u-chip b{font-weight:600;margin-right:4px}
.u-stars{display:flex;align-items:center;min-height:var(--ctl)}
.u-star-label{position:relative;display:grid;place-items:center;width:28px;height:28px;color:var(--line-ctl);cursor:pointer;border-radius:6px}
.u-star-label input{position:absolute;inset:0;opacity:0;margin:0;cursor:pointer}
.u-star-label:has(:focus-visible){outline:2px solid var(--accent-fg)}
.u-star-on{color:var(--chart-3)}
.u-star-on .u-icon{fill:currentColor}
.u-sign{display:block;width:100%;max-width:420px;border:1px dashed var(--line-ctl);border-radius:6px;background:#fff;touch-action:none;cursor:crosshair}
.u-sign img{display:block;max-width:100%}
.u-files{display:flex;flex-direction:column;gap:4px}
.u-file{display:flex;align-items:center;gap:8px;min-height:32px;padding:3px 4px 3px 8px;border:1px solid var(--line);border-radius:6px}
.u-thumb{width:36px;height:36px;object-fit:cover;border-radius:4px;flex:none;background:var(--bg-2)}
.u-drop{display:flex;align-items:center;gap:8px;min-height:var(--ctl);padding:5px 10px;border:1px dashed var(--line-ctl);border-radius:6px;cursor:pointer;
  position:relative;color:var(--fg-2)}
.u-drop:hover,.u-drop-on{background:var(--hover)}
.u-drop:has(:focus-visible){outline:2px solid var(--accent-fg)}
.u-drop-link{color:var(--accent-fg)}
.u-md>*+*{margin-top:8px}
.u-md-h{font-weight:600}
.u-md-ul{list-style:disc;padding-left:20px}
.u-md-ol{list-style:decimal;padding-left:20px}
.u-md blockquote{margin:0;padding-left:10px;border-left:2px solid var(--line-2);color:var(--fg-2)}
.u-md code{font-family:var(--mono);font-size:12px;background:var(--bg-2);padding:1px 4px;border-radius:4px}
:defined+.u-wait{display:none}
.u-skel-line{padding:9px 16px}
.u-mark{background:var(--warn-bg);color:inherit;border-radius:2px}
.u-busy .u-icon{animation:u-spin .9s linear infinite}
.u-formula{display:inline-grid;place-items:center;width:24px;height:24px;border-radius:4px;color:var(--fg-3);flex:none;cursor:help}
@media (pointer:coarse){.u-star-label{width:40px;height:40px}}
`;

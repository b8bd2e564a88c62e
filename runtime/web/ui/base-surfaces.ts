// Base styles, part two: popovers, menus, options, tabs, dialogs, banners, skeletons, empty states.
import { css } from 'lit';

export const surfaceStyles = css`
.u-pop{position:fixed;inset:auto;margin:0;padding:4px;border:0;border-radius:8px;background:var(--bg);color:var(--fg);
  box-shadow:var(--pop-shadow);overflow:auto;overscroll-behavior:contain;max-width:calc(100vw - 16px)}
.u-pop:not(:popover-open){display:none}
.u-opt{display:flex;align-items:center;gap:8px;width:100%;min-height:32px;padding:4px 8px;border:0;border-radius:4px;background:transparent;
  text-align:left;cursor:pointer;color:var(--fg);text-decoration:none}
.u-opt-new{position:sticky;bottom:0;background:var(--bg);box-shadow:0 -1px var(--line);border-radius:0}
.u-opt:hover,.u-opt-active{background:var(--hover);text-decoration:none}
.u-opt[aria-selected=true],.u-opt-on{font-weight:500}
.u-opt[aria-disabled=true]{color:var(--fg-3);cursor:default}
.u-opt .u-icon{color:var(--fg-3)}
.u-opt-danger,.u-opt-danger .u-icon{color:var(--bad)}
.u-opt-2{display:flex;flex-direction:column;min-width:0;flex:1}
.u-pop-list{display:flex;flex-direction:column;overflow:hidden}
.u-pop-list:not(:popover-open){display:none}
.u-pop-list>[role=listbox]{overflow:auto;min-height:0}
.u-pop-note{padding:8px;color:var(--fg-3);font-size:12px}
.u-pop-foot{position:sticky;bottom:-4px;background:var(--bg);border-top:1px solid var(--line);margin:4px -4px -4px;padding:4px}
.u-sep{height:1px;margin:4px -4px;background:var(--line);border:0}
.u-tabs{display:flex;gap:0;padding:0 8px;border-bottom:1px solid var(--line);overflow-x:auto;scrollbar-width:none}
.u-tab{position:relative;height:43px;padding:0 10px;border:0;background:transparent;color:var(--fg-2);cursor:pointer;white-space:nowrap;
  display:inline-flex;align-items:center;gap:6px;text-decoration:none;flex:none}
.u-tab:hover{color:var(--fg);text-decoration:none}
.u-tab[aria-selected=true],.u-tab[aria-current=page]{color:var(--fg);font-weight:600}
.u-tab[aria-selected=true]::after,.u-tab[aria-current=page]::after{content:"";position:absolute;left:10px;right:10px;bottom:-1px;height:2px;
  background:var(--accent-fg)}
.u-tab:focus-visible{outline-offset:-3px;border-radius:6px}
.u-tab-s{height:38px}
.u-dialog{padding:0;border:0;border-radius:12px;background:var(--bg);color:var(--fg);box-shadow:var(--pop-shadow);
  width:min(520px,calc(100vw - 32px));max-height:calc(100dvh - 48px);overflow:hidden}
.u-dialog-wide{width:min(760px,calc(100vw - 32px))}
.u-dialog[open]{display:flex;flex-direction:column}
.u-dialog::backdrop{background:var(--shade)}
.u-dialog-head{display:flex;align-items:center;gap:8px;padding:14px 12px 10px 20px}
.u-dialog-head h2{font-size:14px;line-height:20px;font-weight:600;flex:1;min-width:0}
.u-dialog-body{padding:4px 20px 16px;overflow:auto;flex:1}
.u-dialog-flush{flex:1;min-height:0;display:flex;flex-direction:column;border-top:1px solid var(--line)}
.u-dialog-foot{display:flex;flex-wrap:wrap;justify-content:flex-end;gap:8px;padding:12px 20px;border-top:1px solid var(--line)}
.u-drawer{margin:8px 8px 8px auto;width:min(480px,100vw);height:calc(100dvh - 16px);max-height:none;border-radius:10px}
.u-banner{display:flex;gap:8px;align-items:flex-start;padding:7px 12px;border-radius:6px;background:var(--bg-2);color:var(--fg-2)}
.u-banner .u-icon{margin-top:2px}
.u-banner-bad{background:var(--bad-bg);color:var(--bad)}
.u-banner-bad a,.u-banner-bad button.u-link{color:var(--bad);text-decoration:underline}
.u-banner-warn{background:var(--warn-bg);color:var(--warn)}
.u-banner-info{background:var(--accent-bg);color:var(--on-accent-bg)}
.u-banner-ok{background:var(--ok-bg);color:var(--ok)}
.u-link{border:0;background:none;padding:0;color:var(--accent-fg);cursor:pointer;text-align:left}
.u-link:hover{text-decoration:underline}
.u-skel{display:inline-block;height:10px;border-radius:4px;background:var(--active);width:70%;max-width:240px;vertical-align:middle}
.u-state{display:flex;flex-direction:column;align-items:center;justify-content:center;gap:8px;padding:48px 24px;text-align:center;color:var(--fg-2);
  min-height:220px}
.u-state .u-icon-xl{color:var(--fg-3)}
.u-state h1,.u-state h2{font-size:14px;line-height:20px;font-weight:600;color:var(--fg)}
.u-state p{max-width:44ch}
.u-card{border:1px solid var(--line);border-radius:8px;background:var(--bg)}
.u-table{border-collapse:collapse;width:100%}
.u-table th{font-weight:500;font-size:12px;color:var(--fg-2);text-align:left;padding:6px 8px;border-bottom:1px solid var(--line);
  background:var(--bg-2);white-space:nowrap}
.u-table td{padding:6px 8px;border-bottom:1px solid var(--line);vertical-align:top}
.u-table .u-right{text-align:right}
.u-link-line{display:flex;align-items:center;gap:6px;min-width:0}
@media (max-width:760px){
  .u-pop:not(.u-pop-fixed){left:0!important;right:0!important;bottom:0!important;top:auto!important;width:auto!important;max-width:none;
    border-radius:12px 12px 0 0;max-height:70dvh!important;padding:8px 8px calc(8px + env(safe-area-inset-bottom))}
  .u-opt{min-height:44px}
  .u-drawer{margin:auto 0 0;width:100vw;max-width:100vw;height:92dvh;border-radius:12px 12px 0 0}
  .u-dialog:not(.u-drawer){margin:auto 0 0;width:100vw;max-width:100vw;border-radius:12px 12px 0 0}
}
@media (pointer:coarse){
  .u-check,.u-radio{width:20px;height:20px}
  .u-box-btn,.u-chip-x{min-width:32px;min-height:32px}
}
@media (prefers-reduced-motion:reduce){*,*::before,*::after{animation:none!important;transition:none!important}}
`;

// How the shell looks: grey ground with the side bar, one white sheet; on phones a full sheet and a bottom bar.
import { css } from 'lit';

export const shellStyles = css`
:host{display:grid;grid-template-columns:216px minmax(0,1fr);grid-template-rows:minmax(0,1fr);height:100dvh;background:var(--bg-shell);overflow:clip}
:host([outside]){display:block;overflow:auto}
:host([collapsed]){grid-template-columns:52px minmax(0,1fr)}
.side{position:relative}
.skip{position:absolute!important;left:8px;top:-60px;z-index:9}
.skip:focus{top:8px}
.side{display:flex;flex-direction:column;gap:8px;padding:8px;min-height:0;overflow:hidden}
.brand{display:flex;align-items:center;gap:8px;height:36px;padding:0 4px 0 7px;font-weight:600;flex:none}
.brand img{border-radius:5px;flex:none}
.search{display:flex;align-items:center;gap:8px;height:30px;padding:0 5px 0 11px;border:1px solid var(--line-2);border-radius:6px;background:var(--bg);color:var(--fg-2);
  cursor:pointer;flex:none;text-align:left}
.search:hover{border-color:var(--line-ctl)}
.nav{display:flex;flex-direction:column;gap:0;min-height:0;margin:0 -4px;padding:0 4px;overflow:hidden auto;scrollbar-width:thin;scrollbar-color:var(--line) transparent}
.nav>*{flex:none}
.nav h2{font-size:11px;font-weight:400;color:var(--fg-3);padding:10px 7px 2px}
.item{display:flex;align-items:center;gap:8px;height:30px;padding:0 7px;border-radius:6px;color:var(--fg);border:0;background:transparent;width:100%;cursor:pointer;
  text-align:left}
.item:hover{background:var(--active);text-decoration:none}
.item .u-icon{color:var(--fg-3)}
.item[aria-current=page]{background:var(--active)}
.item[aria-current=page] .u-icon{color:var(--accent-fg)}
.me{margin-top:auto;display:flex;flex-direction:column}
.sheet{display:flex;flex-direction:column;margin:8px 8px 8px 0;border:1px solid var(--line);border-radius:10px;background:var(--bg);min-width:0;min-height:0;overflow:clip;position:relative}
.top{display:flex;align-items:center;gap:4px;height:44px;padding:0 12px 0 16px;border-bottom:1px solid var(--line);flex:none}
.top h1,.crumb{font-size:14px;line-height:20px;font-weight:600}
.crumb{color:inherit}
.sub{color:var(--fg-2);font-size:13px;font-weight:400;margin-left:6px}
.page{flex:1;min-height:0;display:flex;flex-direction:column}
.page>*{flex:1;min-height:0}
.sheet:focus{outline:none}
crm-palette,crm-dialog{display:contents}
.bottom{display:none}
.offline{border-radius:0;justify-content:center;flex:none}
:host([collapsed]) .label,:host([collapsed]) .brand span,:host([collapsed]) .nav h2{display:none}
:host([collapsed]) .brand{flex-direction:column;height:auto;padding:4px 0;gap:8px}
:host([collapsed]) .search{padding:0;justify-content:center}
:host([collapsed]) .item{justify-content:center;padding:0}
@media (max-width:760px){
  :host,:host([collapsed]){grid-template-columns:minmax(0,1fr);grid-template-rows:minmax(0,1fr) auto}
  .side{display:none}
  .sheet{margin:0;border:0;border-radius:0}
  .top{height:48px}
  .top .theme{display:none}
  .bottom{display:flex;border-top:1px solid var(--line);background:var(--bg);padding-bottom:env(safe-area-inset-bottom)}
  .bottom a,.bottom button{flex:1;height:52px;display:flex;flex-direction:column;align-items:center;justify-content:center;gap:2px;font-size:11px;line-height:14px;
    color:var(--fg-2);border:0;background:transparent;min-width:0;padding:0 2px}
  .bottom a:hover{text-decoration:none}
  .bottom .u-icon{width:20px;height:20px}
  .bottom [aria-current=page]{color:var(--accent-fg)}
  .sheet-menu{display:flex;flex-direction:column;gap:2px}
  .sheet-menu .item{height:44px;font-size:14px}
}
`;

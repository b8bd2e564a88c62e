// How the start page looks: what is due beside what was looked at last, then all places by group.
import { css } from 'lit';

export const homeStyles = css`
:host{display:block;overflow:auto;flex:1;background:var(--bg-2)}
.page{max-width:1080px;margin:0 auto;padding:24px;display:flex;flex-direction:column;gap:24px}
h1{font-size:16px;line-height:24px;font-weight:600}
h1:focus{outline:none}
h2{display:flex;align-items:center;gap:8px;min-height:24px;font-size:13px;font-weight:600;color:var(--fg-2);margin-bottom:8px}
h3{font-size:11px;font-weight:400;color:var(--fg-3);margin:12px 0 6px}
.day{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:24px;align-items:start}
.column{display:flex;flex-direction:column;gap:20px;min-width:0}
.tiles{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(200px,100%),1fr));gap:8px}
.tile{display:flex;align-items:center;gap:8px;padding:0 6px 0 12px;color:inherit;min-height:44px}
.tile:hover{border-color:var(--line-2)}
.tile .u-icon{color:var(--fg-3)}
.tile-link{color:inherit;min-height:40px}
.tile-link:hover{text-decoration:none}
.tile-name{min-width:0;overflow-wrap:anywhere;padding:4px 0}
.list{overflow:hidden}
.list a{display:flex;align-items:center;gap:10px;padding:6px 14px;color:inherit;min-height:44px}
.list a+a{border-top:1px solid var(--line)}
.list a:hover{text-decoration:none;background:var(--hover)}
.list a:focus-visible{outline-offset:-2px}
.list .u-icon{color:var(--fg-3)}
.two{display:flex;flex-direction:column;min-width:0;flex:1}
.note{padding:12px 14px;color:var(--fg-3)}
.all{margin-left:auto;font-weight:400}
.new{display:grid;place-items:center;width:32px;height:32px;border-radius:6px;color:var(--fg-2);flex:none}
.new:hover{background:var(--hover)}
@media (max-width:760px){
  .page{padding:16px;gap:20px}
  .day{grid-template-columns:minmax(0,1fr)}
  .tiles{grid-template-columns:repeat(auto-fill,minmax(min(150px,100%),1fr))}
  .tile{gap:0;padding-right:2px}
  .new{width:40px;height:40px}
}
`;

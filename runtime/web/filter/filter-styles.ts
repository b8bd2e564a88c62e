// How the filter panel and the line of its conditions look.
import { css } from 'lit';

export const filterStyles = css`
:host{display:block;flex:none}
.line{display:flex;align-items:center;gap:6px;padding:6px 16px;border-bottom:1px solid var(--line);flex-wrap:wrap}
.line .u-chip{max-width:min(560px,100%)}
.line .u-chip .u-cut{display:block;max-width:none}
.joint{font-size:12px;color:var(--fg-3)}
.panel{width:672px;padding:0;overflow:auto}
.head{display:flex;align-items:center;gap:8px;padding:10px 8px 4px 16px}
.head h2{font-size:14px;line-height:20px;font-weight:600;flex:1}
.rows .u-seg{align-self:flex-start}
.rows>.u-seg label,.group-head .u-seg label{min-height:24px;padding:0 10px;font-size:12px}
.group{display:flex;flex-direction:column;gap:8px;padding:8px;border:1px solid var(--line);border-radius:8px;background:var(--bg-2)}
.group .group{background:var(--bg)}
.group-head{display:flex;align-items:center;gap:8px}
.group-head .u-btn{margin-left:auto}
.group .cond{grid-template-columns:32px 156px 124px minmax(0,1fr) 28px}
.adds{display:flex;gap:4px;margin-left:-8px}
.adds .u-btn{color:var(--fg-2)}
.rows{padding:4px 16px;display:flex;flex-direction:column;gap:8px}
.cond{display:grid;grid-template-columns:40px 168px 128px minmax(0,1fr) 28px;gap:8px;align-items:start}
.word{line-height:var(--ctl);color:var(--fg-3);font-size:12px}
.rest{display:flex;flex:1;align-items:center;min-height:var(--ctl);grid-column:2/5;min-width:0}
.gap{min-height:1px}
.ends{display:grid;grid-template-columns:1fr 1fr;gap:8px;min-width:0}
.cond>*,.ends>*{min-width:0}
.val .u-box input{flex-basis:30px;min-width:30px}
.drop{margin-top:calc((var(--ctl) - 28px)/2)}
.said{margin:8px 16px 0;padding:8px 10px;border-radius:6px;background:var(--bg-2);color:var(--fg-2);font-size:12px;line-height:18px;overflow-wrap:anywhere}
.foot{display:flex;align-items:center;gap:4px;padding:8px 16px 10px 10px}
.foot .u-btn{color:var(--fg-2)}
.count{margin-left:auto;color:var(--fg-2);font-size:12px}
@media (max-width:760px){
  .line{flex-wrap:nowrap;overflow-x:auto;padding:6px 12px;scrollbar-width:none}
  .line .u-chip{flex:none;max-width:84vw}
  .line .u-link{flex:none;min-height:24px}
  .joint{flex:none}
  .panel{height:86dvh;max-height:86dvh!important;padding:0 0 env(safe-area-inset-bottom)!important;display:flex;flex-direction:column}
  .panel:not(:popover-open){display:none}
  .panel .u-pop{max-height:48dvh!important}
  .rows{flex:1;overflow:auto;gap:14px}
  .cond{grid-template-columns:minmax(0,1fr) minmax(0,1fr) 40px;gap:6px 8px;padding-bottom:14px;border-bottom:1px solid var(--line)}
  .word{display:none}
  .cond>.pick{grid-column:1/3;grid-row:1}
  .cond>.drop{grid-column:3;grid-row:1;margin:0;width:40px;height:var(--ctl)}
  .cond>.op{grid-column:1/4;grid-row:2}
  .cond>.val{grid-column:1/4;grid-row:3}
  .cond>.gap{display:none}
  .rest{grid-column:1/3;grid-row:1}
}
`;

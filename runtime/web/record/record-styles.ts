// How a record page looks: head, stage path, facts beside tabs beside cards; two columns under 1100 px, one on phones.
import { css } from 'lit';

export const recordStyles = css`
:host{display:flex;flex-direction:column;min-height:0;flex:1;container-type:inline-size}
.head{display:flex;align-items:center;gap:10px;min-height:60px;padding:10px 20px;flex:none}
.logo{width:32px;height:32px;border-radius:8px;display:grid;place-items:center;font-weight:600;font-size:14px;flex:none}
.head h1{font-size:16px;line-height:22px;font-weight:600}
.position{margin-left:8px;color:var(--fg-2);white-space:nowrap}
.path{display:flex;gap:3px;padding:0 20px 12px;list-style:none;overflow-x:auto;scrollbar-width:none;flex:none}
.step{position:relative;flex:1 0 auto;min-width:96px;height:26px;display:grid;place-items:center;padding:0 18px;background:var(--hover);color:var(--fg-2);font-size:12px;
  clip-path:polygon(0 0,calc(100% - 9px) 0,100% 50%,calc(100% - 9px) 100%,0 100%,9px 50%)}
.step:first-child{clip-path:polygon(0 0,calc(100% - 9px) 0,100% 50%,calc(100% - 9px) 100%,0 100%);border-radius:4px 0 0 4px}
.step-done{background:var(--accent-bg);color:var(--on-accent-bg)}
.step-now{background:var(--accent);color:#fff;font-weight:600}
.step:has(.step-pick){padding:0}
.step-pick{width:100%;height:100%;padding:0 18px;white-space:nowrap;border:0;background:transparent;color:inherit;font:inherit;cursor:pointer}
.step-pick:hover{background:color-mix(in srgb,var(--accent) 18%,transparent)}
.step-pick:focus-visible{outline:2px solid var(--accent-fg);outline-offset:-4px}
.step-lost{background:var(--bad-bg);color:var(--bad);font-weight:600}
.body{display:grid;grid-template-columns:300px minmax(0,1fr) 280px;flex:1;min-height:0;border-top:1px solid var(--line)}
.body-2{grid-template-columns:300px minmax(0,1fr)}
.facts,.middle,.side{overflow:auto;min-height:0;position:relative}
.facts{border-right:1px solid var(--line)}
.side{border-left:1px solid var(--line);background:var(--bg-2);padding:8px 16px 24px}
.side h2{display:flex;align-items:center;justify-content:space-between;font-size:12px;font-weight:600;color:var(--fg-2);min-height:32px}
.pre,.u-pre{white-space:pre-line}
.highlights{display:flex;flex-wrap:wrap;gap:12px 32px;padding:4px 20px 12px;flex:none}
.highlights dt{color:var(--fg-3);font-size:12px}
.highlights dd{font-weight:500;min-height:20px;font-variant-numeric:tabular-nums}
.panel{padding:14px 16px 32px}
.timeline{position:relative;display:flex;flex-direction:column;gap:16px}
.entry{display:grid;grid-template-columns:28px minmax(0,1fr);gap:10px;position:relative}
.entry:not(:last-child)::before{content:"";position:absolute;left:14px;top:30px;bottom:-14px;width:1px;background:var(--line)}
.mark{width:28px;height:28px;border-radius:50%;background:var(--hover);color:var(--fg-2);display:grid;place-items:center}
.entry-head{display:flex;gap:8px;min-height:28px;align-items:center}
.entry-head time{margin-left:auto;color:var(--fg-3);white-space:nowrap;font-variant-numeric:tabular-nums}
.changes{display:flex;flex-direction:column;gap:2px;color:var(--fg-2);overflow-wrap:anywhere}
.changes del{color:var(--fg-3);text-decoration-thickness:1px}
:host([cards]){display:block}
:host([cards]) h2{display:flex;align-items:center;justify-content:space-between;font-size:12px;line-height:20px;font-weight:600;color:var(--fg-2);min-height:36px}
.small{padding:10px 12px;margin-bottom:8px}
.small .card{height:auto;min-height:24px;padding:0;border:0}
.small .title{font-size:13px}
.related{border:1px solid var(--line);border-radius:8px;overflow-x:auto}
.related a.u-strong{color:inherit}
.related tr:last-child td{border-bottom:0}
.bar{display:flex;align-items:center;justify-content:space-between;margin-bottom:10px;min-height:28px}
.bin{margin:0 20px 10px}
@container (max-width:1099px){.body{grid-template-columns:300px minmax(0,1fr)}.side{display:none}}
@container (max-width:720px){
  :host>.scroll{overflow:auto}
  .body,.body-2{display:block;overflow:auto}
  .facts{border-right:0;border-bottom:1px solid var(--line)}
  .facts,.middle{overflow:visible}
  .head{padding:8px 16px}
  .edit{font-size:0;gap:0;padding:0;width:var(--ctl-s)}
  .wide{display:none}
}
.older{margin:16px 0 0 38px}
`;

// How facts look: a label column and a value column; a fact that may be changed says so under the pointer and in focus.
import { css } from 'lit';

export const factsStyles = css`
:host{display:block;padding:8px 0 16px}
.group{padding:4px 16px 8px}
.group h2{font-size:12px;font-weight:600;color:var(--fg-2)}
.group h2 button{display:flex;align-items:center;width:100%;min-height:32px;border:0;padding:0;background:transparent;color:inherit;font:inherit;text-align:left;cursor:pointer}
.fact{display:grid;grid-template-columns:84px minmax(0,1fr);gap:12px;min-height:32px;padding:6px 8px;margin:0 -8px;border-radius:6px}
.fact dt{color:var(--fg-3);overflow-wrap:anywhere}
.why{width:24px;height:24px;margin:-4px 0 -4px 2px;border:0;border-radius:4px;padding:0;background:transparent;color:var(--fg-3);display:inline-grid;place-items:center;
  vertical-align:middle;opacity:0;cursor:pointer}
.fact:hover .why,.fact:focus-within .why,.why:focus-visible{opacity:1}
.why:hover{background:var(--active);color:var(--fg)}
.fact dd{display:flex;gap:4px;overflow-wrap:anywhere;min-width:0;font-variant-numeric:tabular-nums}
.shown{flex:1;min-width:0}
.fact-open dd{cursor:text}
.fact-open:hover,.fact-open:focus-within{background:var(--hover)}
.edit-fact{flex:none;width:24px;height:24px;margin:-2px -4px -2px 0;border:0;border-radius:4px;background:transparent;color:var(--fg-3);display:grid;place-items:center;
  opacity:0;cursor:pointer}
.fact-open:hover .edit-fact,.edit-fact:focus-visible{opacity:1}
.edit-fact:hover{background:var(--active);color:var(--fg)}
.fact-wide{padding:8px;margin:4px -8px;border-radius:8px;background:var(--bg-2);box-shadow:0 0 0 1px var(--line-2)}
.act{display:flex;gap:8px;margin-top:8px}
.more{margin:4px 16px}
.u-pre{white-space:pre-line}
@media (pointer:coarse){.why{display:none}.edit-fact{opacity:1;width:40px;height:40px;margin:-10px -8px -10px 0}.fact{align-items:center;min-height:44px}}
`;

// How the timeline looks beyond the change log: choices above it, text of entries, the composer.
import { css } from 'lit';

export const timelineStyles = css`
:host{display:block}
.choices{display:flex;gap:4px;margin:0 0 14px;flex-wrap:wrap}
.choice{height:26px;padding:0 10px;border:0;border-radius:13px;background:transparent;color:var(--fg-2);font:inherit;font-size:12px;cursor:pointer}
.choice:hover{background:var(--hover)}
.choice[aria-pressed=true]{background:var(--accent-bg);color:var(--on-accent-bg);font-weight:500}
@media (pointer:coarse){.choice{height:40px;border-radius:20px}}
.who{color:inherit}
.told{color:var(--fg-2);overflow-wrap:anywhere;white-space:pre-line;padding-bottom:2px}
`;

// The API reader behind /api/docs: shows the caller's own OpenAPI document, entity by entity.
import { html, nothing, render, type TemplateResult } from 'lit';
import { applyLook, preferences } from '../i18n/preferences.ts';

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  description?: string;
}
interface Operation {
  operationId: string;
  tags?: string[];
  parameters?: Parameter[];
  requestBody?: unknown;
}
interface Schema {
  title?: string;
  description?: string;
  type?: unknown;
  properties?: Record<string, Schema & { readOnly?: boolean }>;
  required?: string[];
  [keyword: string]: unknown;
}
interface OpenApi {
  info: { title: string; version: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

const TEXTS = {
  zh: {
    intro: '按您的权限生成的接口文档。',
    raw: '原始 OpenAPI 3.1',
    fields: '字段',
    sign: '请先登录，再打开本页。',
    field: '字段',
    kind: '格式',
    note: '说明',
    readOnly: '只读',
    required: '必填',
  },
  en: {
    intro: 'The API as you may use it.',
    raw: 'OpenAPI 3.1 document',
    fields: 'Fields',
    sign: 'Sign in first, then open this page again.',
    field: 'Field',
    kind: 'Form',
    note: 'Note',
    readOnly: 'read only',
    required: 'required',
  },
};
const language = preferences().locale === 'en' ? 'en' : 'zh';
const t = TEXTS[language];
applyLook();
document.documentElement.lang = preferences().locale;

/** The entity a path is about: `/api/records/account/{id}` → account. */
function entityOf(path: string): string {
  return path.split('/')[3] ?? '';
}

function formOf(schema: Schema): string {
  const { title: _title, description: _description, readOnly: _readOnly, ...form } = schema;
  return JSON.stringify(form);
}

function fieldRows(schema: Schema): TemplateResult[] {
  return Object.entries(schema.properties ?? {}).map(([name, field]) => {
    const marks = [
      schema.required?.includes(name) ? t.required : '',
      field.readOnly ? t.readOnly : '',
    ]
      .filter(Boolean)
      .join(' · ');
    return html`<tr><td><code>${name}</code><br>${field.title ?? ''}</td><td><code>${formOf(field)}</code></td><td>${marks}<br>${field.description ?? ''}</td></tr>`;
  });
}

function operationView(path: string, method: string, operation: Operation): TemplateResult {
  const parameters = (operation.parameters ?? []).map(
    (parameter) =>
      html`<tr><td><code>${parameter.name}</code></td><td>${parameter.in}</td><td>${parameter.description ?? ''}</td></tr>`,
  );
  return html`<details>
    <summary><span class="method">${method.toUpperCase()}</span><code>${path}</code></summary>
    ${parameters.length > 0 ? html`<table><tbody>${parameters}</tbody></table>` : nothing}
    <pre>curl -H "Authorization: Bearer …" ${method === 'get' ? '' : `-X ${method.toUpperCase()} `}${location.origin}${path}</pre>
  </details>`;
}

function entityView(document: OpenApi, entity: string): TemplateResult {
  const schema = document.components.schemas[entity] ?? {};
  const operations = Object.entries(document.paths)
    .filter(([path]) => entityOf(path) === entity)
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => operationView(path, method, operation)),
    );
  return html`<section id=${entity}>
    <h2>${schema.title ?? entity} <code>${entity}</code></h2>
    <p>${schema.description ?? ''}</p>
    ${operations}
    <details><summary>${t.fields}</summary>
      <table><thead><tr><th>${t.field}</th><th>${t.kind}</th><th>${t.note}</th></tr></thead><tbody>${fieldRows(schema)}</tbody></table>
    </details>
  </section>`;
}

function page(document: OpenApi): TemplateResult {
  const entities = Object.keys(document.components.schemas).filter((name) => name !== 'Problem');
  return html`<h1>${document.info.title} API</h1>
    <p>${t.intro} <a href="/api/openapi.json">${t.raw}</a></p>
    <nav>${entities.map((name) => html`<a href="#${name}">${document.components.schemas[name]?.title ?? name}</a>`)}</nav>
    ${entities.map((name) => entityView(document, name))}`;
}

async function start(): Promise<void> {
  const target = document.getElementById('docs');
  if (!target) return;
  const answer = await fetch('/api/openapi.json', { headers: { 'Accept-Language': language } });
  render(
    answer.ok
      ? page((await answer.json()) as OpenApi)
      : html`<h1>API</h1><p>${t.sign} <a href="/sign-in">→</a></p>`,
    target,
  );
}

await start();

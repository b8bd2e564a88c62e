// The page behind /api/docs; its script and style are assets, so the strict content security policy holds.

/** HTML of the API reader. */
export function docsPage(): string {
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API</title>
<link rel="stylesheet" href="/assets/docs.css">
<script type="module" src="/assets/docs.js"></script>
</head>
<body><main id="docs"></main></body>
</html>`;
}

// The one table of error codes: HTTP status and text in both languages. A code is `area.what`.
// Helpers of this table: errors.ts. `{name}` is filled from the problem's params.

interface ErrorCodeRow {
  readonly status: number;
  readonly en: string;
  readonly zh: string;
}

function defineErrorCodes<T extends Record<string, ErrorCodeRow>>(table: T): { readonly [K in keyof T]: ErrorCodeRow } {
  return Object.freeze(table);
}

export const errorCodes = defineErrorCodes({
  // Requests
  'request.unreadable': { status: 400, en: 'The body is not valid JSON: {reason}.', zh: '请求体不是有效的 JSON：{reason}。' },
  'request.invalid': { status: 400, en: 'The request cannot be understood. Correct the {count} listed problems.', zh: '无法理解该请求，请更正列出的 {count} 个问题。' },
  'request.unknown-parameter': { status: 400, en: "There is no parameter '{name}' here.", zh: '此处没有参数“{name}”。' },
  'request.bad-parameter': { status: 400, en: "Parameter '{name}' must be {expected}.", zh: '参数“{name}”必须为{expected}。' },
  'request.unknown-member': { status: 400, en: "There is no member '{name}' here.", zh: '此处没有成员“{name}”。' },
  'request.too-large': { status: 413, en: 'The request is larger than {limit}. Send less at once.', zh: '请求超过 {limit} 上限，请分批发送。' },
  'request.too-deep': { status: 400, en: 'The JSON is nested deeper than {limit} levels.', zh: 'JSON 嵌套超过 {limit} 层。' },
  'request.bad-text': { status: 400, en: 'The text holds a character that cannot be stored (NUL or a broken surrogate). Remove it.', zh: '文本含有无法存储的字符（NUL 或不完整的代理对），请删除。' },
  'request.bad-cursor': { status: 400, en: 'The cursor is not valid for this query. Start from the first page.', zh: '游标与该查询不符，请从第一页开始。' },
  'request.not-found': { status: 404, en: 'There is nothing at this address.', zh: '该地址不存在。' },
  'request.method': { status: 405, en: 'This address does not take {method}.', zh: '该地址不支持 {method} 方法。' },
  'request.media-type': { status: 415, en: 'Send the body as {expected}.', zh: '请求体类型应为 {expected}。' },
  'request.cross-site': { status: 403, en: 'A request from another site was refused.', zh: '已拒绝来自其他站点的请求。' },
  'request.idempotency-conflict': { status: 422, en: 'This Idempotency-Key was used with another request. Use a new key.', zh: '该 Idempotency-Key 已用于另一请求，请更换。' },
  'request.idempotency-running': { status: 409, en: 'The first request with this Idempotency-Key is still running. Try again in a moment.', zh: '使用该 Idempotency-Key 的首个请求仍在处理，请稍后重试。' },
  'server.unexpected': { status: 500, en: 'Something unexpected happened. Nothing was changed. Reference: {reference}.', zh: '发生意外错误，未做任何更改。参考号：{reference}。' },
  'server.busy': { status: 503, en: 'The server is busy. Try again in a moment.', zh: '服务器繁忙，请稍后重试。' },
  'server.storage': { status: 507, en: 'The data could not be written (disk full or read only). Nothing was changed.', zh: '数据无法写入（磁盘已满或只读），未做任何更改。' },

  // Sign-in
  'auth.required': { status: 401, en: 'Sign in first.', zh: '请先登录。' },
  'auth.wrong': { status: 401, en: 'E-mail or password is wrong.', zh: '邮箱或密码错误。' },
  'auth.too-many': { status: 429, en: 'Too many attempts. Try again in {minutes} minutes.', zh: '尝试次数过多，请 {minutes} 分钟后再试。' },
  'auth.token': { status: 400, en: 'The link is not valid any more. Ask for a new one.', zh: '链接已失效，请重新获取。' },
  'auth.password-short': { status: 422, en: 'The password needs at least {min} characters.', zh: '密码至少需要 {min} 个字符。' },
  'auth.password-long': { status: 422, en: 'The password may have at most {max} characters.', zh: '密码最多 {max} 个字符。' },
  'setup.done': { status: 409, en: 'The first administrator exists already. Sign in instead.', zh: '首个管理员已存在，请直接登录。' },
  'setup.token': { status: 403, en: 'The set-up link is not the one printed at start.', zh: '初始化链接与启动时打印的不一致。' },

  // Access
  'access.denied': { status: 403, en: 'You may not do this ({action} on {entity}). Ask an administrator for the right.', zh: '您没有此权限（{entity}：{action}），请联系管理员。' },
  'access.field': { status: 403, en: "Field '{field}' is not available to you.", zh: '您无权使用字段“{field}”。' },

  // Records
  'record.not-found': { status: 404, en: 'There is no such record, or you may not see it.', zh: '记录不存在或您无权查看。' },
  'record.unknown-entity': { status: 404, en: "There is no entity '{entity}'.", zh: '没有实体“{entity}”。' },
  'record.invalid': { status: 422, en: 'The record was not saved: {count} entries need correction.', zh: '记录未保存：有 {count} 项需要修正。' },
  'record.unknown-field': { status: 422, en: "There is no field '{field}'.", zh: '没有字段“{field}”。' },
  'record.read-only': { status: 422, en: 'This field cannot be changed.', zh: '该字段不可修改。' },
  'record.stale': { status: 412, en: 'Somebody else changed the record meanwhile. Compare both versions and save again.', zh: '记录已被他人修改，请比较两个版本后重新保存。' },
  'record.version-required': { status: 428, en: 'Send the version you read in If-Match.', zh: '请在 If-Match 中发送所读取的版本。' },
  'record.duplicate': { status: 409, en: '{fields}: another record has the same value.', zh: '{fields}：已有记录使用相同的值。' },
  'record.reference-missing': { status: 422, en: 'The chosen record does not exist or you may not see it.', zh: '所选记录不存在或您无权查看。' },
  'record.in-use': { status: 409, en: '{count} records of {entity} still refer to this one. Move or delete them first.', zh: '仍有 {count} 条{entity}引用此记录，请先转移或删除。' },
  'record.cycle': { status: 422, en: 'A record cannot stand below itself.', zh: '记录不能成为自己的下级。' },
  'record.in-bin': { status: 409, en: 'The record is in the recycle bin. Restore it first.', zh: '记录在回收站中，请先还原。' },
  'record.not-in-bin': { status: 409, en: 'The record is not in the recycle bin.', zh: '记录不在回收站中。' },
  'record.rule': { status: 422, en: 'The record breaks the rule "{rule}".', zh: '记录违反规则“{rule}”。' },
  'record.hidden-field': { status: 422, en: 'This field does not apply here and must stay empty.', zh: '该字段在此不适用，须留空。' },

  // Values
  'value.required': { status: 422, en: 'Please fill in this field.', zh: '此项为必填。' },
  'value.type': { status: 422, en: 'Must be {expected}.', zh: '必须为{expected}。' },
  'value.too-short': { status: 422, en: 'At least {limit} characters.', zh: '至少 {limit} 个字符。' },
  'value.too-long': { status: 422, en: 'At most {limit} characters.', zh: '最多 {limit} 个字符。' },
  'value.too-small': { status: 422, en: 'Must be {limit} or more.', zh: '不能小于 {limit}。' },
  'value.too-large': { status: 422, en: 'Must be {limit} or less.', zh: '不能大于 {limit}。' },
  'value.too-few': { status: 422, en: 'Choose at least {limit}.', zh: '至少选择 {limit} 项。' },
  'value.too-many': { status: 422, en: 'At most {limit} entries.', zh: '最多 {limit} 项。' },
  'value.repeated': { status: 422, en: 'The same entry stands here twice.', zh: '存在重复项。' },
  'value.pattern': { status: 422, en: 'Does not have the expected form.', zh: '格式不正确。' },
  'value.unknown-member': { status: 422, en: "There is no part '{name}' here.", zh: '此处没有“{name}”这一部分。' },
  'value.email': { status: 422, en: 'Enter an e-mail address such as name@example.com.', zh: '请输入邮箱地址，例如 name@example.com。' },
  'value.phone': { status: 422, en: 'Enter an 11-digit mobile number or a land line with area code; abroad with +country code.', zh: '请输入 11 位手机号或带区号的座机号；境外号码请加 +国家代码。' },
  'value.url': { status: 422, en: 'Enter an address that begins with https:// or http://.', zh: '请输入以 https:// 或 http:// 开头的网址。' },
  'value.integer': { status: 422, en: 'Enter a whole number; beyond 9,007,199,254,740,991 send it as text.', zh: '请输入整数；超过 9,007,199,254,740,991 时请以文本发送。' },
  'value.decimal': { status: 422, en: 'Enter a number such as 1234.56.', zh: '请输入数字，例如 1234.56。' },
  'value.scale': { status: 422, en: 'At most {limit} decimal places.', zh: '最多 {limit} 位小数。' },
  'value.digits': { status: 422, en: 'At most {limit} digits before the decimal point.', zh: '整数部分最多 {limit} 位。' },
  'value.date': { status: 422, en: 'Enter a date that exists, as 2026-03-01.', zh: '请输入存在的日期，例如 2026-03-01。' },
  'value.time': { status: 422, en: 'Enter a time such as 14:30.', zh: '请输入时间，例如 14:30。' },
  'value.datetime': { status: 422, en: 'Enter a moment with its zone, as 2026-03-01T14:30:00+08:00.', zh: '请输入带时区的时间，例如 2026-03-01T14:30:00+08:00。' },
  'value.period': { status: 422, en: 'Enter {expected}.', zh: '请输入{expected}。' },
  'value.option': { status: 422, en: "'{value}' is not one of the options.", zh: '“{value}”不在选项中。' },
  'value.option-not-here': { status: 422, en: "'{value}' cannot be chosen here.", zh: '此处不能选择“{value}”。' },
  'value.node': { status: 422, en: "'{value}' is not a node of {classification}.", zh: '“{value}”不是{classification}的节点。' },
  'value.colour': { status: 422, en: 'Enter a colour such as #2f55d4.', zh: '请输入颜色，例如 #2f55d4。' },
  'value.geo': { status: 422, en: 'Latitude is between -90 and 90, longitude between -180 and 180.', zh: '纬度范围为 -90 至 90，经度范围为 -180 至 180。' },
  'value.uscc': { status: 422, en: 'The unified social credit code has 18 characters and a check digit (GB 32100-2015); this one does not fit.', zh: '统一社会信用代码为 18 位且含校验码（GB 32100-2015），请核对。' },
  'value.id-card': { status: 422, en: 'The identity number has 18 characters and a check digit (GB 11643-1999); this one does not fit.', zh: '居民身份证号为 18 位且含校验码（GB 11643-1999），请核对。' },
  'value.json-too-large': { status: 422, en: 'The data is larger than {limit} bytes.', zh: '数据超过 {limit} 字节。' },
  'value.signature': { status: 422, en: 'The signature is not a PNG picture of at most {limit} kB.', zh: '签名须为不超过 {limit} kB 的 PNG 图片。' },
  'value.unreadable': { status: 422, en: "'{value}' cannot be read as {expected}.", zh: '无法将“{value}”识别为{expected}。' },

  // Rules
  'rule.shape': { status: 400, en: 'A rule is a value, a list, or an object with exactly one operator.', zh: '规则必须是值、列表或恰好含一个运算符的对象。' },
  'rule.unknown-operator': { status: 400, en: "There is no operator '{operator}'.", zh: '没有运算符“{operator}”。' },
  'rule.unknown-path': { status: 400, en: "There is nothing at '{path}'.", zh: '找不到“{path}”。' },
  'rule.type': { status: 400, en: "'{operator}' takes {expected} here, not {actual}.", zh: '“{operator}”此处需要{expected}，而不是{actual}。' },
  'rule.arguments': { status: 400, en: "'{operator}' takes {expected} arguments, not {actual}.", zh: '“{operator}”需要 {expected} 个参数，而不是 {actual} 个。' },
  'rule.not-condition': { status: 400, en: 'This rule must be true or false; it is {actual}.', zh: '此规则的结果必须为真或假，实际为{actual}。' },
  'rule.result': { status: 400, en: 'This rule must give {expected}; it gives {actual}.', zh: '此规则的结果必须为{expected}，实际为{actual}。' },
  'rule.too-deep': { status: 400, en: 'The rule is nested deeper than {limit} levels.', zh: '规则嵌套超过 {limit} 层。' },
  'rule.too-large': { status: 400, en: 'The rule has more than {limit} parts.', zh: '规则超过 {limit} 个节点。' },
  'rule.too-many-values': { status: 400, en: 'A list in a rule may have at most {limit} values.', zh: '规则中的列表最多 {limit} 个值。' },
  'rule.not-in-sql': { status: 400, en: "'{operator}' cannot be used in a filter.", zh: '“{operator}”不能用于筛选。' },
  'rule.literal': { status: 400, en: "'{value}' is not {expected}.", zh: '“{value}”不是{expected}。' },

  // Queries
  'query.unknown-field': { status: 400, en: "There is no field '{field}' here.", zh: '此处没有字段“{field}”。' },
  'query.not-sortable': { status: 400, en: "One cannot sort by '{field}'.", zh: '不能按“{field}”排序。' },
  'query.not-groupable': { status: 400, en: "One cannot group by '{field}'.", zh: '不能按“{field}”分组。' },
  'query.not-measurable': { status: 400, en: "'{op}' cannot be computed over '{field}'.", zh: '不能对“{field}”计算“{op}”。' },
  'query.too-many': { status: 400, en: 'At most {limit} {what}.', zh: '最多 {limit} 个{what}。' },
  'query.too-slow': { status: 503, en: 'The query took longer than {seconds} s and was stopped. Narrow the filter.', zh: '查询超过 {seconds} 秒被中止，请缩小筛选范围。' },

  // Files
  'file.too-large': { status: 413, en: 'A file may have at most {limit} MB.', zh: '文件最大 {limit} MB。' },
  'file.name': { status: 400, en: 'The file name is empty, too long or holds control characters.', zh: '文件名为空、过长或含有控制字符。' },
  'file.type': { status: 422, en: 'Files of this type are not accepted here ({accept}).', zh: '此处不接受该类型文件（{accept}）。' },

  // Packs and metadata
  'pack.invalid': { status: 422, en: 'The packs were not loaded: {count} problems.', zh: '配置包未加载：{count} 个问题。' },
  'pack.unreadable': { status: 422, en: 'The file is not valid JSON: {reason}.', zh: '文件不是有效的 JSON：{reason}。' },
  'pack.no-manifest': { status: 422, en: 'There is no pack.json in this folder.', zh: '此文件夹中没有 pack.json。' },
  'pack.misplaced': { status: 422, en: 'Files of a pack do not stand here. Expected: {expected}.', zh: '配置包中此处不应有文件，应为：{expected}。' },
  'pack.name-differs': { status: 422, en: "The file says '{actual}' but stands where '{expected}' belongs.", zh: '文件内写的是“{actual}”，但此位置应为“{expected}”。' },
  'pack.repeated': { status: 422, en: "'{name}' is defined twice in this pack.", zh: '“{name}”在此包中定义了两次。' },
  'pack.missing-dependency': { status: 422, en: "Pack '{pack}' needs '{dependency}' {range}, which is not there.", zh: '配置包“{pack}”需要“{dependency}” {range}，但未找到。' },
  'pack.cycle': { status: 422, en: 'These packs depend on each other in a circle: {packs}.', zh: '以下配置包循环依赖：{packs}。' },
  'pack.engine': { status: 422, en: 'The pack is written for format {actual}; this engine reads {expected}.', zh: '该包的格式版本为 {actual}，本引擎支持 {expected}。' },
  'pack.layer': { status: 422, en: "Layer '{actual}' must not depend on the higher layer '{expected}'.", zh: '层“{actual}”不能依赖更高的层“{expected}”。' },
  'pack.locked': { status: 422, en: "'{property}' is locked by pack '{pack}' and cannot be changed here.", zh: '“{property}”已被配置包“{pack}”锁定，不能在此更改。' },
  'meta.schema': { status: 422, en: 'Does not fit the format: {reason}.', zh: '不符合格式：{reason}。' },
  'meta.unknown-key': { status: 422, en: "There is no property '{name}' here.", zh: '此处没有属性“{name}”。' },
  'meta.missing-key': { status: 422, en: "Property '{name}' is missing.", zh: '缺少属性“{name}”。' },
  'meta.bad-name': { status: 422, en: "'{name}' is not a name: use a small letter, then small letters, digits and single underscores, at most 48.", zh: '“{name}”不是有效名称：以小写字母开头，仅含小写字母、数字和单个下划线，最多 48 个字符。' },
  'meta.reserved-name': { status: 422, en: "'{name}' is reserved. Choose another name.", zh: '“{name}”为保留名称，请改用其他名称。' },
  'meta.missing-text': { status: 422, en: 'The text is missing in {locale}.', zh: '缺少 {locale} 文本。' },
  'meta.unknown-entity': { status: 422, en: "There is no entity '{name}'.", zh: '没有实体“{name}”。' },
  'meta.unknown-field': { status: 422, en: "Entity '{entity}' has no field '{name}'.", zh: '实体“{entity}”没有字段“{name}”。' },
  'meta.unknown-type': { status: 422, en: "There is no field type '{name}'.", zh: '没有字段类型“{name}”。' },
  'meta.unknown-target': { status: 422, en: "There is no {kind} '{name}'.", zh: '没有{kind}“{name}”。' },
  'meta.unknown-option': { status: 422, en: "Picklist '{picklist}' has no option '{name}'.", zh: '选项集“{picklist}”没有选项“{name}”。' },
  'meta.order-cycle': { status: 422, en: "The 'after' entries of {names} run in a circle.", zh: '{names} 的“after”形成循环。' },
  'meta.formula-cycle': { status: 422, en: 'These computed fields depend on each other in a circle: {fields}.', zh: '以下计算字段循环依赖：{fields}。' },
  'meta.duplicate-id': { status: 422, en: "The id '{id}' is used twice, also at {other}.", zh: 'id “{id}”重复，另见 {other}。' },
  'meta.not-allowed': { status: 422, en: '{reason}', zh: '{reason}' },
  'meta.bad-value': { status: 422, en: '{reason}', zh: '{reason}' },
  'meta.tree': { status: 422, en: "Node '{code}' of '{classification}' is wrong: {reason}.", zh: '分类“{classification}”的节点“{code}”有误：{reason}。' },
  'meta.too-many': { status: 422, en: 'At most {limit} {what} are possible.', zh: '最多允许 {limit} 个{what}。' },

  // Storage
  'storage.too-old': { status: 500, en: 'SQLite {actual} is older than {expected}, which is needed for safe writes.', zh: 'SQLite {actual} 版本过旧，安全写入需要 {expected}。' },
  'storage.locked': { status: 500, en: 'Another process uses this data folder. Stop it first.', zh: '另一进程正在使用此数据文件夹，请先停止。' },
  'storage.newer': { status: 500, en: 'The data was written by a newer version ({actual}). Start that version.', zh: '数据由更新的版本（{actual}）写入，请使用该版本启动。' },
  'storage.drift': { status: 500, en: 'Tables and metadata differ: {what}.', zh: '数据表与元数据不一致：{what}。' },
  'config.bad': { status: 500, en: 'Setting {name} must be {expected}.', zh: '设置 {name} 必须为{expected}。' },
  'config.secret': { status: 500, en: 'CRM_SECRET must have at least 32 characters and not be an example value.', zh: 'CRM_SECRET 至少需要 32 个字符，且不能使用示例值。' },

  // Command line and imports
  'command.usage': { status: 400, en: '{reason}', zh: '{reason}' },
  'import.unknown-column': { status: 422, en: "Column '{column}' is not mapped to a field.", zh: '列“{column}”未映射到字段。' },
  'import.no-match': { status: 422, en: "No {entity} with {field} '{value}'.", zh: '没有{field}为“{value}”的{entity}。' },
  'import.ambiguous': { status: 422, en: "More than one {entity} with {field} '{value}'.", zh: '有多条{entity}的{field}为“{value}”。' },
  'import.ragged': { status: 422, en: 'The row has {actual} cells, the head has {expected}.', zh: '该行有 {actual} 个单元格，表头为 {expected} 个。' },
});

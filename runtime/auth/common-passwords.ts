// Passwords that are tried first everywhere: well-known words, runs of keys and numbers, and what people make of them.

const WORDS: ReadonlySet<string> = new Set(
  `
password passwort passwd pass passphrase parola senha contrasena motdepasse wachtwoord mima mimashi
admin administrator root user guest test tester testing demo sample example login logon signin welcome hello hallo hi
changeme change default secret secure security private access master super superman superuser system server service
letmein openup opensesame sesame trustno trustnoone iloveyou loveyou lovely love forever princess prince queen king
monkey dragon tiger lion eagle panda horse dog cat puppy kitten chicken shadow sunshine moonlight star starwars
batman spiderman pokemon naruto matrix ninja samurai hunter ranger killer hacker gamer player soccer football
baseball basketball hockey golf tennis liverpool chelsea arsenal barcelona juventus manchester ferrari porsche mercedes
summer winter spring autumn monday tuesday wednesday thursday friday saturday sunday january february march april june
july august september october november december whatever nothing something computer internet network google baidu
tencent alibaba taobao weixin wechat alipay huawei xiaomi iphone android windows microsoft samsung apple
company business office work finance sales crm salesforce customer manager boss chef director qwerty qwert qwertz azerty
asdf asdfgh asdfghjkl zxcv zxcvbn zxcvbnm qazwsx qazwsxedc qweasd qweasdzxc abcabc aabbcc abcdef abcd xyz
woaini woaiwojia wobuzhidao zhongguo beijing shanghai guangzhou shenzhen nihao wohenhao laopo laogong baobao
baobei jiayou gongxi facai facaile xiaoming zhangsan lisi wangwu mingming dongdong xiaoxiao yangyang tiantian
charlie michael jordan jessica ashley daniel thomas robert michelle jennifer andrew george nicole anthony
freedom happy peace flower butterfly cookie chocolate coffee banana orange cherry pepper ginger summertime
`
    .trim()
    .split(/\s+/),
);

/** Rows of keys and orders people walk along, in both directions. */
const RUNS: readonly string[] = [
  '01234567890',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'qwertzuiop',
  'azertyuiop',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
  '1q2w3e4r5t6y7u8i9o0p',
  'qazwsxedcrfvtgbyhnujm',
  '147258369',
  '5201314',
  '1314520',
  '168168168',
  '!@#$%^&*()',
].flatMap((run) => [run, [...run].reverse().join('')]);

const LOOKALIKES: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/** True when a password is one of those tried first, or made of one in the usual way. */
export function isCommonPassword(password: string): boolean {
  const text = password.normalize('NFKC').toLowerCase();
  if (isRepeated(text) || isAlongRuns(text) || isDate(text)) return true;
  const bare = text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  const read = [...text].map((char) => LOOKALIKES[char] ?? char).join('');
  const readBare = read.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  const trimmed = [...text.replace(/[^\p{L}$@]+$/u, '')]
    .map((char) => LOOKALIKES[char] ?? char)
    .join('');
  return [text, bare, read, readBare, trimmed].some(isWords);
}

/** One known word, or the same one or two of them in a row. */
function isWords(text: string): boolean {
  if (WORDS.has(text)) return true;
  for (let cut = 2; cut <= text.length - 2; cut++)
    if (WORDS.has(text.slice(0, cut)) && WORDS.has(text.slice(cut))) return true;
  return false;
}

/** `aaaaaaaa`, `abababab`, `abc123abc123`. */
function isRepeated(text: string): boolean {
  for (let size = 1; size <= Math.min(text.length / 2, 6); size++) {
    const part = text.slice(0, size);
    if (part.repeat(Math.ceil(text.length / size)).slice(0, text.length) === text) return true;
  }
  return false;
}

/** Nothing but at most three pieces of runs: `12345678`, `qwerty123`, `abcd1234!@#$`. */
function isAlongRuns(text: string): boolean {
  let at = 0;
  for (let pieces = 0; pieces < 3 && at < text.length; pieces++) {
    const length = Math.max(...RUNS.map((run) => lengthAlong(run, text.slice(at))));
    if (length < 3) return false;
    at += length;
  }
  return at >= text.length;
}

function lengthAlong(run: string, text: string): number {
  for (let length = Math.min(text.length, run.length); length > 0; length--)
    if (run.includes(text.slice(0, length))) return length;
  return 0;
}

/** A day: `19900101`, `01011990`, `1990-01-01`. */
function isDate(text: string): boolean {
  const digits = text.replace(/[-./]/g, '');
  return /^((19|20)\d{2}(0\d|1[0-2])[0-3]\d|[0-3]\d(0\d|1[0-2])(19|20)\d{2})$/.test(digits);
}

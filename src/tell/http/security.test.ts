import { type Env, Hono } from 'hono';
import { beforeEach, describe, expect, it } from 'vitest';
import { asTelltaleError } from '../../errors.ts';
import { addDoor, addSignOut } from './door.ts';
import { gate, headers, ownSite } from './security.ts';
import { createSignIn, type SignIn } from './sign-in.ts';

const TOKEN = 'a-secret-of-this-session';
const HOST = '127.0.0.1:7777';
const ORIGIN = `http://${HOST}`;
const COOKIE = 'telltale-7777';
const PASSWORD = 'correct horse 电池';

let app: Hono<Env>;
let changed: number;
beforeEach(() => build(undefined));

function build(signIn: SignIn | undefined, publicOrigin?: string): void {
  changed = 0;
  app = new Hono();
  app.onError((caught, context) => {
    const error = asTelltaleError(caught);
    return context.json({ code: error.code }, error.status as 403);
  });
  app.use(headers);
  app.use(ownSite({ allowedHosts: new Set([HOST, 'localhost:7777', 'case.example']), publicOrigin }));
  addDoor(app, { signIn, publicOrigin });
  app.use(gate({ token: TOKEN, signIn, publicOrigin }));
  addSignOut(app, { signIn });
  app.get('/api/case', (context) => context.text('the case'));
  app.on(['POST', 'PUT', 'DELETE'], '/api/change', (context) => {
    changed += 1;
    return context.text('changed');
  });
}

function ask(path: string, given: Record<string, string>, init: RequestInit = {}): Promise<Response> | Response {
  return app.request(`${ORIGIN}${path}`, { ...init, headers: { host: HOST, ...given } });
}

const session = { cookie: `${COOKIE}=${TOKEN}` };
const json = { 'content-type': 'application/json' };

describe('who may ask', () => {
  it('answers whoever has the session, by cookie or by bearer token', async () => {
    expect((await ask('/api/case', session)).status).toBe(200);
    expect((await ask('/api/case', { authorization: `Bearer ${TOKEN}` })).status).toBe(200);
    expect((await ask('/api/case', { ...session, host: 'LOCALHOST:7777' })).status).toBe(200);
  });

  it('answers nobody else', async () => {
    expect((await ask('/api/case', {})).status).toBe(403);
    expect((await ask('/api/case', { cookie: `${COOKIE}=${TOKEN}x` })).status).toBe(403);
    expect((await ask('/api/case', { cookie: `${COOKIE}=` })).status).toBe(403);
    expect((await ask('/api/case', { authorization: 'Bearer x' })).status).toBe(403);
    expect((await ask('/api/case?token=wrong', {})).status).toBe(403);
  });

  it('turns the link’s token into a cookie that no script and no other site sees, and out of the address', async () => {
    const answer = await ask(`/search?q=a&token=${TOKEN}`, {});
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/search?q=a');
    const cookie = answer.headers.get('set-cookie') ?? '';
    expect(cookie).toContain('HttpOnly');
    expect(cookie).toContain('SameSite=Strict');
    expect(cookie).not.toContain('Domain');
  });

  it('shows a browser without a session where the link is, and nothing of the case', async () => {
    const answer = await ask('/overlaps', { accept: 'text/html', 'accept-language': 'zh-CN,zh;q=0.9' });
    expect(answer.status).toBe(403);
    expect(await answer.text()).toMatch(/lang="zh-Hans"[\s\S]*telltale serve/);
  });

  it('believes a proxy only where it was said to stand, whatever headers it sends', async () => {
    const forwarded = { ...session, ...json, 'x-forwarded-proto': 'https', 'x-forwarded-host': 'case.example' };
    const change = async (given: Record<string, string>) =>
      (await ask('/api/change', { ...forwarded, ...given }, { method: 'POST', body: '{}' })).status;
    expect(await change({ origin: 'https://case.example' })).toBe(403);
    build(undefined, 'https://case.example');
    expect(await change({ origin: 'https://case.example' })).toBe(200);
    expect(await change({ origin: 'http://case.example' })).toBe(403);
    expect(await change({ origin: 'https://elsewhere.example' })).toBe(403);
    expect(changed).toBe(1);
    const answer = await ask(`/?token=${TOKEN}`, { host: 'case.example' });
    expect(answer.headers.get('set-cookie')).toContain('Secure');
  });

  it('keeps the sessions of two servers on one machine apart', async () => {
    expect((await ask('/api/case', { cookie: `telltale-7778=${TOKEN}` })).status).toBe(403);
    expect((await ask('/api/case', { cookie: `telltale-7778=other; ${COOKIE}=${TOKEN}` })).status).toBe(200);
  });

  it('refuses a name that only resolves to this machine (DNS rebinding), session or not', async () => {
    for (const host of ['evil.example:7777', 'evil.example', '127.0.0.1', '127.0.0.1:80', '']) {
      expect((await ask('/api/case', { ...session, host })).status, host).toBe(403);
      expect((await ask(`/?token=${TOKEN}`, { host })).status, host).toBe(403);
    }
  });

  it('refuses a page of another site, whatever it sends along (CSRF)', async () => {
    for (const origin of ['http://evil.example', 'null', 'https://127.0.0.1:7777', 'http://127.0.0.1:8888', '']) {
      const init = { method: 'POST', body: '{}' };
      expect((await ask('/api/change', { ...session, ...json, origin }, init)).status, origin).toBe(403);
      expect((await ask('/api/case', { ...session, origin })).status, origin).toBe(403);
    }
    expect(changed).toBe(0);
  });

  it('takes changes only in forms that another site’s page cannot send without asking', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', '']) {
      const given = { ...session, origin: ORIGIN, 'content-type': type };
      expect((await ask('/api/change', given, { method: 'POST', body: '{}' })).status, type).toBe(403);
    }
    expect((await ask('/api/change', session, { method: 'DELETE' })).status).toBe(403);
    // A token in the address starts a session; it changes nothing.
    expect((await ask(`/api/change?token=${TOKEN}`, json, { method: 'POST', body: '{}' })).status).toBe(403);
    expect(changed).toBe(0);
    expect((await ask('/api/change', { ...session, ...json, origin: ORIGIN }, { method: 'POST' })).status).toBe(200);
    const bytes = { ...session, origin: ORIGIN, 'content-type': 'application/octet-stream' };
    expect((await ask('/api/change', bytes, { method: 'PUT' })).status).toBe(200);
    expect(changed).toBe(2);
  });
});

describe('with a password', () => {
  beforeEach(async () => build(await createSignIn(PASSWORD, () => new Date(), { N: 16, r: 8, p: 1, maxmem: 2 ** 20 })));
  const form = { 'content-type': 'application/x-www-form-urlencoded', origin: ORIGIN };
  const enter = (password: string, next = '/', given: Record<string, string> = form) =>
    ask('/sign-in', given, { method: 'POST', body: String(new URLSearchParams({ password, next })) });

  it('nothing but the page that asks for it is answered; the token opens nothing', async () => {
    for (const given of [{}, session, { authorization: `Bearer ${TOKEN}` }])
      expect((await ask('/api/case', given)).status).toBe(401);
    expect((await ask(`/api/case?token=${TOKEN}`, {})).status).toBe(401);
    const turned = await ask('/read/doc-1?p=2', { accept: 'text/html,*/*' });
    expect([turned.status, turned.headers.get('location')]).toEqual([303, '/sign-in?next=%2Fread%2Fdoc-1%3Fp%3D2']);
    const asked = await ask('/sign-in?next=%2Fread%2Fdoc-1%3Fp%3D2', {});
    expect(asked.status).toBe(200);
    expect(await asked.text()).toContain('name="next" value="/read/doc-1?p=2"');
  });

  it('who knows it gets a session that no script sees, until it is ended', async () => {
    const answer = await enter(PASSWORD, '/overlaps?a=1');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/overlaps?a=1']);
    const set = answer.headers.get('set-cookie') ?? '';
    expect(set).toMatch(/^telltale-7777=[\w-]{32}; Path=\/; HttpOnly; SameSite=Strict$/);
    const cookie = set.split(';')[0] ?? '';
    expect((await ask('/api/case', { cookie })).status).toBe(200);
    const out = await ask('/sign-out', { cookie, ...json, origin: ORIGIN }, { method: 'POST', body: '{}' });
    expect(out.status).toBe(200);
    expect((await ask('/api/case', { cookie })).status).toBe(401);
  });

  it('who does not know it is told so, and has to wait after five tries', async () => {
    for (let nth = 0; nth < 5; nth++) {
      const answer = await enter('wrong');
      expect(answer.status).toBe(403);
      expect(answer.headers.get('set-cookie')).toBeNull();
      expect(await answer.text()).toContain('This is not the password.');
    }
    expect((await enter(PASSWORD)).status).toBe(429);
  });

  it('leads nowhere else, and is no form for another site', async () => {
    for (const next of [
      '//evil.example',
      'https://evil.example',
      '/\\evil.example',
      '/\t/evil.example',
      'x',
      '/sign-in',
    ])
      expect((await enter(PASSWORD, next)).headers.get('location'), next).toBe('/');
    const hostile = await ask(`/sign-in?next=${encodeURIComponent('/"><script>alert(1)</script>')}`, {});
    expect(await hostile.text()).not.toContain('<script');
    expect((await enter(PASSWORD, '/', { ...form, origin: 'http://evil.example' })).status).toBe(403);
    const { origin: _, ...none } = form;
    expect((await enter(PASSWORD, '/', none)).status).toBe(403);
    expect((await enter('x'.repeat(20_000))).status).toBe(413);
  });
});

describe('what an answer allows', () => {
  it('is nothing from elsewhere, nothing inline, no frame, no referrer, on answers and on refusals', async () => {
    for (const given of [session, {}]) {
      const { headers: answer } = await ask('/api/case', given);
      const policy = answer.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe');
      expect(policy).not.toMatch(/https?:|\*/);
      expect(answer.get('x-content-type-options')).toBe('nosniff');
      expect(answer.get('referrer-policy')).toBe('no-referrer');
      expect(answer.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(answer.get('cache-control')).toBe('no-store');
      expect(answer.get('access-control-allow-origin')).toBeNull();
    }
  });
});

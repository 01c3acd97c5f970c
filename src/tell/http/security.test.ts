import { Hono } from 'hono';
import { beforeEach, describe, expect, it } from 'vitest';
import { asTelltaleError } from '../../errors.ts';
import { COOKIE, gate, headers } from './security.ts';

const TOKEN = 'a-secret-of-this-session';
const HOST = '127.0.0.1:7777';
const ORIGIN = `http://${HOST}`;

let app: Hono;
let changed: number;
beforeEach(() => {
  changed = 0;
  app = new Hono();
  app.onError((caught, context) => {
    const error = asTelltaleError(caught);
    return context.json({ code: error.code }, error.status as 403);
  });
  app.use(headers);
  app.use(gate({ token: TOKEN, allowedHosts: new Set([HOST, 'localhost:7777']) }));
  app.get('/api/case', (context) => context.text('the case'));
  app.on(['POST', 'PUT', 'DELETE'], '/api/change', (context) => {
    changed += 1;
    return context.text('changed');
  });
});

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

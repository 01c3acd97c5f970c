/** Who may ask, and what a page may do: session token, host and origin checks, and the headers of every answer. */
import { timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { TelltaleError } from '../../errors.ts';
import type { HttpDependencies } from './dependencies.ts';

export const COOKIE = 'telltale';

/** Nothing from elsewhere, nothing inline, no frames, no forms to elsewhere. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "manifest-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'self'",
].join('; ');

export const headers: MiddlewareHandler = async (context, next) => {
  await next();
  const { headers: answer } = context.res;
  answer.set('content-security-policy', POLICY);
  answer.set('x-content-type-options', 'nosniff');
  answer.set('referrer-policy', 'no-referrer');
  answer.set('x-frame-options', 'DENY');
  answer.set('cross-origin-opener-policy', 'same-origin');
  answer.set('cross-origin-resource-policy', 'same-origin');
  answer.set('permissions-policy', 'camera=(), microphone=(), geolocation=()');
  if (!answer.has('cache-control')) answer.set('cache-control', 'no-store');
};

function isToken(given: string | undefined, token: string): boolean {
  if (given === undefined) return false;
  const [a, b] = [Buffer.from(given), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/**
 * Answers only who came by the link: its token becomes a cookie at the first visit. A foreign `Host` (DNS rebinding)
 * and a foreign `Origin` (another site's page) are refused before anything is looked up.
 */
export function gate({ token, allowedHosts }: Pick<HttpDependencies, 'token' | 'allowedHosts'>): MiddlewareHandler {
  return async (context, next) => {
    const host = context.req.header('host') ?? '';
    if (!allowedHosts.has(host.toLowerCase()))
      throw new TelltaleError('forbidden', `This server does not answer for ${host}.`);
    const origin = context.req.header('origin');
    if (origin !== undefined && origin !== `http://${host}`) {
      throw new TelltaleError('forbidden', 'Another site’s page may not ask.');
    }
    const url = new URL(context.req.url);
    const offered = url.searchParams.get('token');
    if (offered !== null && context.req.method === 'GET') {
      if (!isToken(offered, token))
        throw new TelltaleError('forbidden', 'The token of this link is not, or no longer, valid.');
      setCookie(context, COOKIE, token, { httpOnly: true, sameSite: 'Strict', path: '/' });
      url.searchParams.delete('token');
      return context.redirect(`${url.pathname}${url.search}`, 303);
    }
    const bearer = /^Bearer (.+)$/.exec(context.req.header('authorization') ?? '')?.[1];
    if (!isToken(bearer ?? getCookie(context, COOKIE), token)) {
      throw new TelltaleError('forbidden', 'No session: the link that telltale serve printed starts one.');
    }
    const writes = !['GET', 'HEAD'].includes(context.req.method);
    // No form of another site can send either of these: a browser would ask first, and be refused.
    if (writes && !/^application\/(json|octet-stream)\b/.test(context.req.header('content-type') ?? '')) {
      throw new TelltaleError('forbidden', 'Changes are sent as application/json or application/octet-stream.');
    }
    return next();
  };
}

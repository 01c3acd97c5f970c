/** Who may ask, and what a page may do: host and origin checks, the session, and the headers of every answer. */
import { timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { TelltaleError } from '../../errors.ts';
import type { HttpDependencies } from './dependencies.ts';
import { sessionOf, startSession, turnAway } from './door.ts';

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
  if (!answer.has('referrer-policy')) answer.set('referrer-policy', 'no-referrer');
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

/** A foreign `Host` (DNS rebinding) and a foreign `Origin` (another site's page) are refused before anything is looked up. */
export function ownSite({
  allowedHosts,
  publicOrigin,
}: Pick<HttpDependencies, 'allowedHosts' | 'publicOrigin'>): MiddlewareHandler {
  return async (context, next) => {
    const host = context.req.header('host') ?? '';
    if (!allowedHosts.has(host.toLowerCase()))
      throw new TelltaleError('forbidden', `This server does not answer for ${host}.`);
    const origin = context.req.header('origin');
    // What a proxy forwards is not believed: where it stands was said when the server was started.
    if (origin !== undefined && origin !== `http://${host}` && origin !== publicOrigin) {
      throw new TelltaleError('forbidden', 'Another site’s page may not ask.');
    }
    return next();
  };
}

/** Answers only who came by the link, whose token becomes a cookie at the first visit; with a password, only who signed in. */
export function gate({
  token,
  signIn,
  publicOrigin,
}: Pick<HttpDependencies, 'token' | 'signIn' | 'publicOrigin'>): MiddlewareHandler {
  return async (context, next) => {
    const url = new URL(context.req.url);
    const offered = url.searchParams.get('token');
    if (!signIn && offered !== null && context.req.method === 'GET') {
      if (!isToken(offered, token))
        throw new TelltaleError('forbidden', 'The token of this link is not, or no longer, valid.');
      startSession(context, token, publicOrigin);
      url.searchParams.delete('token');
      return context.redirect(`${url.pathname}${url.search}`, 303);
    }
    const bearer = /^Bearer (.+)$/.exec(context.req.header('authorization') ?? '')?.[1];
    const session = sessionOf(context);
    const isIn = signIn ? signIn.has(session ?? '') : isToken(bearer ?? session, token);
    if (!isIn) return turnAway(context, { signIn });
    const writes = !['GET', 'HEAD'].includes(context.req.method);
    // No form of another site can send either of these: a browser would ask first, and be refused.
    if (writes && !/^application\/(json|octet-stream)\b/.test(context.req.header('content-type') ?? '')) {
      throw new TelltaleError('forbidden', 'Changes are sent as application/json or application/octet-stream.');
    }
    return next();
  };
}

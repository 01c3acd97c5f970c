/** The door before everything else: by the link's token, or by a password; what a browser without a session is shown. */
import type { IncomingMessage } from 'node:http';
import type { Context, Env, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { asTelltaleError, TelltaleError } from '../../errors.ts';
import type { HttpDependencies } from './dependencies.ts';
import { DOOR_STYLE, linkPage, passwordPage } from './door-pages.ts';

/** Of a form with a password: nobody is known yet. */
const MOST_BYTES = 16_384;
/** A form of a page that refers nobody to it has no origin either; this one tells its own server, and nobody else. */
const HTML = { 'content-type': 'text/html; charset=utf-8', 'referrer-policy': 'same-origin' };

/**
 * A cookie belongs to a host, not to a port: two cases that are served on one machine must not put each other's session
 * out.
 */
export function cookieName(context: Context): string {
  return `telltale-${/:(\d+)$/.exec(context.req.header('host') ?? '')?.[1] ?? '80'}`;
}

export function sessionOf(context: Context): string | undefined {
  return getCookie(context, cookieName(context));
}

export function startSession(context: Context, session: string, publicOrigin: string | undefined): void {
  const secure = publicOrigin?.startsWith('https:') ?? false;
  setCookie(context, cookieName(context), session, { httpOnly: true, sameSite: 'Strict', path: '/', secure });
}

const small = bodyLimit({
  maxSize: MOST_BYTES,
  onError: () => {
    throw new TelltaleError('too-large', 'No password is as long as that.');
  },
});

/** Routes that need no session: those that lead to one. */
export function addDoor(
  app: Hono<Env>,
  { signIn, publicOrigin }: Pick<HttpDependencies, 'signIn' | 'publicOrigin'>,
): void {
  app.get('/sign-in.css', (context) => context.body(DOOR_STYLE, 200, { 'content-type': 'text/css; charset=utf-8' }));
  if (!signIn) return;
  app.get('/sign-in', (context) =>
    context.body(passwordPage(languages(context), inside(context.req.query('next'))), 200, HTML),
  );
  app.post('/sign-in', small, async (context) => {
    // A form of another site carries its own origin, and is refused before it comes here; one without any is no browser's.
    if (context.req.header('origin') === undefined) throw new TelltaleError('forbidden', 'No origin is named.');
    const form = await context.req.parseBody();
    const next = inside(String(form['next'] ?? ''));
    try {
      const session = await signIn.open(String(form['password'] ?? ''), addressOf(context));
      startSession(context, session, publicOrigin);
    } catch (caught) {
      const { code, status } = asTelltaleError(caught);
      if (code !== 'wrong-password' && code !== 'too-many-tries') throw caught;
      const trouble = code === 'wrong-password' ? 'wrong' : 'wait';
      return context.body(passwordPage(languages(context), next, trouble), status as 403, HTML);
    }
    return context.redirect(next, 303);
  });
}

/** Ends the session; the browser forgets it too. */
export function addSignOut(app: Hono<Env>, { signIn }: Pick<HttpDependencies, 'signIn'>): void {
  app.post('/sign-out', (context) => {
    signIn?.close(sessionOf(context) ?? '');
    deleteCookie(context, cookieName(context), { path: '/' });
    return context.json({ done: true });
  });
}

/** Who has no session: a browser's page leads to the password or says where the link is, anything else is refused. */
export function turnAway(context: Context, { signIn }: Pick<HttpDependencies, 'signIn'>): Response {
  const wantsPage = context.req.method === 'GET' && (context.req.header('accept') ?? '').includes('text/html');
  const { pathname, search } = new URL(context.req.url);
  if (signIn) {
    if (wantsPage) return context.redirect(`/sign-in?next=${encodeURIComponent(pathname + search)}`, 303);
    throw new TelltaleError('sign-in-needed', 'Nobody is signed in, or no longer.');
  }
  if (wantsPage) return context.body(linkPage(languages(context)), 403, HTML) as Response;
  throw new TelltaleError('forbidden', 'No session: the link that telltale serve printed starts one.');
}

/** As the server's bindings have it; none where the application is called directly. */
function addressOf(context: Context): string {
  const { incoming } = (context.env ?? {}) as { incoming?: IncomingMessage };
  return incoming?.socket.remoteAddress ?? '';
}

const languages = (context: Context): string => context.req.header('accept-language') ?? '';

/** An address of this workbench, never of another host. */
function inside(next: string | undefined): string {
  return next !== undefined && /^\/(?![/\\])[^\s\\]*$/.test(next) && !next.startsWith('/sign-in') ? next : '/';
}

/** Search: one box for every language; the hits walk with the keyboard and load as they are reached. */
import { Link, useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { ApiError } from '../../api/client.ts';
import { useSearchHits } from '../../api/queries.ts';
import type { SearchHit } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';
import { useFormat } from '../../parts/format.ts';
import { Icon } from '../../parts/icon.tsx';
import { Empty, Failure, Loading } from '../../parts/states.tsx';
import { useShortcuts } from '../../shell/keyboard.tsx';
import { useNotices } from '../../shell/notices.tsx';
import type { FindScope } from '../reader/use-find.ts';
import { recentQueries, rememberQuery } from './recent.ts';
import { SavedSearches } from './saved-searches.tsx';
import { SearchActions } from './search-actions.tsx';
import { SearchRail } from './search-rail.tsx';
import { SearchResult } from './search-result.tsx';
import './search.css';

interface SearchAddress {
  readonly q?: string | undefined;
  readonly in?: string | undefined;
  readonly collection?: string | undefined;
  /** A saved search’s mark: only what came after it. */
  readonly newer?: string | undefined;
  /** `all`: copies are shown too. */
  readonly copies?: string | undefined;
}

/** While an answer is waited for, typing pauses for this long before the next query goes out; else it goes at once. */
const PAUSE_MS = 40;
/** Typing settles for this long before the address follows. */
const SETTLE_MS = 400;
const ROW_ESTIMATE = 84;

export function SearchPage() {
  const m = useMessages();
  const format = useFormat();
  const notices = useNotices();
  const navigate = useNavigate();
  const router = useRouter();
  const address: SearchAddress = useSearch({ strict: false });
  const [text, setText] = useState(address.q ?? '');
  const box = useRef<HTMLInputElement>(null);

  // What is typed is searched for almost at once; the address follows when it settles or something is opened, so that
  // back and links work. Where another page is on its way, it must not be called back.
  const settle = useCallback(() => {
    if (text.trim() === (address.q ?? '') || router.latestLocation.pathname !== '/search') return;
    navigate({ to: '/search', search: { ...address, q: text.trim() || undefined }, replace: true }).catch(
      (error: unknown) => notices.fail(String(error)),
    );
  }, [text, address, navigate, notices, router]);
  useEffect(() => {
    const timer = setTimeout(settle, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [settle]);
  const addressed = address.q ?? '';
  const [asked, setAsked] = useState(addressed);
  useEffect(() => {
    if (document.activeElement !== box.current) setText(addressed);
    setAsked(addressed);
  }, [addressed]);
  useEffect(() => box.current?.focus(), []);
  useShortcuts(m.pages.search, [
    {
      key: '/',
      label: m.shell.searchBox,
      run: () => {
        box.current?.focus();
        box.current?.select();
      },
    },
  ]);

  const { in: side, collection, newer, copies } = address;
  const scope = { q: asked, in: side, collection, newer, fold: copies !== 'all' };
  const query = useSearchHits(scope);
  const busy = query.isFetching;
  useEffect(() => {
    if (text.trim() === asked) return;
    const timer = setTimeout(() => setAsked(text.trim()), busy ? PAUSE_MS : 0);
    return () => clearTimeout(timer);
  }, [text, asked, busy]);
  const hits = useMemo(() => query.data?.pages.flatMap((page) => page.hits) ?? [], [query.data]);
  const total = query.data?.pages[0]?.total ?? 0;
  const narrow = (change: SearchAddress) => {
    if (change.q !== undefined) setText(change.q);
    navigate({ to: '/search', search: { ...address, ...change }, replace: true }).catch((error: unknown) =>
      notices.fail(String(error)),
    );
  };

  return (
    <div className="se">
      <header className="sehead">
        <h1 className="sr">{m.pages.search}</h1>
        <div className="inner">
          <label className="bigq">
            <Icon name="search" small={false} />
            <span className="sr">{m.search.box}</span>
            <input
              ref={box}
              type="search"
              value={text}
              dir="auto"
              autoComplete="off"
              spellCheck={false}
              placeholder={m.search.placeholder}
              onChange={(event) => setText(event.currentTarget.value)}
              onKeyDown={(event) => {
                if (
                  event.key === 'Escape' ||
                  event.key === 'ArrowDown' ||
                  (event.key === 'Enter' && !event.nativeEvent.isComposing)
                ) {
                  event.preventDefault();
                  settle();
                  event.currentTarget.blur();
                  document.getElementById('hits')?.focus();
                }
              }}
            />
            {asked && query.data ? (
              <span className="n">{query.isFetching ? m.states.loading : m.search.found(format.count(total))}</span>
            ) : null}
          </label>
          {asked ? <SearchActions q={asked} address={address} showAll={() => narrow({ newer: undefined })} /> : null}
          <p className="expands">{m.search.syntax}</p>
        </div>
      </header>
      <SearchRail
        scope={scope}
        waiting={query.isFetching && (query.isPlaceholderData || !query.data)}
        narrow={narrow}
      />
      <div className="srch-main" onClickCapture={settle} data-query={query.isPlaceholderData ? undefined : asked}>
        {asked === '' ? (
          <Start choose={setText} />
        ) : query.error instanceof ApiError && query.error.code === 'query-syntax' ? (
          // Half a query while it is typed: no failure.
          <Empty title={query.error.message}>{m.search.syntax}</Empty>
        ) : query.error ? (
          <Failure error={query.error} retry={() => void query.refetch()} />
        ) : !query.data ? (
          <Loading rows={12} />
        ) : hits.length === 0 ? (
          <Empty title={m.search.nothing(asked)}>{m.search.nothingHelp}</Empty>
        ) : (
          <Hits
            hits={hits}
            total={total}
            scope={{ q: asked, in: side, collection, copies }}
            fold={(on) => narrow({ copies: on ? undefined : 'all' })}
            stale={query.isPlaceholderData}
            more={() => {
              if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
            }}
          />
        )}
      </div>
    </div>
  );
}

function Start({ choose }: { choose: (query: string) => void }) {
  const m = useMessages();
  const recent = recentQueries();
  return (
    <div className="scroll sestart" tabIndex={0} role="region" aria-label={m.search.start}>
      <Empty
        title={m.search.start}
        action={
          recent.length > 0 ? (
            <ul className="recent">
              {recent.map((query) => (
                <li key={query}>
                  <button type="button" className="link" onClick={() => choose(query)}>
                    <bdi>{query}</bdi>
                  </button>
                </li>
              ))}
            </ul>
          ) : null
        }
      >
        {m.search.startHelp}
      </Empty>
      <section>
        <h2>{m.saved.title}</h2>
        <SavedSearches />
        <p>
          <Link className="link" to="/search/batch">
            {m.batch.link}
          </Link>
        </p>
      </section>
    </div>
  );
}

function Hits({
  hits,
  total,
  scope,
  fold,
  stale,
  more,
}: {
  hits: readonly SearchHit[];
  total: number;
  scope: FindScope & { readonly q: string };
  fold: (on: boolean) => void;
  /** These are still the hits of the query before: none of them is opened. */
  stale: boolean;
  more: () => void;
}) {
  const m = useMessages();
  const format = useFormat();
  const notices = useNotices();
  const navigate = useNavigate();
  const scroller = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(0);
  // Drawn anew from the top for another query: to build the list again would take longer than to fill it.
  const shown = [scope.q, scope.in, scope.collection, scope.copies].join('\n');
  const [before, setBefore] = useState(shown);
  if (shown !== before && !stale) {
    setBefore(shown);
    setAt(0);
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: another query begins at the top
  useLayoutEffect(() => {
    scroller.current?.scrollTo(0, 0);
  }, [before]);
  const list = useVirtualizer({
    count: hits.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_ESTIMATE,
    overscan: 3,
    getItemKey: (index) => hits[index]?.passage ?? index,
  });
  const rows = list.getVirtualItems();
  const last = rows.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= hits.length - 15 && hits.length < total) more();
  }, [last, hits.length, total, more]);
  const walk = (by: number) => {
    const next = Math.max(0, Math.min(hits.length - 1, at + by));
    setAt(next);
    list.scrollToIndex(next, { align: 'auto' });
  };
  const open = () => {
    const hit = hits[at];
    if (!hit || stale) return;
    rememberQuery(scope.q);
    navigate({
      to: '/read/$document',
      params: { document: hit.document },
      search: { ...scope, p: hit.passage.split('.').at(-1) },
    }).catch((error: unknown) => notices.fail(String(error)));
  };
  useShortcuts(m.search.results, [
    { key: 'j', label: m.search.nextHit, run: () => walk(1) },
    { key: 'k', label: m.search.previousHit, run: () => walk(-1) },
    { key: 'o', label: m.search.openHit, run: open },
  ]);
  return (
    <>
      <div className="rescap">
        <b>{m.search.found(format.count(total))}</b>
        <span>{m.search.translationNote}</span>
        <span className="sp" />
        <label className="check" title={m.search.foldHelp}>
          <input
            type="checkbox"
            checked={scope.copies !== 'all'}
            onChange={(event) => fold(event.currentTarget.checked)}
          />
          {m.search.fold}
        </label>
        <span>
          <kbd>j</kbd> <kbd>k</kbd> <kbd>o</kbd>
        </span>
      </div>
      <div
        className="scroll"
        id="hits"
        ref={scroller}
        tabIndex={0}
        role="region"
        aria-label={m.search.results}
        onKeyDown={(event) => {
          if (event.target !== event.currentTarget) return;
          const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
          if (step) walk(step);
          else if (event.key === 'Enter') open();
          else return;
          event.preventDefault();
        }}
      >
        <ol className="virtual" style={{ height: list.getTotalSize() }}>
          {rows.map((row) => {
            const hit = hits[row.index];
            return hit ? (
              <li
                key={row.key}
                ref={list.measureElement}
                data-index={row.index}
                style={{ transform: `translateY(${row.start}px)` }}
              >
                <SearchResult hit={hit} number={row.index + 1} here={row.index === at} scope={scope} />
              </li>
            ) : null;
          })}
        </ol>
      </div>
    </>
  );
}

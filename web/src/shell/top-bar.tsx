/** The top bar: case, pages, palette, theme. */
import { Menu } from '@mantine/core';
import { Link, useLocation } from '@tanstack/react-router';
import { useCaseSummary } from '../api/queries.ts';
import { useSavedSearches } from '../api/searches.ts';
import { useMessages } from '../language/language.tsx';
import { useFormat } from '../parts/format.ts';
import { Icon, type IconName } from '../parts/icon.tsx';
import { type ThemeChoice, useTheme } from '../theme/theme.tsx';
import { PAGES } from './pages.ts';

const THEMES: readonly { choice: ThemeChoice; icon: IconName }[] = [
  { choice: 'light', icon: 'sun' },
  { choice: 'auto', icon: 'auto' },
  { choice: 'dark', icon: 'moon' },
];

export function TopBar({
  openPalette,
  rail,
  toggleRail,
}: {
  openPalette: () => void;
  /** Whether the page's rail is shown where there is no room beside the page. */
  rail: boolean;
  toggleRail: () => void;
}) {
  const m = useMessages();
  const theme = useTheme();
  const format = useFormat();
  const summary = useCaseSummary();
  const fresh = (useSavedSearches().data ?? []).reduce((sum, search) => sum + search.fresh, 0);
  const here = useLocation({ select: (location) => location.pathname });
  const isHere = (to: string) => (to === '/' ? here === '/' : here === to || here.startsWith(`${to}/`));
  const hidden = PAGES.filter((page) => page.place !== 'always');
  return (
    <header className="top">
      <button
        type="button"
        className="btn icon rail-toggle"
        aria-label={m.shell.rail}
        title={m.shell.rail}
        aria-expanded={rail}
        onClick={toggleRail}
      >
        <Icon name="filter" />
      </button>
      <Link className="brand" to="/">
        <svg
          viewBox="0 0 18 18"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
          strokeLinecap="round"
          aria-hidden="true"
        >
          <path d="M3 2v14" className="post" />
          <circle cx="3" cy="5" r="1.6" fill="currentColor" stroke="none" />
          <path d="M3 5c3.5-2.5 5 2.5 8 .8 1.6-.9 2.5-1.8 4.5-1.3" />
        </svg>
        Telltale
      </Link>
      {summary.data ? (
        <span className="case" title={summary.data.path}>
          {summary.data.name}
        </span>
      ) : null}
      <nav className="nav" aria-label={m.shell.pages}>
        {PAGES.filter((page) => page.place !== 'more').map((page) => (
          <Link
            key={page.to}
            to={page.to}
            className={page.place === 'wide' ? 'wide-only' : undefined}
            aria-current={isHere(page.to) ? 'page' : undefined}
          >
            {m.pages[page.name]}
            {page.name === 'search' && fresh > 0 ? (
              <span className="n" title={m.saved.freshHits(format.count(fresh))}>
                {format.count(fresh)}
              </span>
            ) : null}
            {page.name === 'overlaps' && summary.data && summary.data.overlapsToJudge > 0 ? (
              <span className="n" title={m.shell.toJudge}>
                {format.count(summary.data.overlapsToJudge)}
              </span>
            ) : null}
          </Link>
        ))}
        <Menu position="bottom-start" offset={0} width={200}>
          <Menu.Target>
            <button
              type="button"
              aria-current={hidden.some((page) => page.place === 'more' && isHere(page.to)) ? 'page' : undefined}
            >
              {m.shell.more} <Icon name="down" />
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            {hidden.map((page) => (
              <Menu.Item
                key={page.to}
                className={page.place === 'wide' ? 'menu-narrow' : ''}
                renderRoot={(props) => <Link to={page.to} {...props} />}
              >
                {m.pages[page.name]}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </nav>
      <span className="grow" />
      <button type="button" className="cmd" onClick={openPalette}>
        <Icon name="search" />
        <span className="wide-only">{m.shell.goOrDo}</span>
        <span className="sr">{m.shell.palette}</span>
        <kbd>Ctrl K</kbd>
      </button>
      <div className="theme" role="group" aria-label={m.shell.theme}>
        {THEMES.map(({ choice, icon }) => (
          <button
            key={choice}
            type="button"
            aria-pressed={theme.choice === choice}
            aria-label={m.themes[choice]}
            title={m.themes[choice]}
            onClick={() => theme.choose(choice)}
          >
            <Icon name={icon} />
          </button>
        ))}
      </div>
    </header>
  );
}

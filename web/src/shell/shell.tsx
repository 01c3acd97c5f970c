/** The frame: top bar, the page, the status line; palette and keys over it. */
import { Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { useMessages } from '../language/language.tsx';
import { MentionCardLayer } from '../parts/mention-card.tsx';
import { useShortcuts } from './keyboard.tsx';
import { KeysSheet } from './keys-sheet.tsx';
import { useNotices } from './notices.tsx';
import { PAGES } from './pages.ts';
import { Palette } from './palette.tsx';
import { StatusLine } from './status-line.tsx';
import { TopBar } from './top-bar.tsx';

export function Shell() {
  const m = useMessages();
  const notices = useNotices();
  const navigate = useNavigate();
  const [palette, setPalette] = useState(false);
  const [keys, setKeys] = useState(false);
  const [rail, setRail] = useState(false);
  const here = useLocation({ select: (location) => location.href });
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever goes somewhere is done with the rail
  useEffect(() => setRail(false), [here]);
  const shortcuts = useMemo(() => {
    const go = (to: string) => () => {
      navigate({ to }).catch((error: unknown) => notices.fail(String(error)));
    };
    return [
      { key: 'Ctrl+k', label: m.shell.goOrDo, inFields: true, run: () => setPalette((open) => !open) },
      { key: '/', label: m.shell.searchBox, run: go('/search') },
      { key: '?', label: m.shell.showKeys, run: () => setKeys((open) => !open) },
      ...PAGES.map((page) => ({ key: `g ${page.key}`, label: m.shell.goToPage(m.pages[page.name]), run: go(page.to) })),
    ];
  }, [m, navigate, notices]);
  useShortcuts(m.shell.everywhere, shortcuts);
  return (
    <div className="app" data-rail={rail ? 'open' : undefined}>
      <a className="skip" href="#page">
        {m.shell.skip}
      </a>
      <TopBar openPalette={() => setPalette(true)} rail={rail} toggleRail={() => setRail(!rail)} />
      <main className="page" id="page" tabIndex={-1}>
        <Outlet />
      </main>
      <StatusLine showKeys={() => setKeys(true)} />
      <MentionCardLayer />
      <Palette opened={palette} close={() => setPalette(false)} />
      <KeysSheet opened={keys} close={() => setKeys(false)} />
    </div>
  );
}

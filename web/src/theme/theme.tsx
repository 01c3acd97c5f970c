/** Light, dark or as the system: chosen by the analyst, kept in this browser. */
import { createTheme, type MantineThemeOverride } from '@mantine/core';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { read, write } from '../parts/remembered.ts';

export type ThemeChoice = 'light' | 'auto' | 'dark';

interface Theme {
  readonly choice: ThemeChoice;
  /** What is drawn. */
  readonly shown: 'light' | 'dark';
  choose(choice: ThemeChoice): void;
}

const Context = createContext<Theme>({ choice: 'auto', shown: 'light', choose: () => undefined });

const DARK = '(prefers-color-scheme: dark)';

export function ThemeProvider({ children }: { children: (shown: 'light' | 'dark') => ReactNode }) {
  const [choice, setChoice] = useState<ThemeChoice>(() => {
    const saved = read('theme');
    return saved === 'light' || saved === 'dark' ? saved : 'auto';
  });
  const [systemDark, setSystemDark] = useState(() => matchMedia(DARK).matches);
  useEffect(() => {
    const media = matchMedia(DARK);
    const listen = () => setSystemDark(media.matches);
    media.addEventListener('change', listen);
    return () => media.removeEventListener('change', listen);
  }, []);
  useEffect(() => {
    if (choice === 'auto') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = choice;
  }, [choice]);
  const shown = choice === 'auto' ? (systemDark ? 'dark' : 'light') : choice;
  const value = useMemo<Theme>(
    () => ({
      choice,
      shown,
      choose: (next) => {
        write('theme', next);
        setChoice(next);
      },
    }),
    [choice, shown],
  );
  return <Context value={value}>{children(shown)}</Context>;
}

export function useTheme(): Theme {
  return useContext(Context);
}

export const mantineTheme: MantineThemeOverride = createTheme({
  fontFamily: 'var(--sans)',
  defaultRadius: 4,
  focusRing: 'auto',
  respectReducedMotion: true,
});

/** A token's colour as the browser computes it, for canvases that know no custom properties. */
export function tokenColour(token: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${token})`;
  document.body.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}

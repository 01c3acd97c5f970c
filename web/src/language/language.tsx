/** The workbench's own language: messages, numbers and dates of the chosen one. */
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { read, write } from '../parts/remembered.ts';
import { en } from './en/messages.ts';

export type Messages = typeof en;

/** Languages that are shipped; the first is the one of last resort. */
export const LANGUAGES = [
  { tag: 'en', name: 'English' },
  { tag: 'zh-Hans', name: '简体中文' },
] as const;
export type LanguageTag = (typeof LANGUAGES)[number]['tag'];

interface Language {
  readonly tag: LanguageTag;
  readonly messages: Messages;
  choose(tag: LanguageTag): void;
}

const Context = createContext<Language>({ tag: 'en', messages: en, choose: () => undefined });

function preferred(): LanguageTag {
  const saved = read('language');
  const known = LANGUAGES.find((language) => language.tag === saved);
  if (known) return known.tag;
  return /^zh\b(?!-(Hant|TW|HK|MO))/i.test(navigator.language) ? 'zh-Hans' : 'en';
}

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [tag, setTag] = useState<LanguageTag>(preferred);
  const [messages, setMessages] = useState<Messages>(en);
  useEffect(() => {
    let current = true;
    document.documentElement.lang = tag;
    if (tag === 'en') setMessages(en);
    else {
      import('./zh-hans/messages.ts').then(
        (loaded) => current && setMessages(loaded.zhHans),
        // The page stays in English; the file comes from the same server, so the shell says when that is gone.
        () => current && setMessages(en),
      );
    }
    return () => {
      current = false;
    };
  }, [tag]);
  const value = useMemo<Language>(
    () => ({
      tag,
      messages,
      choose: (next) => {
        write('language', next);
        setTag(next);
      },
    }),
    [tag, messages],
  );
  return <Context value={value}>{children}</Context>;
}

export function useLanguage(): Language {
  return useContext(Context);
}

export function useMessages(): Messages {
  return useContext(Context).messages;
}

/** Short notices at the foot of the window, with undo where something can be undone. */
import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from 'react';
import { useMessages } from '../language/language.tsx';
import { Icon } from '../parts/icon.tsx';

interface Notice {
  readonly id: number;
  readonly text: string;
  readonly bad: boolean;
  readonly undo?: () => void;
}

interface Notices {
  say(text: string, undo?: () => void): void;
  fail(text: string): void;
}

const Context = createContext<Notices>({ say: () => undefined, fail: () => undefined });
const SHOWN_MS = 7000;

export function NoticesProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<readonly Notice[]>([]);
  const next = useRef(0);
  const messages = useMessages();
  const drop = useCallback((id: number) => setShown((all) => all.filter((notice) => notice.id !== id)), []);
  const add = useCallback(
    (notice: Omit<Notice, 'id'>) => {
      const id = next.current++;
      setShown((all) => [...all.slice(-2), { ...notice, id }]);
      setTimeout(() => drop(id), notice.bad ? SHOWN_MS * 2 : SHOWN_MS);
    },
    [drop],
  );
  const value = useMemo<Notices>(
    () => ({
      say: (text, undo) => add(undo ? { text, bad: false, undo } : { text, bad: false }),
      fail: (text) => add({ text, bad: true }),
    }),
    [add],
  );
  return (
    <Context value={value}>
      {children}
      <div className="notices" role="status" aria-live="polite">
        {shown.map((notice) => (
          <div key={notice.id} className={notice.bad ? 'notice bad' : 'notice'}>
            <span>{notice.text}</span>
            {notice.undo ? (
              <button
                type="button"
                className="btn quiet"
                onClick={() => {
                  drop(notice.id);
                  notice.undo?.();
                }}
              >
                <Icon name="undo" />
                {messages.shell.undo}
              </button>
            ) : null}
            <button
              type="button"
              className="btn quiet icon"
              aria-label={messages.shell.dismiss}
              onClick={() => drop(notice.id)}
            >
              <Icon name="x" />
            </button>
          </div>
        ))}
      </div>
    </Context>
  );
}

export function useNotices(): Notices {
  return useContext(Context);
}

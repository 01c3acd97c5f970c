/** One dialog for the whole reader: rows come and go under a virtual list, what somebody is writing stays. */
import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from 'react';
import { get } from '../../api/client.ts';
import type { PassageEntry } from '../../api/types.ts';
import { CORRECT_MENTION } from '../../parts/mention-card.tsx';
import { CorrectPassage, type CorrectView } from './correct-passage.tsx';

const Context = createContext<(passage: PassageEntry) => void>(() => undefined);

export function CorrectLayer({ children }: { children: ReactNode }) {
  const [opened, setOpened] = useState<{ passage: PassageEntry; view: CorrectView }>();
  const before = useRef<Element>(null);
  const open = useCallback((passage: PassageEntry, view: CorrectView = 'translation') => {
    before.current = document.activeElement;
    setOpened({ passage, view });
  }, []);
  useEffect(() => {
    const listen = (event: Event) => {
      const id: unknown = event instanceof CustomEvent ? event.detail : undefined;
      if (typeof id !== 'string') return;
      passageOf(id)
        .then((passage) => passage && open(passage, 'mentions'))
        .catch((error: unknown) => console.error(error));
    };
    document.addEventListener(CORRECT_MENTION, listen);
    return () => document.removeEventListener(CORRECT_MENTION, listen);
  }, [open]);
  const close = () => {
    setOpened(undefined);
    const opener = before.current;
    // Once the dialog is gone: what opened it, or its row drawn anew, has the focus again.
    setTimeout(() => {
      const row = opened && document.querySelector<HTMLElement>(`[data-passage="${opened.passage.id}"] .acts button`);
      if (opener instanceof HTMLElement && opener.isConnected && opener !== document.body) opener.focus();
      else row?.focus();
    });
  };
  return (
    <Context value={open}>
      {children}
      {opened ? <Fresh key={opened.passage.id} passage={opened.passage} view={opened.view} close={close} /> : null}
    </Context>
  );
}

/** Opens the dialog on a passage. */
export function useCorrectPassage(): (passage: PassageEntry) => void {
  return useContext(Context);
}

async function passageOf(id: string, signal?: AbortSignal): Promise<PassageEntry | undefined> {
  return (await get<{ passages: readonly PassageEntry[] }>('/passages', { ids: id }, signal)).passages[0];
}

function Fresh({ passage, view, close }: { passage: PassageEntry; view: CorrectView; close: () => void }) {
  const fresh = useQuery({
    queryKey: ['document', passage.document, 'passage', passage.id],
    initialData: passage,
    queryFn: async ({ signal }) => (await passageOf(passage.id, signal)) ?? passage,
  });
  return <CorrectPassage passage={fresh.data} first={view} close={close} />;
}

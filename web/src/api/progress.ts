/** Live progress by server-sent events; what changed is asked for again. */
import { useQueryClient } from '@tanstack/react-query';
import { createContext, createElement, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import type { Progress } from './types.ts';

interface Live {
  readonly progress: Progress | undefined;
  /** The stream broke and is being tried again. */
  readonly lost: boolean;
}

const Context = createContext<Live>({ progress: undefined, lost: false });

/** At most this often are lists asked for again while work runs. */
const REFRESH_MS = 3000;

export function ProgressProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [progress, setProgress] = useState<Progress>();
  const [lost, setLost] = useState(false);
  useEffect(() => {
    const source = new EventSource('/api/progress');
    let last = 0;
    let wasRunning = false;
    const refresh = () => {
      last = Date.now();
      for (const key of ['case', 'overlaps', 'facets', 'documents', 'people', 'ledger', 'searches', 'patterns']) {
        client.invalidateQueries({ queryKey: [key] }).catch((error: unknown) => console.error(error));
      }
    };
    source.addEventListener('open', () => setLost(false));
    source.addEventListener('error', () => setLost(source.readyState !== EventSource.OPEN));
    source.addEventListener('progress', (event) => {
      const next = JSON.parse(event.data) as Progress;
      setProgress(next);
      if ((next.running && Date.now() - last > REFRESH_MS) || (wasRunning && !next.running)) refresh();
      wasRunning = next.running;
    });
    return () => source.close();
  }, [client]);
  const value = useMemo(() => ({ progress, lost }), [progress, lost]);
  return createElement(Context, { value }, children);
}

export function useProgress(): Live {
  return useContext(Context);
}

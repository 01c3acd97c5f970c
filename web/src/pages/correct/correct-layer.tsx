/** One dialog for the whole reader: rows come and go under a virtual list, what somebody is writing stays. */
import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useState } from 'react';
import { get } from '../../api/client.ts';
import type { PassageEntry } from '../../api/types.ts';
import { CorrectPassage } from './correct-passage.tsx';

const Context = createContext<(passage: PassageEntry) => void>(() => undefined);

export function CorrectLayer({ children }: { children: ReactNode }) {
  const [passage, setPassage] = useState<PassageEntry>();
  return (
    <Context value={setPassage}>
      {children}
      {passage ? <Fresh key={passage.id} passage={passage} close={() => setPassage(undefined)} /> : null}
    </Context>
  );
}

/** Opens the dialog on a passage. */
export function useCorrectPassage(): (passage: PassageEntry) => void {
  return useContext(Context);
}

function Fresh({ passage, close }: { passage: PassageEntry; close: () => void }) {
  const fresh = useQuery({
    queryKey: ['document', passage.document, 'passage', passage.id],
    initialData: passage,
    queryFn: async ({ signal }) => {
      const query = { ids: passage.id };
      const { passages } = await get<{ passages: readonly PassageEntry[] }>('/passages', query, signal);
      return passages[0] ?? passage;
    },
  });
  return <CorrectPassage passage={fresh.data} close={close} />;
}

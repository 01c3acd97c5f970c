/** What the library holds, and what may be done to it; each change is followed by the lists that depend on it. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, post } from '../../api/client.ts';
import type { Library, LibraryHistory } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';
import { useNotices } from '../../shell/notices.tsx';

export function useLibrary() {
  return useQuery({ queryKey: ['case', 'library'], queryFn: ({ signal }) => get<Library>('/library', {}, signal) });
}

export function useHistory(reference: string) {
  return useQuery({
    queryKey: ['case', 'library', reference],
    queryFn: ({ signal }) => get<LibraryHistory>(`/library/${reference}/history`, {}, signal),
  });
}

export interface Named {
  readonly id: string;
  readonly name: string;
}

/** Removing can be taken back, so it is done at once. */
export function useLibraryActions() {
  const m = useMessages();
  const notices = useNotices();
  const client = useQueryClient();
  const renew = () => Promise.all(['case', 'overlaps'].map((key) => client.invalidateQueries({ queryKey: [key] })));
  const onError = (error: Error) => notices.fail(error.message);
  const run = {
    onError,
    onSuccess: () => {
      notices.say(m.library.started);
      return renew();
    },
  };
  const add = useMutation({ mutationFn: (source: string) => post('/library/add', { source }), ...run });
  const update = useMutation({
    mutationFn: (reference: string | undefined) => post('/library/update', reference ? { reference } : {}),
    ...run,
  });
  const restore = useMutation({
    mutationFn: ({ id }: Named) => post('/library/restore', { reference: id }),
    onError,
    onSuccess: (_, { name }) => {
      notices.say(m.library.restored(name));
      return renew();
    },
  });
  const remove = useMutation({
    mutationFn: ({ id }: Named) => post('/library/remove', { reference: id }),
    onError,
    onSuccess: (_, named) => {
      notices.say(m.library.removed(named.name), () => restore.mutate(named));
      return renew();
    },
  });
  return { add, update, remove, restore };
}

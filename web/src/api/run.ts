/** What can be done with a run: hold it back, go on, end it. */
import { useMemo } from 'react';
import { useMessages } from '../language/language.tsx';
import { useNotices } from '../shell/notices.tsx';
import { post } from './client.ts';

export interface RunActions {
  pause(): void;
  resume(): void;
  cancel(): void;
}

export function useRunActions(): RunActions {
  const m = useMessages();
  const notices = useNotices();
  return useMemo(() => {
    const ask = (what: 'pause' | 'resume' | 'cancel', said: string) => () => {
      post(`/run/${what}`).then(
        () => notices.say(said),
        (error: unknown) => notices.fail(error instanceof Error ? error.message : String(error)),
      );
    };
    return {
      pause: ask('pause', m.adding.pausing),
      resume: ask('resume', m.adding.resumed),
      cancel: ask('cancel', m.adding.cancelled),
    };
  }, [m, notices]);
}

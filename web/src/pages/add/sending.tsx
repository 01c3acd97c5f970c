/** An upload under way, whichever page is open: bytes, pace, time left; pause, go on, cancel. */
import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react';
import type { AboutCollection } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';
import { useFormat } from '../../parts/format.ts';
import { Icon } from '../../parts/icon.tsx';
import { useNotices } from '../../shell/notices.tsx';
import type { ChosenFile } from './chosen-files.ts';
import { type UploadState, upload } from './upload.ts';

interface UploadHandle {
  readonly state: UploadState | undefined;
  readonly paused: boolean;
  readonly error: string | undefined;
  /** Bytes a second since it began or went on. */
  readonly rate: number;
  start(files: readonly ChosenFile[], about: AboutCollection): void;
  setPaused(on: boolean): void;
  cancel(): void;
}

interface Running {
  readonly controller: AbortController;
  waiting: (() => void)[];
  paused: boolean;
  since: number;
  bytesBefore: number;
}

const Context = createContext<UploadHandle | undefined>(undefined);

/** Holds the upload above the pages: it goes on while its sender looks elsewhere. */
export function UploadProvider({ children }: { children: ReactNode }) {
  const m = useMessages();
  const notices = useNotices();
  const client = useQueryClient();
  const handle = useSending(() => {
    notices.say(m.firstRun.started);
    void client.invalidateQueries({ queryKey: ['case'] });
  });
  return <Context value={handle}>{children}</Context>;
}

export function useUpload(): UploadHandle {
  const handle = useContext(Context);
  if (!handle) throw new Error('no UploadProvider above');
  return handle;
}

function useSending(done: () => void): UploadHandle {
  const [state, setState] = useState<UploadState>();
  const [paused, setPausedState] = useState(false);
  const [error, setError] = useState<string>();
  const running = useRef<Running>(undefined);
  const isSending = state !== undefined;
  useEffect(() => {
    if (!isSending) return;
    // Whoever closes the window now loses what has not come over yet: the browser asks.
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isSending]);
  const release = () => {
    for (const go of running.current?.waiting.splice(0) ?? []) go();
  };
  const seconds = running.current ? (Date.now() - running.current.since) / 1000 : 0;
  return {
    state,
    paused,
    error,
    rate: state && running.current && seconds > 0 ? (state.bytesDone - running.current.bytesBefore) / seconds : 0,
    start(files, about) {
      const now: Running = {
        controller: new AbortController(),
        waiting: [],
        paused: false,
        since: Date.now(),
        bytesBefore: 0,
      };
      running.current = now;
      setError(undefined);
      setPausedState(false);
      const ready = () => (now.paused ? new Promise<void>((go) => now.waiting.push(go)) : Promise.resolve());
      upload(files, about, { signal: now.controller.signal, ready }, setState)
        .then(done, (caught: unknown) => {
          if (!now.controller.signal.aborted) setError(caught instanceof Error ? caught.message : String(caught));
        })
        .finally(() => {
          running.current = undefined;
          setState(undefined);
        });
    },
    setPaused(on) {
      const now = running.current;
      if (!now) return;
      now.paused = on;
      now.since = Date.now();
      now.bytesBefore = state?.bytesDone ?? 0;
      setPausedState(on);
      if (!on) release();
    },
    cancel() {
      running.current?.controller.abort();
      release();
    },
  };
}

export function Sending({ upload }: { upload: UploadHandle }) {
  const m = useMessages();
  const format = useFormat();
  const { state, paused, rate } = upload;
  if (!state) return null;
  const left = rate > 0 ? (state.bytes - state.bytesDone) / rate : undefined;
  return (
    <section className="run" aria-label={m.adding.sending}>
      <div className="row">
        <h2>{paused ? m.adding.sendingPaused : m.adding.sending}</h2>
        <button type="button" className="btn" onClick={() => upload.setPaused(!paused)}>
          <Icon name={paused ? 'play' : 'pause'} />
          {paused ? m.adding.resume : m.adding.pause}
        </button>
        <button type="button" className="btn" onClick={upload.cancel}>
          <Icon name="x" />
          {m.adding.cancel}
        </button>
      </div>
      <div
        className="prog"
        role="progressbar"
        aria-label={m.adding.sending}
        aria-valuemin={0}
        aria-valuenow={state.bytesDone}
        aria-valuemax={Math.max(1, state.bytes)}
      >
        <i style={{ width: `${state.bytes > 0 ? (100 * state.bytesDone) / state.bytes : 100}%` }} />
      </div>
      <p className="small q">
        {m.adding.sent(
          format.count(state.filesDone),
          format.count(state.files),
          format.bytes(state.bytesDone),
          format.bytes(state.bytes),
        )}
        {!paused && left !== undefined ? `, ${m.adding.left(format.duration(left))}` : ''}
      </p>
      {state.unreadable.length > 0 ? (
        <p className="bad" role="alert">
          {m.adding.unreadable(state.unreadable.join(', '))}
        </p>
      ) : null}
    </section>
  );
}

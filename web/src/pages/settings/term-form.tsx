/** One term to add or to render otherwise. */
import { useEffect, useId, useRef } from 'react';
import type { TermEdit } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';

export interface TermDraft {
  readonly term: string;
  readonly rendering: string;
  readonly note: string;
  /** Left out: by the term's script. */
  readonly language?: string;
  readonly to?: string;
}

export function TermForm({
  draft,
  change,
  busy,
  submit,
}: {
  draft: TermDraft;
  change: (draft: TermDraft) => void;
  busy: boolean;
  submit: (edit: TermEdit) => void;
}) {
  const m = useMessages();
  const id = useId();
  const rendering = useRef<HTMLInputElement>(null);
  const term = useRef<HTMLInputElement>(null);
  // A term that was picked from a list is there to be rendered otherwise.
  useEffect(() => {
    if (draft.term !== '' && document.activeElement !== term.current) rendering.current?.focus();
  }, [draft.term]);
  return (
    <form
      className="term-form"
      onSubmit={(event) => {
        event.preventDefault();
        const { note, language, ...rest } = draft;
        submit({ ...rest, ...(language ? { language } : {}), ...(note.trim() ? { note: note.trim() } : {}) });
      }}
    >
      <label htmlFor={`${id}-term`}>{m.terms.term}</label>
      <input
        id={`${id}-term`}
        ref={term}
        className="field"
        required
        dir="auto"
        value={draft.term}
        onChange={(event) => change({ ...draft, term: event.currentTarget.value })}
        autoComplete="off"
      />
      <label htmlFor={`${id}-rendering`}>{m.terms.rendering}</label>
      <input
        id={`${id}-rendering`}
        ref={rendering}
        className="field"
        required
        value={draft.rendering}
        onChange={(event) => change({ ...draft, rendering: event.currentTarget.value })}
        autoComplete="off"
      />
      <label htmlFor={`${id}-language`}>{m.terms.language}</label>
      <input
        id={`${id}-language`}
        className="field"
        placeholder={m.terms.bySpelling}
        pattern="[A-Za-z]{2,3}([_-][A-Za-z0-9]+)*"
        value={draft.language ?? ''}
        onChange={(event) => change({ ...draft, language: event.currentTarget.value })}
        autoComplete="off"
        spellCheck={false}
      />
      <label htmlFor={`${id}-note`}>{m.terms.note}</label>
      <input
        id={`${id}-note`}
        className="field"
        value={draft.note}
        onChange={(event) => change({ ...draft, note: event.currentTarget.value })}
        autoComplete="off"
      />
      <button type="submit" className="btn primary" disabled={busy}>
        {m.terms.add}
      </button>
    </form>
  );
}

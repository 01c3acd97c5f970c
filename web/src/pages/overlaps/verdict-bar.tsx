/** Accept, reject, park: keys in reach, a reason asked for where it matters, undo beside them. */
import { type RefObject, useState } from 'react';
import type { Credibility, Overlap } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';
import { Icon } from '../../parts/icon.tsx';
import { type NewVerdict, needsReason, stateOf } from './verdict.ts';

export interface VerdictBarProps {
  readonly overlap: Overlap;
  readonly pending: NewVerdict['verdict'] | undefined;
  readonly reason: string;
  readonly setReason: (reason: string) => void;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly give: (verdict: NewVerdict['verdict'], credibility?: Credibility) => void;
  readonly undo: () => void;
  readonly canUndo: boolean;
}

export function VerdictBar(props: VerdictBarProps) {
  const { overlap, pending, reason, setReason, field, give, undo, canUndo } = props;
  const m = useMessages();
  const [credibility, setCredibility] = useState<Credibility>(2);
  const state = stateOf(overlap);
  return (
    <form
      className="judge"
      aria-label={m.overlaps.verdict}
      onSubmit={(event) => {
        event.preventDefault();
        if (pending && reason.trim()) give(pending, credibility);
      }}
    >
      <button
        type="button"
        className="btn primary"
        aria-pressed={state === 'accepted'}
        onClick={() => give('accepted', credibility)}
      >
        <Icon name="check" />
        {m.overlaps.accept} <kbd>a</kbd>
      </button>
      <button
        type="button"
        className="btn"
        aria-pressed={state === 'rejected'}
        onClick={() => give('rejected', credibility)}
      >
        <Icon name="x" />
        {m.overlaps.reject} <kbd>r</kbd>
      </button>
      <button
        type="button"
        className="btn"
        aria-pressed={state === 'parked'}
        onClick={() => give('parked', credibility)}
      >
        <Icon name="pause" />
        {m.overlaps.park} <kbd>p</kbd>
      </button>
      <input
        ref={field}
        className="field"
        value={reason}
        aria-label={m.overlaps.reason}
        aria-invalid={pending !== undefined && needsReason(pending) && !reason.trim()}
        placeholder={pending ? m.overlaps.reasonNeeded : m.overlaps.reasonPlaceholder}
        onChange={(event) => setReason(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
      <select
        className="pick wide-only"
        aria-label={m.overlaps.credibility}
        value={credibility}
        onChange={(event) => setCredibility(Number(event.currentTarget.value) as Credibility)}
      >
        {[1, 2, 3, 4, 5, 6].map((n) => (
          <option key={n} value={n}>
            {m.overlaps.credibilityOption(n, m.overlaps.credibilities[n] ?? '')}
          </option>
        ))}
      </select>
      <button type="button" className="btn quiet" disabled={!canUndo} aria-label={m.shell.undo} onClick={undo}>
        <Icon name="undo" />
        <kbd>z</kbd>
      </button>
    </form>
  );
}

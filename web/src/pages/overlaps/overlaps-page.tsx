/** Overlaps: a rail of filters, the ranked list, and the one under judgement. */
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useJudge, useOverlaps } from '../../api/queries.ts';
import type { Credibility, Judgement, Overlap } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';
import { useFormat } from '../../parts/format.ts';
import { Empty, Loaded } from '../../parts/states.tsx';
import { useShortcuts } from '../../shell/keyboard.tsx';
import { useNotices } from '../../shell/notices.tsx';
import { filtered, NO_FILTERS, OverlapFilterRail, type OverlapFilters } from './filters.tsx';
import { OverlapDetail } from './overlap-detail.tsx';
import { OverlapList } from './overlap-list.tsx';
import './overlaps.css';
import { type NewVerdict, needsReason, stateOf, undoing } from './verdict.ts';
import { VerdictBar } from './verdict-bar.tsx';

export function OverlapsPage() {
  const overlaps = useOverlaps();
  const m = useMessages();
  return (
    <Loaded query={overlaps} rows={14}>
      {(all) =>
        all.length === 0 ? (
          <Empty
            title={m.overlaps.none}
            action={
              <Link className="btn" to="/library">
                {m.overlaps.addReferences}
              </Link>
            }
          >
            {m.overlaps.noneHelp}
          </Empty>
        ) : (
          <Workbench all={all} />
        )
      }
    </Loaded>
  );
}

interface Given {
  readonly overlap: Overlap;
  readonly before: Judgement | null | undefined;
}

function Workbench({ all }: { all: readonly Overlap[] }) {
  const m = useMessages();
  const format = useFormat();
  const notices = useNotices();
  const navigate = useNavigate();
  const { id } = useParams({ strict: false });
  const search: Partial<OverlapFilters> = useSearch({ strict: false });
  const filters = useMemo<OverlapFilters>(() => ({ ...NO_FILTERS, ...search }), [search]);
  const judge = useJudge();
  const [reason, setReason] = useState('');
  const [pending, setPending] = useState<NewVerdict['verdict']>();
  const [given, setGiven] = useState<readonly Given[]>([]);
  const field = useRef<HTMLInputElement>(null);

  const fitting = useMemo(() => filtered(all, filters), [all, filters]);
  const refused = (overlap: Overlap) => overlap.rejected !== undefined || stateOf(overlap) === 'rejected';
  const ranked = fitting.filter((overlap) => !refused(overlap));
  const rejected = fitting.filter(refused);
  const order = [...ranked, ...rejected];
  const chosen = all.find((overlap) => overlap.id === id) ?? (id ? undefined : order[0]);
  const at = chosen ? order.findIndex((overlap) => overlap.id === chosen.id) : -1;

  const chosenId = chosen?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a started reason belongs to the overlap it was started on
  useEffect(() => {
    setPending(undefined);
    setReason('');
  }, [chosenId]);

  const open = (overlap: Overlap | undefined) => {
    if (!overlap) return;
    navigate({ to: '/overlaps/$id', params: { id: overlap.id }, search }).catch((error: unknown) =>
      notices.fail(String(error)),
    );
  };
  const step = (by: number) => open(order[Math.max(0, Math.min(order.length - 1, at + by))]);

  const send = (overlap: Overlap, verdict: NewVerdict, done: () => void, refused?: () => void) => {
    // Not through the mutation's callbacks: only those of its last call are called.
    judge.mutateAsync({ subject: overlap.id, ...verdict }).then(done, (error: unknown) => {
      refused?.();
      notices.fail(error instanceof Error ? error.message : String(error));
    });
  };
  /** After the page was left, the verdict that stands can still be withdrawn. */
  const standing: Given | undefined =
    chosen?.judgement && chosen.judgement.verdict !== 'withdrawn' ? { overlap: chosen, before: null } : undefined;
  const undo = (entry = given.at(-1) ?? standing) => {
    if (!entry) {
      notices.say(m.overlaps.nothingToUndo);
      return;
    }
    setGiven((old) => old.filter((other) => other !== entry));
    send(entry.overlap, undoing(entry.before), () => notices.say(m.overlaps.undone));
    open(entry.overlap);
  };
  const give = (verdict: NewVerdict['verdict'], credibility: Credibility = 2) => {
    if (!chosen) return;
    if (needsReason(verdict) && !reason.trim()) {
      setPending(verdict);
      field.current?.focus();
      return;
    }
    const entry: Given = { overlap: chosen, before: chosen.judgement };
    const next = order[at + 1];
    // It can be undone at once: what is sent goes out one after the other.
    setGiven((old) => [...old, entry]);
    send(
      chosen,
      { verdict, rationale: reason.trim(), credibility },
      () => notices.say(m.overlaps.judged(m.verdicts[verdict] ?? verdict, chosen.reference.name), () => undo(entry)),
      () => setGiven((old) => old.filter((other) => other !== entry)),
    );
    setPending(undefined);
    setReason('');
    field.current?.blur();
    if (next) open(next);
  };

  useShortcuts(m.pages.overlaps, [
    { key: 'j', label: m.overlaps.next, run: () => step(1) },
    { key: 'k', label: m.overlaps.previous, run: () => step(-1) },
    { key: 'a', label: m.overlaps.accept, run: () => give('accepted') },
    { key: 'r', label: m.overlaps.reject, run: () => give('rejected') },
    { key: 'p', label: m.overlaps.park, run: () => give('parked') },
    { key: 'z', label: m.shell.undo, run: () => undo() },
  ]);

  return (
    <div className="ov">
      <OverlapFilterRail
        overlaps={all}
        filters={filters}
        onChange={(next) => {
          const kept = Object.fromEntries(Object.entries(next).filter(([, values]) => values.length > 0));
          navigate({ to: '.', search: kept, replace: true }).catch((error: unknown) => notices.fail(String(error)));
        }}
      />
      <OverlapList overlaps={ranked} rejected={rejected} total={all.length} chosen={chosen?.id} filters={search} />
      {chosen ? (
        <article className="det">
          <OverlapDetail key={chosen.id} overlap={chosen} position={at + 1} count={order.length} step={step} />
          <VerdictBar
            overlap={chosen}
            pending={pending}
            reason={reason}
            setReason={setReason}
            field={field}
            give={give}
            undo={() => undo()}
            canUndo={given.length > 0 || standing !== undefined}
          />
        </article>
      ) : (
        <Empty
          title={id ? m.states.notFound : m.overlaps.noneFit}
          action={
            <Link className="btn" to="/overlaps" search={{}}>
              {m.states.clearAll}
            </Link>
          }
        >
          {id ? m.states.notFoundHelp : m.overlaps.noneFitHelp(format.count(all.length))}
        </Empty>
      )}
    </div>
  );
}

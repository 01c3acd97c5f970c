/** The card of a mention, on hover and on focus: what it is, labels, where else, which overlaps, copy defanged. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { get } from '../api/client.ts';
import { useOverlaps } from '../api/queries.ts';
import type { EntityDetail, EntityKey, Overlap } from '../api/types.ts';
import { useMessages } from '../language/language.tsx';
import { useShortcuts } from '../shell/keyboard.tsx';
import { useNotices } from '../shell/notices.tsx';
import { defang } from './defang.ts';
import { fileName, useFormat } from './format.ts';
import { Icon } from './icon.tsx';
import { EntityName, iconOf, isMono, kindOf } from './kind.tsx';
import './mention-card.css';

interface Shown {
  readonly element: Element;
  readonly entity: EntityKey;
  /** Of this one mention, where it is known. */
  readonly confidence: number | undefined;
  readonly labels: readonly string[];
  /** The passage that can be corrected here. */
  readonly passage: string | undefined;
}

const OPEN_MS = 220;
const CLOSE_MS = 260;
const MARGIN = 8;
const OVERLAPS = 3;

/** Asks the reader to open its corrections on the mentions of a passage, whose id is the event's detail. */
export const CORRECT_MENTION = 'telltale:correct-mention';

function mentionAt(target: EventTarget | null): Shown | undefined {
  const element = target instanceof Element ? target.closest('[data-mention-type]') : null;
  const type = element?.getAttribute('data-mention-type');
  const value = element?.getAttribute('data-mention-value');
  if (!element || !type || !value) return undefined;
  const confidence = element.getAttribute('data-mention-confidence');
  return {
    element,
    entity: { type, value },
    confidence: confidence === null ? undefined : Number(confidence),
    // How it was refanged is of no use to a reader.
    labels: (element.getAttribute('data-mention-labels')?.split(' ') ?? []).filter(
      (label) => !label.startsWith('refang:'),
    ),
    passage: element.closest('[data-passage]')?.getAttribute('data-passage') ?? undefined,
  };
}

/** One card for the whole page: rows come and go under a virtual list, the listener stays. */
export function MentionCardLayer() {
  const [shown, setShown] = useState<Shown>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const card = useRef<HTMLDivElement>(null);
  const later = useCallback((next: Shown | undefined, wait: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setShown(next), wait);
  }, []);
  useEffect(() => {
    const inCard = (target: EventTarget | null) => target instanceof Node && card.current?.contains(target);
    const over = (event: Event) => {
      if (inCard(event.target)) {
        clearTimeout(timer.current);
        return;
      }
      later(mentionAt(event.target), mentionAt(event.target) ? OPEN_MS : CLOSE_MS);
    };
    const focus = (event: Event) => {
      if (inCard(event.target)) clearTimeout(timer.current);
      else if (event.target instanceof Element && event.target.matches(':focus-visible'))
        later(mentionAt(event.target), 0);
    };
    const click = (event: Event) => {
      const mention = mentionAt(event.target);
      if (mention) later(mention, 0);
    };
    const key = (event: KeyboardEvent) => {
      if (event.key === 'Escape') {
        clearTimeout(timer.current);
        setShown(undefined);
      } else if ((event.key === 'Enter' || event.key === ' ') && mentionAt(event.target)) {
        event.preventDefault();
        card.current?.querySelector<HTMLElement>('button, a')?.focus();
      }
    };
    document.addEventListener('pointerover', over);
    document.addEventListener('focusin', focus);
    document.addEventListener('click', click);
    document.addEventListener('keydown', key);
    return () => {
      document.removeEventListener('pointerover', over);
      document.removeEventListener('focusin', focus);
      document.removeEventListener('click', click);
      document.removeEventListener('keydown', key);
      clearTimeout(timer.current);
    };
  }, [later]);
  useLayoutEffect(() => {
    const box = card.current;
    if (!box || !shown) return;
    const place = () => {
      const anchor = shown.element.getBoundingClientRect();
      const left = Math.max(MARGIN, Math.min(anchor.left - 14, innerWidth - box.offsetWidth - MARGIN));
      const below = anchor.bottom + 6;
      const fits = below + box.offsetHeight + MARGIN <= innerHeight;
      box.style.left = `${left}px`;
      box.style.top = `${fits ? below : Math.max(MARGIN, anchor.top - box.offsetHeight - 6)}px`;
    };
    place();
    const watch = new ResizeObserver(place);
    watch.observe(box);
    return () => watch.disconnect();
  }, [shown]);
  if (!shown) return null;
  return (
    <div className="card float" ref={card} role="dialog" aria-label={defang(shown.entity.type, shown.entity.value)}>
      <Card key={`${shown.entity.type} ${shown.entity.value}`} shown={shown} close={() => setShown(undefined)} />
    </div>
  );
}

export function useEntity(entity: EntityKey | undefined) {
  return useQuery({
    queryKey: ['entity', entity?.type, entity?.value],
    enabled: entity !== undefined,
    staleTime: 60_000,
    queryFn: ({ signal }) => get<EntityDetail>('/entity', { type: entity?.type, value: entity?.value }, signal),
  });
}

/** Overlaps whose chain goes through an entity, best first. */
export function overlapsOf(overlaps: readonly Overlap[], entity: EntityKey): readonly Overlap[] {
  const is = (other: EntityKey) => other.type === entity.type && other.value === entity.value;
  return overlaps.filter(
    (overlap) => !overlap.rejected && (is(overlap.leak) || overlap.hops.some((hop) => is(hop.from) || is(hop.to))),
  );
}

function Card({ shown: { entity, confidence, labels, passage }, close }: { shown: Shown; close: () => void }) {
  const m = useMessages();
  const format = useFormat();
  const notices = useNotices();
  const detail = useEntity(entity);
  const overlaps = overlapsOf(useOverlaps().data ?? [], entity);
  const shown = defang(entity.type, entity.value);
  const copy = () => {
    navigator.clipboard.writeText(shown).then(
      () => notices.say(m.card.copied(shown)),
      (error: unknown) => notices.fail(String(error)),
    );
  };
  useShortcuts(shown, [{ key: 'c', label: m.card.copy, run: copy }]);
  const best = overlaps[0];
  const correct = () => {
    close();
    document.dispatchEvent(new CustomEvent(CORRECT_MENTION, { detail: passage }));
  };
  return (
    <>
      <header className={`k-${kindOf(entity.type)}`}>
        <Icon name={iconOf(entity.type)} small={false} />
        <b className={isMono(entity.type) ? 'mono' : undefined} dir="auto">
          {shown}
        </b>
        <button type="button" className="btn" onClick={copy}>
          <Icon name="copy" />
          {m.card.copy} <kbd>c</kbd>
        </button>
      </header>
      <dl>
        <dt>{m.card.is}</dt>
        <dd>{m.types[entity.type] ?? entity.type}</dd>
        <dd className="n" title={m.card.confidence}>
          {confidence === undefined ? '' : format.score(confidence)}
        </dd>
        <dt>{m.card.labels}</dt>
        <dd>
          {labels.map((label) => (
            <span key={label} className="block">
              {m.mentionLabels[label] ?? label.replaceAll('-', ' ')}
            </span>
          ))}
          {detail.data?.labels.map((label) => (
            <span key={`${label.label} ${label.source}`} className="block" title={m.labels[label.label]?.[1]}>
              {m.labels[label.label]?.[0] ?? m.mentionLabels[label.label] ?? label.label}, {label.source}
            </span>
          ))}
          {labels.length === 0 && detail.data?.labels.length === 0 ? m.card.nothing : null}
        </dd>
        <dd />
        {detail.data?.first ? (
          <>
            <dt>{m.card.seen}</dt>
            <dd>
              {format.date(detail.data.first)}
              {detail.data.last && detail.data.last.slice(0, 10) !== detail.data.first.slice(0, 10)
                ? ` – ${format.date(detail.data.last)}`
                : ''}
            </dd>
            <dd />
          </>
        ) : null}
        <dt>{m.card.alsoIn}</dt>
        <dd>
          {detail.data?.documents.slice(0, 4).map((document) => (
            <Link
              key={document.id}
              className="block cut link"
              to="/read/$document"
              params={{ document: document.id }}
              search={{ p: document.passage.split('.').at(-1) }}
              onClick={close}
            >
              <bdi>{document.title ?? fileName(document.path)}</bdi>
            </Link>
          ))}
        </dd>
        <dd className="n">
          {detail.data ? (
            <>
              {m.card.documents(detail.data.documentCount, format.count(detail.data.documentCount))}
              <span className="block">{m.card.mentions(format.count(detail.data.mentions))}</span>
            </>
          ) : (
            ''
          )}
        </dd>
        <dt>{m.card.overlaps}</dt>
        <dd>
          {overlaps.slice(0, OVERLAPS).map((overlap) => (
            <Link key={overlap.id} className="block cut" to="/overlaps/$id" params={{ id: overlap.id }} onClick={close}>
              <EntityName type={overlap.reference.type} value={overlap.reference.name} />,{' '}
              {(m.likelihoods[overlap.likelihood] ?? overlap.likelihood).toLowerCase()}
            </Link>
          ))}
          {overlaps.length > OVERLAPS ? m.card.more(format.count(overlaps.length - OVERLAPS)) : null}
          {best ? null : m.card.nothing}
        </dd>
        <dd className="n">
          {overlaps.slice(0, OVERLAPS).map((overlap) => (
            <span key={overlap.id} className="block">
              {format.score(overlap.score)}
            </span>
          ))}
        </dd>
      </dl>
      <footer>
        {best ? (
          <Link className="link" to="/overlaps/$id" params={{ id: best.id }} onClick={close}>
            {m.card.openOverlap}
          </Link>
        ) : null}
        <Link className="link" to="/graph" search={{ at: `${entity.type}:${entity.value}` }} onClick={close}>
          {m.card.inGraph}
        </Link>
        <Link
          className="link"
          to="/search"
          search={{ q: `entity:"${entity.value.replaceAll('"', '')}"` }}
          onClick={close}
        >
          {m.card.search}
        </Link>
        {passage ? (
          <button type="button" className="link" onClick={correct}>
            {m.card.correct}
          </button>
        ) : null}
      </footer>
    </>
  );
}

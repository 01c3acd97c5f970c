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
}

const OPEN_MS = 220;
const CLOSE_MS = 260;
const MARGIN = 8;

function mentionAt(target: EventTarget | null): Shown | undefined {
  const element = target instanceof Element ? target.closest('[data-mention-type]') : null;
  const type = element?.getAttribute('data-mention-type');
  const value = element?.getAttribute('data-mention-value');
  return element && type && value ? { element, entity: { type, value } } : undefined;
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
      <Card
        key={`${shown.entity.type} ${shown.entity.value}`}
        entity={shown.entity}
        close={() => setShown(undefined)}
      />
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

function Card({ entity, close }: { entity: EntityKey; close: () => void }) {
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
        <dd className="n">{detail.data ? m.card.mentions(format.count(detail.data.mentions)) : ''}</dd>
        <dt>{m.card.labels}</dt>
        <dd>
          {detail.data?.labels.length
            ? detail.data.labels.map((label) => (
                <span key={`${label.label} ${label.source}`} className="block" title={label.source}>
                  {label.label}, {label.source}
                </span>
              ))
            : m.card.nothing}
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
          {detail.data ? m.card.documents(detail.data.documentCount, format.count(detail.data.documentCount)) : ''}
        </dd>
        <dt>{m.card.overlaps}</dt>
        <dd>
          {best ? (
            <>
              <EntityName type={best.reference.type} value={best.reference.name} />,{' '}
              {(m.likelihoods[best.likelihood] ?? best.likelihood).toLowerCase()}
            </>
          ) : (
            m.card.nothing
          )}
        </dd>
        <dd className="n">{best ? format.score(best.score) : ''}</dd>
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
        <Link className="link" to="/search" search={{ q: `"${entity.value}"` }} onClick={close}>
          {m.card.search}
        </Link>
      </footer>
    </>
  );
}

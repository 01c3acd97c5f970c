/** Both sides in view: the leak's words with their translation, and the reports' words. */
import { Link } from '@tanstack/react-router';
import { useCaseSummary, usePassages } from '../../api/queries.ts';
import type { CollectionStatus, Hop, PassageEntry, Quote } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';
import { shortHash, useFormat } from '../../parts/format.ts';
import { defangText } from '../../parts/loose-indicators.ts';
import { PassageText } from '../../parts/passage-text.tsx';
import { TranslationTag, translationText } from '../../parts/translation.tsx';

interface Shown {
  readonly quote: Quote;
  /** From 0. */
  readonly hop: number;
  readonly spans: { start: number; end: number }[];
}

/** The quotes of a chain by side, each passage once with all its spans, in hop order; at most `most` a side. */
export function sides(
  hops: readonly Hop[],
  roleOf: (collection: string) => 'leak' | 'reference',
  most: number,
): { leak: readonly Shown[]; reference: readonly Shown[] } {
  const leak = new Map<string, Shown>();
  const reference = new Map<string, Shown>();
  hops.forEach((hop, index) => {
    for (const quote of hop.evidence) {
      const side = roleOf(quote.collection) === 'leak' ? leak : reference;
      const shown = side.get(quote.passage);
      const span = { start: quote.start, end: quote.end };
      if (shown) shown.spans.push(span);
      else if (side.size < most) side.set(quote.passage, { quote, hop: index, spans: [span] });
    }
  });
  return { leak: [...leak.values()], reference: [...reference.values()] };
}

export function Quotes({ hops, most = 6 }: { hops: readonly Hop[]; most?: number }) {
  const m = useMessages();
  const summary = useCaseSummary();
  const collections = summary.data?.collections ?? [];
  const collectionOf = (ref: string) => collections.find((entry) => entry.id === ref || entry.name === ref);
  const { leak, reference } = sides(hops, (ref) => collectionOf(ref)?.role ?? 'leak', most);
  const passages = usePassages([...leak, ...reference].map((shown) => shown.quote.passage));
  const byId = new Map((passages.data ?? []).map((passage) => [passage.id, passage]));
  const column = (entries: readonly Shown[], title: string) => (
    <div>
      {entries.map((shown, index) => (
        <QuoteBlock
          key={shown.quote.passage}
          shown={shown}
          title={index === 0 ? title : undefined}
          passage={byId.get(shown.quote.passage)}
          collection={collectionOf(shown.quote.collection)}
        />
      ))}
    </div>
  );
  return (
    <div className="quotes">
      {column(leak, m.overlaps.leakSays)}
      {column(reference, m.overlaps.reportsSay)}
    </div>
  );
}

const AROUND = 140;

/** The passage's words around spans: `from` and `to` at spaces or punctuation where there are some near. */
export function window(
  text: string,
  spans: readonly { start: number; end: number }[],
  around = AROUND,
): { from: number; to: number } {
  const first = Math.min(...spans.map((span) => span.start));
  const last = Math.max(...spans.map((span) => span.end));
  let from = Math.max(0, first - around);
  let to = Math.min(text.length, last + around);
  if (from > 0) from = Math.min(first, from + Math.max(0, text.slice(from, first).search(/[\s，。；,.;]/)) + 1);
  if (to < text.length) {
    const end = text.slice(last, to).search(/[\s，。；,.;][^\s，。；,.;]*$/);
    if (end > 0) to = last + end;
  }
  return { from, to };
}

function QuoteBlock({
  shown,
  title,
  passage,
  collection,
}: {
  shown: Shown;
  title: string | undefined;
  passage: PassageEntry | undefined;
  collection: CollectionStatus | undefined;
}) {
  const m = useMessages();
  const format = useFormat();
  const { quote, spans } = shown;
  const sender = passage?.sender ?? quote.sender;
  const to = passage?.recipients?.join(', ');
  const source = collection
    ? `${collection.publisher ?? collection.name}${collection.role === 'reference' ? `, ${collection.reliability}` : ''}`
    : undefined;
  const who = sender ? (to ? m.overlaps.fromTo(sender, to) : sender) : source;
  const part = passage ? window(passage.text, spans) : undefined;
  const english = passage ? translationText(passage) : undefined;
  return (
    <div className="quote">
      <div className="who">
        {title ? <b>{title}</b> : null}
        <span className="cut" dir="auto">
          {who}
        </span>
        <span className="n">{quote.date ? format.dateTime(quote.date) : m.overlaps.undated}</span>
      </div>
      <blockquote lang={passage?.language} dir="auto" className="wrap">
        {quote.quote === '' ? (
          <mark>{m.overlaps.fileItself(quote.sha256.slice(0, 12))}</mark>
        ) : passage && part ? (
          <>
            {part.from > 0 ? '… ' : ''}
            <PassageText
              text={passage.text.slice(part.from, part.to)}
              mentions={passage.mentions.map((x) => ({ ...x, start: x.start - part.from, end: x.end - part.from }))}
              hits={spans.map((x) => ({ start: x.start - part.from, end: x.end - part.from }))}
            />
            {part.to < passage.text.length ? ' …' : ''}
          </>
        ) : (
          <mark>{quote.quote}</mark>
        )}
      </blockquote>
      {english && passage?.translation ? (
        <p className="tr">
          {defangText(english)} <TranslationTag translation={passage.translation} />
        </p>
      ) : null}
      <p className="prov">
        {m.overlaps.hop(shown.hop + 1)}. <bdi>{quote.path}</bdi>
        {quote.page === null ? '' : `, ${m.overlaps.page(format.count(quote.page))}`},{' '}
        {m.overlaps.offset(String(quote.start), String(quote.end))}, sha256{' '}
        <span className="mono" title={quote.sha256}>
          {shortHash(quote.sha256)}
        </span>{' '}
        <Link
          className="link"
          to="/read/$document"
          params={{ document: quote.document }}
          search={{ p: quote.passage.split('.').at(-1), s: spans.map((x) => `${x.start}-${x.end}`).join(',') }}
        >
          {m.overlaps.openInReader}
        </Link>
      </p>
    </div>
  );
}

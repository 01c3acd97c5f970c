/** What a passage mentions, to be set aside, given another type, or added to by marking words. */
import { useId, useRef, useState } from 'react';
import { useCorrect, useCorrections } from '../../api/languages.ts';
import type { Correction, EntityKey, MentionEntry, NewMentionCorrection, PassageEntry } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';
import { useFormat } from '../../parts/format.ts';
import { Icon } from '../../parts/icon.tsx';
import { EntityName } from '../../parts/kind.tsx';
import type { Span } from '../../parts/spans.ts';
import { useNotices } from '../../shell/notices.tsx';

/** Offered first: what analysts most often name. */
const COMMON = ['individual', 'organization', 'location', 'product', 'malware', 'tool', 'intrusion-set', 'campaign'];

function useMentionCorrection(passage: PassageEntry) {
  const m = useMessages();
  const notices = useNotices();
  const correct = useCorrect(passage.document);
  const fail = (error: Error) => notices.fail(error.message);
  const withdraw = (id: string) =>
    correct.mutate({ kind: 'withdrawal', id }, { onError: fail, onSuccess: () => notices.say(m.correct.withdrawn) });
  const apply = (correction: NewMentionCorrection, said: string, then?: () => void) =>
    correct.mutate(
      { kind: 'mention', correction },
      {
        onError: fail,
        onSuccess: ({ id }) => {
          notices.say(said, () => withdraw(id));
          then?.();
        },
      },
    );
  return { apply, withdraw, busy: correct.isPending };
}

export function CorrectMentions({ passage }: { passage: PassageEntry }) {
  const m = useMessages();
  const { apply, withdraw, busy } = useMentionCorrection(passage);
  const corrections = useCorrections(passage.document);
  const here = (corrections.data ?? []).filter(
    (each) =>
      each.kind === 'mention' &&
      (each.passage === passage.id || (each.everywhere && passage.text.includes(each.quote))),
  );
  return (
    <>
      <AddMention passage={passage} busy={busy} apply={apply} />
      {passage.mentions.length === 0 ? <p className="q">{m.correct.noMentions}</p> : null}
      <ul className="mentions">
        {passage.mentions.map((mention) => (
          <Mention
            key={`${mention.start} ${mention.end} ${mention.type} ${mention.value}`}
            mention={mention}
            busy={busy}
            apply={(removes, more, said) =>
              apply({ passage: passage.id, start: mention.start, end: mention.end, removes, ...more }, said)
            }
          />
        ))}
      </ul>
      {here.length > 0 ? (
        <>
          <h3>{m.correct.title}</h3>
          <ul className="mentions">
            {here.map((correction) => (
              <Corrected key={correction.id} correction={correction} busy={busy} withdraw={withdraw} />
            ))}
          </ul>
        </>
      ) : null}
    </>
  );
}

function TypePick({ value, change, label }: { value: string; change: (type: string) => void; label: string }) {
  const m = useMessages();
  const others = Object.keys(m.types).filter((type) => !COMMON.includes(type));
  return (
    <select className="pick" aria-label={label} value={value} onChange={(event) => change(event.currentTarget.value)}>
      {[...COMMON, ...others].map((type) => (
        <option key={type} value={type}>
          {m.types[type] ?? type}
        </option>
      ))}
    </select>
  );
}

function Mention({
  mention,
  busy,
  apply,
}: {
  mention: MentionEntry;
  busy: boolean;
  apply: (removes: EntityKey, more: Pick<NewMentionCorrection, 'adds' | 'everywhere'>, said: string) => void;
}) {
  const m = useMessages();
  const { type, value, raw } = mention;
  return (
    <li>
      <span className="grow cut">
        <EntityName type={type} value={value} /> {raw === value ? null : <span className="small q">{raw}</span>}
      </span>
      <TypePick
        value={type}
        label={m.correct.otherType(value)}
        change={(next) =>
          apply({ type, value }, { adds: { type: next, value } }, m.correct.retyped(value, m.types[next] ?? next))
        }
      />
      <button
        type="button"
        className="btn"
        disabled={busy}
        aria-label={m.correct.notThisOf(value)}
        onClick={() => apply({ type, value }, {}, m.correct.removed(value))}
      >
        <Icon name="x" />
        {m.correct.notThis}
      </button>
      <button
        type="button"
        className="btn"
        disabled={busy}
        title={m.correct.everywhereHelp}
        aria-label={m.correct.everywhereOf(value)}
        onClick={() => apply({ type, value }, { everywhere: true }, m.correct.removedEverywhere(value))}
      >
        {m.correct.everywhere}
      </button>
    </li>
  );
}

function Corrected({
  correction,
  busy,
  withdraw,
}: {
  correction: Correction;
  busy: boolean;
  withdraw: (id: string) => void;
}) {
  const m = useMessages();
  const format = useFormat();
  if (correction.kind !== 'mention') return null;
  const { adds, removes, quote, author, time, everywhere } = correction;
  return (
    <li>
      <span className="grow">
        {adds ? <EntityName type={adds.type} value={adds.value} /> : <s>{quote}</s>}{' '}
        <span className="small q">
          {removes ? `${m.correct.was(m.types[removes.type] ?? removes.type, removes.value)}; ` : ''}
          {everywhere ? `${m.correct.holdsEverywhere}; ` : ''}
          {m.correct.by(author, format.date(time))}
        </span>
      </span>
      <button type="button" className="btn" disabled={busy} onClick={() => withdraw(correction.id)}>
        <Icon name="undo" />
        {m.correct.withdraw}
      </button>
    </li>
  );
}

function AddMention({
  passage,
  busy,
  apply,
}: {
  passage: PassageEntry;
  busy: boolean;
  apply: (correction: NewMentionCorrection, said: string, then: () => void) => void;
}) {
  const m = useMessages();
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [marked, setMarked] = useState<Span>();
  const [type, setType] = useState('individual');
  const [value, setValue] = useState('');
  const mark = () => {
    const { selectionStart: start, selectionEnd: end } = field.current ?? { selectionStart: 0, selectionEnd: 0 };
    setMarked(end > start ? { start, end } : undefined);
  };
  const words = marked ? passage.text.slice(marked.start, marked.end) : '';
  return (
    <form
      className="add-mention"
      onSubmit={(event) => {
        event.preventDefault();
        if (!marked) return;
        const adds = value.trim() ? { type, value: value.trim() } : { type };
        apply({ passage: passage.id, ...marked, adds }, m.correct.added(value.trim() || words), () => {
          setMarked(undefined);
          setValue('');
        });
      }}
    >
      <label htmlFor={`${id}-text`} className="small q">
        {m.correct.addHelp}
      </label>
      <textarea
        id={`${id}-text`}
        ref={field}
        className="field read"
        lang={passage.language}
        dir="auto"
        aria-readonly="true"
        rows={Math.min(8, 1 + Math.ceil(passage.text.length / 60))}
        value={passage.text}
        // A field that is read only has no caret to mark words with by keyboard.
        onChange={() => undefined}
        onSelect={mark}
      />
      <span className="sentence-acts">
        <output className="cut grow" aria-label={m.correct.marked}>
          {words || <span className="q">{m.correct.nothingMarked}</span>}
        </output>
        <TypePick value={type} change={setType} label={m.correct.type} />
        <input
          className="field"
          aria-label={m.correct.value}
          placeholder={m.correct.value}
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
        <button type="submit" className="btn primary" disabled={!marked || busy}>
          <Icon name="plus" />
          {m.correct.add}
        </button>
      </span>
    </form>
  );
}

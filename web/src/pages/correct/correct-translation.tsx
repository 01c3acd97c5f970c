/** Sentences of a passage, each with its translation to change. */
import { useState } from 'react';
import { useCorrect } from '../../api/languages.ts';
import type { PassageEntry } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';
import { useFormat } from '../../parts/format.ts';
import { Icon } from '../../parts/icon.tsx';
import { useNotices } from '../../shell/notices.tsx';
import { type SentenceToCorrect, sentencesOf } from './sentences.ts';

export function CorrectTranslation({ passage }: { passage: PassageEntry }) {
  return (
    <ol className="sentences">
      {sentencesOf(passage).map((sentence) => (
        <Sentence key={`${sentence.start} ${sentence.human?.correction ?? ''}`} passage={passage} sentence={sentence} />
      ))}
    </ol>
  );
}

function Sentence({ passage, sentence }: { passage: PassageEntry; sentence: SentenceToCorrect }) {
  const m = useMessages();
  const format = useFormat();
  const notices = useNotices();
  const correct = useCorrect(passage.document);
  const [text, setText] = useState(sentence.text);
  const { start, end, human } = sentence;
  const original = passage.text.slice(start, end);
  const failed = { onError: (error: Error) => notices.fail(error.message) };
  const withdraw = (id: string) =>
    correct.mutate({ kind: 'withdrawal', id }, { ...failed, onSuccess: () => notices.say(m.correct.withdrawn) });
  const save = () =>
    correct.mutate(
      { kind: 'translation', correction: { passage: passage.id, start, end, to: 'en', text } },
      { ...failed, onSuccess: ({ id }) => notices.say(m.correct.saved, () => withdraw(id)) },
    );
  const changed = text.trim() !== '' && text.trim() !== sentence.text;
  return (
    <li>
      <p className="read" lang={passage.language} dir="auto">
        {original}
      </p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (changed) save();
        }}
      >
        <textarea
          className="field"
          lang="en"
          rows={Math.min(6, 1 + Math.ceil(Math.max(text.length, sentence.text.length) / 80))}
          aria-label={`${m.correct.yours}: ${original}`}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && changed) save();
          }}
        />
        <span className="sentence-acts">
          <button type="submit" className="btn primary" disabled={!changed || correct.isPending}>
            {m.correct.save} <kbd>Ctrl Enter</kbd>
          </button>
          {human ? (
            <>
              <span className="small q">{m.correct.by(human.author, format.date(human.time))}</span>
              <button
                type="button"
                className="btn"
                disabled={correct.isPending}
                onClick={() => withdraw(human.correction)}
              >
                <Icon name="undo" />
                {m.correct.withdraw}
              </button>
            </>
          ) : passage.translation ? (
            <span className="small q">{passage.translation.engine}</span>
          ) : null}
        </span>
      </form>
    </li>
  );
}

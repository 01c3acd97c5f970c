/** Tags and notes of a document: added in one line, taken away with one click and back with undo. */
import { useId } from 'react';
import { useMessages } from '../../language/language.tsx';
import { Icon } from '../../parts/icon.tsx';
import { useNotices } from '../../shell/notices.tsx';
import type { Marks } from './read-marks.ts';

export function DocumentMarks({ document, marks }: { document: string; marks: Marks }) {
  const m = useMessages();
  const notices = useNotices();
  const id = useId();
  const all = marks.of(document);
  const take = (kind: 'tag' | 'note', text: string) => {
    marks.set(kind, document, false, text);
    notices.say(m.marks.taken(text), () => marks.set(kind, document, true, text));
  };
  const add = (kind: 'tag' | 'note') => (event: React.SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const field = event.currentTarget.elements.namedItem('text');
    if (!(field instanceof HTMLInputElement) || field.value.trim() === '') return;
    marks.set(kind, document, true, field.value.trim());
    field.value = '';
  };
  return (
    <div className="marks">
      {all
        .filter((mark) => mark.kind === 'tag')
        .map(({ text }) => (
          <span key={text} className="tag">
            <bdi>{text}</bdi>
            <button
              type="button"
              aria-label={m.marks.take(text)}
              title={m.marks.take(text)}
              onClick={() => take('tag', text)}
            >
              <Icon name="x" />
            </button>
          </span>
        ))}
      <form onSubmit={add('tag')}>
        <input
          name="text"
          className="field"
          list={`${id}-tags`}
          placeholder={m.marks.addTag}
          aria-label={m.marks.addTag}
          autoComplete="off"
          maxLength={200}
        />
        <datalist id={`${id}-tags`}>
          {marks.tags.map((tag) => (
            <option key={tag} value={tag} />
          ))}
        </datalist>
      </form>
      <form onSubmit={add('note')} className="note">
        <input
          name="text"
          className="field"
          placeholder={m.marks.addNote}
          aria-label={m.marks.addNote}
          autoComplete="off"
          maxLength={10_000}
          dir="auto"
        />
      </form>
      {all
        .filter((mark) => mark.kind === 'note')
        .map(({ text, author }) => (
          <p key={text} className="note small">
            <Icon name="pen" /> <bdi>{text}</bdi> {author ? <span className="faint">{author}</span> : null}
            <button
              type="button"
              className="btn-inline"
              aria-label={m.marks.takeNote}
              title={m.marks.takeNote}
              onClick={() => take('note', text)}
            >
              <Icon name="x" />
            </button>
          </p>
        ))}
    </div>
  );
}

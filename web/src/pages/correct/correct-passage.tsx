/** A passage to set right in place: its sentences' translations, its mentions, and the original word by word. */
import { Modal } from '@mantine/core';
import { useState } from 'react';
import type { PassageEntry } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';
import { CorrectMentions } from './correct-mentions.tsx';
import { CorrectTranslation } from './correct-translation.tsx';
import { WordGloss } from './word-gloss.tsx';
import './correct.css';

const VIEWS = ['translation', 'mentions', 'words'] as const;
export type CorrectView = (typeof VIEWS)[number];

export function CorrectPassage({
  passage,
  first,
  close,
}: {
  passage: PassageEntry;
  first: CorrectView;
  close: () => void;
}) {
  const m = useMessages();
  const [view, setView] = useState(first);
  return (
    <Modal
      opened
      onClose={close}
      size={760}
      lockScroll={false}
      transitionProps={{ duration: 0 }}
      title={<span className="modal-title">{m.correct.title}</span>}
      closeButtonProps={{ 'aria-label': m.shell.dismiss }}
    >
      <div className="correct">
        <span className="seg" role="group" aria-label={m.correct.title}>
          {VIEWS.map((each) => (
            <button key={each} type="button" aria-pressed={view === each} onClick={() => setView(each)}>
              {m.correct[each]}
            </button>
          ))}
        </span>
        {view === 'translation' ? <CorrectTranslation passage={passage} /> : null}
        {view === 'mentions' ? <CorrectMentions passage={passage} /> : null}
        {view === 'words' ? <WordGloss passage={passage} /> : null}
      </div>
    </Modal>
  );
}

/** What can be done with one passage, drawn when its row is under the pointer or has the focus. */
import type { PassageEntry } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';
import { Icon } from '../../parts/icon.tsx';
import { useNotices } from '../../shell/notices.tsx';
import { useCorrectPassage } from '../correct/correct-layer.tsx';

export function RowActions({ passage }: { passage: PassageEntry }) {
  const m = useMessages();
  const notices = useNotices();
  const correct = useCorrectPassage();
  const cite = () => {
    const link = `${location.origin}/read/${passage.document}?p=${passage.ordinal}`;
    navigator.clipboard.writeText(link).then(
      () => notices.say(m.overlaps.linkCopied),
      (error: unknown) => notices.fail(String(error)),
    );
  };
  return (
    <span className="acts" role="toolbar" aria-label={m.reader.passage}>
      <button type="button" aria-label={m.correct.open} title={m.correct.open} onClick={() => correct(passage)}>
        <Icon name="pen" />
      </button>
      <button type="button" aria-label={m.overlaps.copyLink} title={m.overlaps.copyLink} onClick={cite}>
        <Icon name="link" />
      </button>
    </span>
  );
}

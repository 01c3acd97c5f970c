/** One passage on the reader's line grid: when, who, the original, the translation. */
import { memo } from 'react';
import type { DocumentLinkEntry, PassageEntry } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';
import { dayAndClock, useFormat } from '../../parts/format.ts';
import { looseIndicators } from '../../parts/loose-indicators.ts';
import { PassageText } from '../../parts/passage-text.tsx';
import { findWords, type Span } from '../../parts/spans.ts';
import { CorrectedBy, translationText } from '../../parts/translation.tsx';
import { Attachment } from './attachment.tsx';
import { RowActions } from './row-actions.tsx';

export interface PassageRowProps {
  readonly passage: PassageEntry;
  readonly before: PassageEntry | undefined;
  readonly chat: boolean;
  readonly here: boolean;
  readonly words: readonly string[];
  readonly evidence: readonly Span[];
  readonly translated: boolean;
  readonly attachments: readonly DocumentLinkEntry[];
}

export const PassageRow = memo(function PassageRow(props: PassageRowProps) {
  const { passage, before, chat, here, words, evidence, translated, attachments } = props;
  const format = useFormat();
  const time = passage.time ? dayAndClock(passage.time) : undefined;
  const dayBefore = before?.time ? dayAndClock(before.time).day : undefined;
  const newDay = chat && time !== undefined && time.day !== dayBefore;
  const same =
    chat && !newDay && before?.sender === passage.sender && before?.recipients?.join() === passage.recipients?.join();
  const translation = translated ? translationText(passage) : undefined;
  const className = [
    'cols',
    'msg',
    chat ? 'chat' : `text ${passage.role}`,
    same ? 'same' : newDay || !before ? '' : 'first',
    here ? 'here' : '',
  ];
  return (
    <>
      {newDay && time ? (
        <div className="day">
          <b>{format.day(time.day)}</b>
        </div>
      ) : null}
      <PlaceHeading passage={passage} before={before} />
      <div className={className.filter(Boolean).join(' ')} id={`p${passage.ordinal}`} data-passage={passage.id}>
        <span className="t n">{chat ? time?.clock : format.count(passage.ordinal + 1)}</span>
        {chat ? (
          <span className="who" title={[passage.sender, passage.recipients?.join(', ')].filter(Boolean).join(' → ')}>
            <bdi>{passage.sender}</bdi>
          </span>
        ) : null}
        <div className="zh read" lang={passage.language} dir="auto">
          <PassageText
            text={passage.text}
            mentions={passage.mentions}
            hits={findWords(passage.text, words)}
            evidence={evidence}
          />
          {attachments.length > 0 ? (
            <span className="attached">
              {attachments.map((link) => (
                <Attachment key={link.document} link={link} />
              ))}
            </span>
          ) : null}
        </div>
        {translated ? (
          <div className="en read" lang="en" dir="auto">
            {translation ? (
              <>
                <PassageText
                  text={translation}
                  hits={findWords(translation, words)}
                  mentions={looseIndicators(translation)}
                />
                <CorrectedBy translation={passage.translation} />
              </>
            ) : null}
          </div>
        ) : null}
        <RowActions passage={passage} />
      </div>
    </>
  );
});

/** Says when a page or a part of the document begins. */
function PlaceHeading({ passage, before }: { passage: PassageEntry; before: PassageEntry | undefined }) {
  const m = useMessages();
  const here = placeOf(passage);
  if (!here || (before && placeOf(before) === here)) return null;
  const { position } = passage;
  return (
    <div className="day">
      <b>
        {position.kind === 'page'
          ? m.reader.pageNumber(String(position.page))
          : position.kind === 'part'
            ? m.reader.part(position.part)
            : here}
      </b>
      {passage.ocrEngine ? <span>{m.reader.readBy(passage.ocrEngine)}</span> : null}
    </div>
  );
}

function placeOf(passage: PassageEntry): string | undefined {
  const { position } = passage;
  if (position.kind === 'page') return `page ${position.page} ${passage.ocrEngine ?? ''}`;
  return position.kind === 'part' ? position.part : undefined;
}

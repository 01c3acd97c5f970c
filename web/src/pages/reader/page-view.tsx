/** A page as a picture, with the lines that were recognised drawn over it, and their text and translation beside it. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { pageAddress } from '../../api/addresses.ts';
import type { PassageEntry } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';
import { useFormat } from '../../parts/format.ts';
import { Icon } from '../../parts/icon.tsx';
import { defangText } from '../../parts/loose-indicators.ts';
import { PassageText } from '../../parts/passage-text.tsx';
import { findWords, type Span } from '../../parts/spans.ts';
import { Empty } from '../../parts/states.tsx';
import { translationText } from '../../parts/translation.tsx';
import { useShortcuts } from '../../shell/keyboard.tsx';
import { RowActions } from './row-actions.tsx';
import './page-view.css';

/** Below these, a line is marked as less sure, and as doubtful. */
export const SURE = 0.92;
export const DOUBTFUL = 0.8;

export interface Line {
  readonly passage: PassageEntry;
  readonly start: number;
  readonly end: number;
  readonly box: readonly [number, number, number, number];
  readonly confidence: number | undefined;
}

/** The lines of a page in reading order, with the size that their boxes are measured in. */
export function linesOf(
  passages: readonly PassageEntry[],
  page: number,
): { lines: readonly Line[]; width: number; height: number } {
  const lines: Line[] = [];
  let width = 0;
  let height = 0;
  for (const passage of passages) {
    const { position } = passage;
    if (position.kind !== 'page' || position.page !== page) continue;
    width = Math.max(width, position.width);
    height = Math.max(height, position.height);
    for (const line of position.lines) lines.push({ passage, ...line, confidence: line.confidence ?? undefined });
  }
  return { lines, width, height };
}

export function certainty(confidence: number | undefined): '' | 'c2' | 'c3' {
  if (confidence === undefined || confidence >= SURE) return '';
  return confidence >= DOUBTFUL ? 'c2' : 'c3';
}

export interface PageViewProps {
  /** The document whose page is shown: the document itself, or the picture that is its page. */
  readonly document: string;
  /** From 1, in `document`. */
  readonly page: number;
  /** From 1, in all the pages to turn. */
  readonly number: number;
  readonly count: number;
  readonly turn: (number: number) => void;
  readonly passages: readonly PassageEntry[];
  readonly target: number | undefined;
  readonly evidence: readonly Span[];
  readonly words: readonly string[];
  readonly translated: boolean;
}

export function PageView(props: PageViewProps) {
  const { document, page, number, count, turn, passages, target, evidence, words, translated } = props;
  const m = useMessages();
  const format = useFormat();
  const { lines, width, height } = useMemo(() => linesOf(passages, page), [passages, page]);
  const firstOfTarget = lines.findIndex(
    (line) =>
      line.passage.ordinal === target &&
      (evidence.length === 0 || evidence.some((span) => span.start < line.end && span.end > line.start)),
  );
  const [chosen, setChosen] = useState(firstOfTarget);
  const [boxes, setBoxes] = useState(true);
  const [size, setSize] = useState<{ width: number; height: number }>();
  const [broken, setBroken] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => setChosen(firstOfTarget), [firstOfTarget]);
  useEffect(() => {
    list.current?.querySelector('.oline.here')?.scrollIntoView({ block: 'nearest' });
  });
  const glossed = lines.find((line) => line.passage.translation)?.passage.translation;
  const doubtful = lines.flatMap((line, index) =>
    line.confidence !== undefined && line.confidence < DOUBTFUL ? [index] : [],
  );
  const scores = lines.flatMap((line) => (line.confidence === undefined ? [] : [line.confidence]));
  const nextDoubtful = () => setChosen(doubtful.find((index) => index > chosen) ?? doubtful[0] ?? -1);
  useShortcuts(m.reader.page, [
    { key: 'd', label: m.reader.nextDoubtful, run: nextDoubtful },
    { key: '[', label: m.reader.previousPage, run: () => turn(number - 1) },
    { key: ']', label: m.reader.nextPage, run: () => turn(number + 1) },
  ]);
  // Boxes are in the units of the page they were read from; the picture may be drawn at another scale.
  const scale = { width: width || size?.width || 1, height: height || size?.height || 1 };
  return (
    <div className="pv">
      <div className="sheet">
        <div className="bar">
          <button
            type="button"
            className="btn quiet icon"
            aria-label={m.reader.previousPage}
            disabled={number <= 1}
            onClick={() => turn(number - 1)}
          >
            <Icon name="up" />
          </button>
          <span className="n">{m.shell.ofTotal(format.count(number), format.count(count))}</span>
          <button
            type="button"
            className="btn quiet icon"
            aria-label={m.reader.nextPage}
            disabled={number >= count}
            onClick={() => turn(number + 1)}
          >
            <Icon name="down" />
          </button>
          <button type="button" className="btn quiet" aria-pressed={boxes} onClick={() => setBoxes(!boxes)}>
            {m.reader.boxes}
          </button>
          <span className="sp" />
          <span className="sw sure" /> {m.reader.sure}
          <span className="sw c2" /> {m.reader.below(format.score(SURE))}
          <span className="sw c3" /> {m.reader.below(format.score(DOUBTFUL))}
        </div>
        <div className="scroll paper">
          {broken ? (
            <Empty title={m.reader.noPicture}>{m.reader.noPictureHelp}</Empty>
          ) : (
            <div className="leaf">
              <img
                src={pageAddress(document, page)}
                alt={m.reader.pageAlt(String(number), String(count))}
                draggable={false}
                onLoad={(event) =>
                  setSize({ width: event.currentTarget.naturalWidth, height: event.currentTarget.naturalHeight })
                }
                onError={() => setBroken(true)}
              />
              {lines.length > 0 ? (
                <svg viewBox={`0 0 ${scale.width} ${scale.height}`} preserveAspectRatio="none" aria-hidden="true">
                  {lines.map((line, index) => (
                    // biome-ignore lint/a11y/noStaticElementInteractions: the same lines stand beside the picture as buttons
                    // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place on the page
                    <g key={index} onClick={() => setChosen(index)}>
                      {boxes ? (
                        <rect
                          x={line.box[0]}
                          y={line.box[1]}
                          width={line.box[2]}
                          height={line.box[3]}
                          className={`bx ${certainty(line.confidence)}${index === chosen ? ' sel' : ''}`}
                        />
                      ) : null}
                      <PictureText line={line} />
                    </g>
                  ))}
                </svg>
              ) : null}
            </div>
          )}
        </div>
      </div>
      <div className="scroll olines" tabIndex={0} role="region" aria-label={m.reader.lines} ref={list}>
        <div className="oline colhead">
          <span className="no n">{m.reader.line}</span>
          <span>
            {m.reader.textAsRead}
            {translated && glossed
              ? `, ${m.reader.with(m.translation.kinds[glossed.kind] ?? glossed.kind, glossed.engine)}`
              : ''}
            {scores.length > 0
              ? `, ${m.reader.lineSummary(lines.length, format.score(scores.reduce((a, b) => a + b, 0) / scores.length), doubtful.length)}`
              : ''}
          </span>
          <span className="n">{m.reader.ocr}</span>
        </div>
        {lines.length === 0 ? <p className="none">{m.reader.noText}</p> : null}
        {lines.map((line, index) => (
          <PageLine
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place on the page
            key={index}
            line={line}
            number={index + 1}
            chosen={index === chosen}
            choose={() => setChosen(index)}
            evidence={line.passage.ordinal === target ? evidence : []}
            words={words}
            translation={
              translated && line.passage !== lines[index + 1]?.passage ? translationText(line.passage) : undefined
            }
          />
        ))}
      </div>
    </div>
  );
}

/** The words of a line over its place on the picture, not drawn: to be selected and copied from there. */
function PictureText({ line: { box, passage, start, end } }: { line: Line }) {
  const text = passage.text.slice(start, end);
  const [x, y, width, height] = box;
  if (text.trim() === '' || width <= 0) return null;
  return (
    <text
      className="pick-text"
      x={x}
      y={y + 0.82 * height}
      fontSize={0.9 * height}
      textLength={width}
      lengthAdjust="spacingAndGlyphs"
      lang={passage.language}
    >
      {text}
    </text>
  );
}

function PageLine({
  line,
  number,
  chosen,
  choose,
  evidence,
  words,
  translation,
}: {
  line: Line;
  number: number;
  chosen: boolean;
  choose: () => void;
  evidence: readonly Span[];
  words: readonly string[];
  translation: string | undefined;
}) {
  const format = useFormat();
  const text = line.passage.text.slice(line.start, line.end);
  const inside = <T extends Span>(spans: readonly T[]) =>
    spans
      .filter((span) => span.end > line.start && span.start < line.end)
      .map((span) => ({ ...span, start: span.start - line.start, end: span.end - line.start }));
  return (
    <div
      className={`oline${chosen ? ' here' : ''}${certainty(line.confidence) ? ' low' : ''}`}
      data-passage={line.passage.id}
    >
      <button type="button" className="no n" onClick={choose} aria-pressed={chosen}>
        {format.count(number)}
      </button>
      <div>
        <div className="zh wrap" lang={line.passage.language} dir="auto">
          <PassageText
            text={text}
            mentions={inside(line.passage.mentions)}
            hits={findWords(text, words)}
            evidence={inside(evidence)}
          />
        </div>
        {translation ? (
          <div className="en wrap" lang="en" dir="auto">
            {defangText(translation)}
          </div>
        ) : null}
      </div>
      <span className="n">{line.confidence === undefined ? '' : format.score(line.confidence)}</span>
      <RowActions passage={line.passage} />
    </div>
  );
}

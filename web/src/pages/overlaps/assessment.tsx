/** Likelihood and confidence, kept apart, and what the chain may conclude. */
import type { Overlap } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';
import { useFormat } from '../../parts/format.ts';
import { BORDERS, bandOf, WORDS } from '../../parts/likelihood.ts';

const LEVELS = ['Low', 'Moderate', 'High'];

export function Assessment({ overlap }: { overlap: Overlap }) {
  const m = useMessages();
  const format = useFormat();
  const band = bandOf(overlap.likelihood);
  const percent = Math.round(overlap.score * 100);
  const level = LEVELS.indexOf(overlap.confidence) + 1;
  return (
    <dl className="assess">
      <div>
        <dt>{m.overlaps.likelihood}</dt>
        <dd className="big">{m.likelihoods[overlap.likelihood] ?? overlap.likelihood}</dd>
        {band ? (
          <>
            <dd>
              <div
                className="icd"
                role="img"
                style={{
                  gridTemplateColumns: BORDERS.slice(1)
                    .map((border, i) => `${border - (BORDERS[i] ?? 0)}fr`)
                    .join(' '),
                }}
                aria-label={m.overlaps.bandLabel(format.score(overlap.score), String(band.from), String(band.to))}
              >
                {WORDS.map((word, index) => (
                  <i key={word} className={index === band.index ? 'on' : undefined} />
                ))}
                <u style={{ left: `${percent}%` }} />
              </div>
            </dd>
            <dd className="note">{m.overlaps.band(String(band.from), String(band.to), String(percent))}</dd>
          </>
        ) : null}
      </div>
      <div>
        <dt>{m.overlaps.confidence}</dt>
        <dd className="big">{m.confidences[overlap.confidence] ?? overlap.confidence}</dd>
        <dd>
          <div className="conf" role="img" aria-label={m.overlaps.confidenceOf(level)}>
            {LEVELS.map((name, index) => (
              <i key={name} className={index < level ? 'on' : undefined} />
            ))}
          </div>
        </dd>
        <dd className="note">{m.overlaps.confidenceNote[overlap.confidence]}</dd>
      </div>
      <div>
        <dt>{m.overlaps.mayConclude}</dt>
        <dd className="big conclusion">{m.conclusions[overlap.conclusion] ?? overlap.conclusion}</dd>
        <dd className="note">{m.conclusionNotes[overlap.conclusion]}</dd>
        {overlap.chance ? (
          <dd className="note">
            {m.overlaps.chance(format.count(overlap.chance.asHigh), format.count(overlap.chance.decoys))}
          </dd>
        ) : null}
        {overlap.knownBefore ? (
          <dd className="note">
            {m.overlaps.knownBefore(format.count(Math.max(0, overlap.knownBefore.days)), overlap.knownBefore.source)}
          </dd>
        ) : null}
        {overlap.copies?.map((copy) => (
          <dd className="note" key={copy.source}>
            {m.overlaps.copyOf(copy.source, copy.of, copy.reason)}
          </dd>
        ))}
      </div>
    </dl>
  );
}

/** The original word by word, with reading and meaning under each word. */
import { Fragment } from 'react';
import { useGloss } from '../../api/languages.ts';
import type { PassageEntry } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';
import { Loaded } from '../../parts/states.tsx';

export function WordGloss({ passage }: { passage: PassageEntry }) {
  const m = useMessages();
  const gloss = useGloss(passage.id);
  return (
    <Loaded query={gloss} rows={4}>
      {(words) =>
        words.length === 0 ? (
          <p className="q">{m.correct.noWords}</p>
        ) : (
          <p className="words" dir="auto">
            {words.map((word, at) => (
              <Fragment key={word.start}>
                <span className="between">{passage.text.slice(words[at - 1]?.end ?? 0, word.start)}</span>
                <span className={`word ${word.source}`} title={m.correct.sources[word.source]}>
                  {word.pinyin ? <i lang="zh-Latn-pinyin">{word.pinyin}</i> : null}
                  <b lang={passage.language}>{passage.text.slice(word.start, word.end)}</b>
                  <span>{word.gloss || '·'}</span>
                </span>
              </Fragment>
            ))}
            <span className="between">{passage.text.slice(words.at(-1)?.end ?? 0)}</span>
          </p>
        )
      }
    </Loaded>
  );
}

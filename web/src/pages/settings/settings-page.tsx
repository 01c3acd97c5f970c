/** Settings: appearance, language, keyboard; the case and what it runs on. */
import { leave } from '../../api/client.ts';
import { useCaseSummary } from '../../api/queries.ts';
import { LANGUAGES, useLanguage, useMessages } from '../../language/language.tsx';
import { forgetAll } from '../../parts/remembered.ts';
import { useKeyboard } from '../../shell/keyboard.tsx';
import { useNotices } from '../../shell/notices.tsx';
import { useTheme } from '../../theme/theme.tsx';
import { Limits } from './limits.tsx';
import { ModelsSection } from './models-section.tsx';
import './settings.css';
import { TermBaseSection } from './term-base-section.tsx';

export function SettingsPage() {
  const m = useMessages();
  const language = useLanguage();
  const theme = useTheme();
  const keyboard = useKeyboard();
  const notices = useNotices();
  const summary = useCaseSummary();
  const signOut = () => {
    leave().then(
      () => location.assign('/sign-in'),
      (error: unknown) => notices.fail(error instanceof Error ? error.message : String(error)),
    );
  };
  return (
    <div className="sheet-page scroll settings" tabIndex={0} role="region" aria-label={m.pages.settings}>
      <h1>{m.settings2.title}</h1>
      <section>
        <h2>{m.settings2.appearance}</h2>
        <dl>
          <dt>{m.shell.theme}</dt>
          <dd>
            <span className="seg" role="group" aria-label={m.shell.theme}>
              {(['light', 'auto', 'dark'] as const).map((choice) => (
                <button
                  key={choice}
                  type="button"
                  aria-pressed={theme.choice === choice}
                  onClick={() => theme.choose(choice)}
                >
                  {m.themes[choice]}
                </button>
              ))}
            </span>
          </dd>
          <dt>{m.settings.language}</dt>
          <dd>
            <span className="seg" role="group" aria-label={m.settings.language}>
              {LANGUAGES.map(({ tag, name }) => (
                <button
                  key={tag}
                  type="button"
                  lang={tag}
                  aria-pressed={language.tag === tag}
                  onClick={() => language.choose(tag)}
                >
                  {name}
                </button>
              ))}
            </span>
          </dd>
        </dl>
      </section>
      <section>
        <h2>{m.settings2.keyboard}</h2>
        <label>
          <input
            type="checkbox"
            checked={keyboard.singleKeys}
            onChange={(event) => keyboard.setSingleKeys(event.currentTarget.checked)}
          />{' '}
          {m.shell.singleKeys}
        </label>
      </section>
      <Limits />
      {summary.data ? (
        <section>
          <h2>{m.settings2.case}</h2>
          <dl>
            <dt>{m.settings2.path}</dt>
            <dd className="mono wrap">{summary.data.path}</dd>
            <dt>{m.settings2.version}</dt>
            <dd>{summary.data.version}</dd>
            <dt>{m.settings2.network}</dt>
            <dd>
              {summary.data.offline ? m.shell.offline : m.shell.online}.{' '}
              <span className="q">{summary.data.offline ? m.shell.offlineHelp : m.shell.onlineHelp}</span>
            </dd>
          </dl>
          {summary.data.signedIn ? (
            <button type="button" className="btn" onClick={signOut}>
              {m.settings2.signOut}
            </button>
          ) : null}
        </section>
      ) : null}
      <ModelsSection />
      <TermBaseSection />
      <section>
        <button
          type="button"
          className="btn"
          onClick={() => {
            forgetAll();
            notices.say(m.settings2.forgotten);
          }}
        >
          {m.settings2.forget}
        </button>
      </section>
    </div>
  );
}

/** The report as one HTML file that loads nothing, opens by double click and prints well. */

import { defang } from '../defang.ts';
import { kindOf } from '../kinds.ts';
import { overlapNotes } from '../overlap-notes.ts';
import { columnChart } from './column-chart.ts';
import { graphViewsHtml } from './graph-view-sections.ts';
import { type Html, html, webLink } from './html-text.ts';
import { patternSection } from './pattern-html.ts';
import type { EvidenceEntry, ReportHop, ReportModel, ReportOverlap } from './report-model.ts';
import { REPORT_STYLE } from './report-style.ts';
import { arrow, CONCLUSIONS, count, factors, LEDGER_PARTS, method, place, product, share } from './report-words.ts';

export function renderHtml(model: ReportModel): string {
  const { say } = model.words;
  const csp = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";
  const page = html`<!doctype html>
<html lang="${model.words.tag}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${csp}">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="Telltale ${model.version}">
<title>${model.title}</title>
<style>${{ html: REPORT_STYLE }}</style>
</head>
<body><main>
<h1>${model.title}</h1>
<p class="meta">${model.words.made(model.made, model.version)} ${classification(model)}</p>
<nav aria-label="${say('Contents')}"><ol>
<li><a href="#key">${say('Key points')}</a></li><li><a href="#dump">${say('What the dump is')}</a></li><li><a href="#overlaps">${say('Overlaps with public reporting')}</a></li>
${model.patterns.map((pattern) => html`<li><a href="#pattern-${pattern.name}">${pattern.title}</a></li>`)}
${model.marked.length > 0 ? html`<li><a href="#marked">${say('What the analysts marked')}</a></li>` : null}
${model.views.length > 0 ? html`<li><a href="#views">${say('Graph views')}</a></li>` : null}
<li><a href="#entities">${say('What it mentions')}</a></li><li><a href="#people">${say('Who talks')}</a></li><li><a href="#unread">${say('What could not be read')}</a></li>
<li><a href="#translation">${say('How it was translated')}</a></li><li><a href="#sources">${say('Public sources')}</a></li><li><a href="#method">${say('Method')}</a></li><li><a href="#evidence">${say('Evidence')}</a></li>
</ol></nav>
${keyPoints(model)}
${dump(model)}
<h2 id="overlaps">${say('Overlaps with public reporting')}</h2>
${model.overlaps.length === 0 ? html`<p>${say('None were found with the references in this case.')}</p>` : model.overlaps.map((overlap) => overlapCard(overlap, say))}
${further(model)}
${rejected(model)}
${model.patterns.map((pattern) => patternSection(pattern, model.words))}
${marked(model)}
${graphViewsHtml(model.views)}
${entities(model)}
${people(model)}
${unread(model)}
${translation(model)}
${sources(model)}
<h2 id="method">${say('Method')}</h2>
${method(model).map((line) => html`<p>${line}</p>`)}
<h2 id="evidence">${say('Evidence')}</h2>
<p class="mute">${say('Each quote is the exact slice of the stored passage; the SHA-256 is that of the original file. Offsets are UTF-16 code units.')}</p>
${model.evidence.map((entry) => evidence(entry, say))}
</main></body></html>
`;
  return page.html;
}

function classification(model: ReportModel): string {
  const strictest = ['clear', 'green', 'amber', 'amber+strict', 'red'];
  const level = Math.max(0, ...model.collections.map((collection) => strictest.indexOf(collection.tlp)));
  return `TLP:${(strictest[level] ?? 'clear').toUpperCase()}`;
}

type Say = (english: string) => string;

const links = (labels: readonly string[]): Html[] => labels.map((label) => html` <a href="#${label}">${label}</a>`);

function keyPoints(model: ReportModel): Html {
  const { say } = model.words;
  if (model.keyPoints.length === 0)
    return html`<h2 id="key">${say('Key points')}</h2><p>${say('No overlap with public reporting was found.')}</p>`;
  return html`<h2 id="key">${say('Key points')}</h2><ol>${model.keyPoints.map(
    (point) =>
      html`<li><p><a href="#${point.about}">${point.text}</a><span class="small">${links(point.evidence)}</span></p></li>`,
  )}</ol>`;
}

function dump(model: ReportModel): Html {
  const { say } = model.words;
  const rows = model.status.collections.map(
    (each) =>
      html`<tr><td>${each.name}</td><td>${say(each.role)}</td>${LEDGER_PARTS.map((part) => html`<td class="n">${count(each[part])}</td>`)}<td class="n">${count(each.messages)}</td></tr>`,
  );
  const leaks = model.status.collections.filter((each) => each.role === 'leak');
  const months = model.facets.months;
  return html`<h2 id="dump">${say('What the dump is')}</h2>
<p>${leaks.map((leak) => `${leak.name}: ${count(leak.found)} files found, of which ${count(leak.read)} were read, ${count(leak.duplicate)} are duplicates, ${count(leak.skipped)} were skipped and ${count(leak.failed)} failed. `).join('')}</p>
<table><thead><tr><th>${say('Collection')}</th><th>${say('Role')}</th>${LEDGER_PARTS.map((part) => html`<th class="n">${say(part)}</th>`)}<th class="n">${say('messages')}</th></tr></thead><tbody>${rows}</tbody></table>
${breakdown(
  say('Documents by kind'),
  model.facets.kinds.map(({ kind, documents }) => [kind, documents]),
)}
${breakdown(
  say('Passages by language'),
  model.facets.languages.map(({ language, passages }) => [language, passages]),
)}
${columnChart({ title: say('Messages by month'), columns: everyMonth(months) })}`;
}

/** Months from the first to the last one, those without messages too. */
function everyMonth(months: ReportModel['facets']['months']): { label: string; count: number }[] {
  const counts = new Map(months.map(({ month, messages }) => [month, messages]));
  const [first, last] = [months[0]?.month ?? '', months.at(-1)?.month ?? ''];
  const all: { label: string; count: number }[] = [];
  for (let at = first; at !== '' && at <= last && all.length < MOST_MONTHS; at = nextMonth(at))
    all.push({ label: at, count: counts.get(at) ?? 0 });
  return all;
}

/** Thirty years: what is dated further apart is no one leak's talk. */
const MOST_MONTHS = 360;

function nextMonth(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}

const SHADES = [
  'var(--k-infra)',
  'var(--k-org)',
  'var(--k-actor)',
  'var(--k-tool)',
  'var(--k-person)',
  'var(--k-other)',
];

function breakdown(title: string, parts: readonly (readonly [string, number])[]): Html | null {
  const total = parts.reduce((sum, [, n]) => sum + n, 0);
  if (total === 0) return null;
  return html`<h4>${title}</h4><div class="bar" role="img" aria-label="${title}">${parts.map(
    ([, n], at) =>
      html`<span style="width:${((100 * n) / total).toFixed(2)}%;background:${SHADES[at % SHADES.length]}"></span>`,
  )}</div><p class="small">${parts.map(([name, n]) => `${name} ${count(n)} (${share(n, total)})`).join(', ')}</p>`;
}

const named = (key: { type: string; value: string }): Html =>
  html`<span class="k-${kindOf(key.type)} ${kindOf(key.type) === 'infra' ? 'mono' : ''}">${defang(key.type, key.value)}</span>`;

function overlapCard(overlap: ReportOverlap, say: Say): Html {
  return html`<section class="overlap" id="${overlap.id}">
<h3>${overlap.rank}. ${overlap.title}</h3>
<div class="facts"><div><span class="small">${say('Likelihood')}</span><b>${say(overlap.likelihood)}</b><span class="small">score ${overlap.score.toFixed(2)}</span></div>
<div><span class="small">${say('Confidence, kept apart')}</span><b>${say(overlap.confidence)}</b></div>
<div><span class="small">${say('What it may conclude')}</span><b>${say(CONCLUSIONS[overlap.conclusion].title)}</b><span class="small">${say(CONCLUSIONS[overlap.conclusion].bound)}</span></div>
${overlap.verdict ? html`<div><span class="small">${say('Analyst')}</span><b>${overlap.verdict}</b></div>` : null}</div>
${overlap.labels.length > 0 ? html`<p>${overlap.labels.map((label) => html`<span class="label">${label}</span> `)}</p>` : null}
<ol class="chain">${overlap.hops.map((hop, at) => hopItem(hop, at, at === overlap.weakest))}</ol>
${overlap.rejected ? html`<p>Does not hold: ${overlap.rejected}</p>` : null}
${overlapNotes(overlap).map((note) => html`<p>${note}</p>`)}
${overlap.without.length > 0 ? html`<p class="mute">${overlap.without.map(({ source, likelihood, score }) => `Without ${source} it falls to ${likelihood} (${score.toFixed(2)}). `).join('')}</p>` : null}
</section>`;
}

function hopItem(hop: ReportHop, at: number, isWeakest: boolean): Html {
  return html`<li class="${isWeakest ? 'weakest' : ''}"><div>Hop ${at + 1}: ${named(hop.from)} <span class="mute">${arrow(hop.relation)}</span> ${named(hop.to)} ${links(hop.evidence)}</div>
<div class="weights">${product(hop.weight).toFixed(2)} = ${factors(hop.weight)}${isWeakest ? ' (the weakest hop)' : ''}</div>
${hop.reasons.length > 0 ? html`<ul>${hop.reasons.map((reason) => html`<li>${reason}</li>`)}</ul>` : null}</li>`;
}

function further(model: ReportModel): Html | null {
  const { say, more } = model.words;
  if (model.further.length === 0) return null;
  const rest = model.furtherTotal - model.further.length;
  return html`<h3>${say('Further overlaps')}</h3><details><summary>${count(model.furtherTotal)}</summary>
<table><thead><tr><th>${say('From')}</th><th>${say('To')}</th><th>${say('Likelihood')}</th><th class="n">${say('Score')}</th></tr></thead><tbody>${model.further.map(
    ({ leak, reference, likelihood, score }) =>
      html`<tr><td>${named(leak)}</td><td>${reference.name}</td><td>${say(likelihood)}</td><td class="n">${score.toFixed(2)}</td></tr>`,
  )}</tbody></table>${rest > 0 ? html`<p class="small">${more(rest)}</p>` : null}</details>`;
}

function rejected(model: ReportModel): Html | null {
  const { say } = model.words;
  if (model.rejected.length === 0) return null;
  return html`<h3>${say('Looked at and rejected')}</h3><details><summary>${model.rejected.length} chains that do not hold, with the reason</summary>
<table><thead><tr><th>${say('From')}</th><th>${say('To')}</th><th>${say('Why not')}</th><th>${say('Evidence')}</th></tr></thead><tbody>${model.rejected.map(
    (overlap) =>
      html`<tr id="${overlap.id}"><td>${named(overlap.leak)}</td><td>${overlap.reference.name}</td><td>${overlap.rejected}</td><td>${links(overlap.hops.flatMap((hop) => hop.evidence))}</td></tr>`,
  )}</tbody></table></details>`;
}

function marked(model: ReportModel): Html | null {
  const { say } = model.words;
  if (model.marked.length === 0) return null;
  return html`<h2 id="marked">${say('What the analysts marked')}</h2>
<table><thead><tr><th>${say('Document')}</th><th>${say('Tags')}</th><th>${say('Notes')}</th></tr></thead><tbody>${model.marked.map(
    (each) =>
      html`<tr><td class="mono">${each.path}${each.starred ? html` <span class="label">${say('starred')}</span>` : null}<div class="small">sha256 ${each.sha256}</div></td><td>${each.tags.map((tag) => html`<span class="label">${tag}</span> `)}</td><td>${each.notes.map(
        (note) =>
          html`<p dir="auto">${note.text} <span class="small">${note.author}, ${note.time.slice(0, 10)}</span></p>`,
      )}</td></tr>`,
  )}</tbody></table>`;
}

function entities(model: ReportModel): Html {
  const { say } = model.words;
  return html`<h2 id="entities">${say('What it mentions')}</h2>${model.entities.map(
    (
      group,
    ) => html`<details${{ html: group.total <= 12 ? ' open' : '' }}><summary><b>${group.type}</b> ${count(group.total)} distinct</summary>
<table><thead><tr><th>${say('Value')}</th><th class="n">${say('mentions')}</th><th class="n">${say('documents')}</th><th>${say('first')}</th><th>${say('last')}</th><th>${say('labels')}</th></tr></thead><tbody>${group.entries.map(
      (entry) =>
        html`<tr><td class="mono">${entry.value}</td><td class="n">${count(entry.mentions)}</td><td class="n">${count(entry.documents)}</td><td class="small">${entry.first?.slice(0, 10)}</td><td class="small">${entry.last?.slice(0, 10)}</td><td class="small">${entry.labels.join(', ')}</td></tr>`,
    )}</tbody></table>${group.total > group.entries.length ? html`<p class="small">${model.words.more(group.total - group.entries.length)}</p>` : null}</details>`,
  )}`;
}

function people(model: ReportModel): Html {
  const { say } = model.words;
  const { participants, pairs } = model.people;
  return html`<h2 id="people">${say('Who talks')}</h2>${
    participants.length === 0
      ? html`<p>${say('No chats or mails.')}</p>`
      : html`<table><thead><tr><th>${say('Handle')}</th><th class="n">${say('sent')}</th><th class="n">${say('received')}</th><th>${say('first')}</th><th>${say('last')}</th></tr></thead><tbody>${participants
          .slice(0, 20)
          .map(
            (each) =>
              html`<tr><td class="k-person">${each.handle}</td><td class="n">${count(each.sent)}</td><td class="n">${count(each.received)}</td><td class="small">${each.first?.slice(0, 10)}</td><td class="small">${each.last?.slice(0, 10)}</td></tr>`,
          )}</tbody></table>
<p class="mute">${count(participants.length)} participants, ${count(pairs.length)} pairs. Most messages: ${pairs
          .slice(0, 5)
          .map((pair) => `${pair.from} to ${pair.to} (${count(pair.messages)})`)
          .join('; ')}.</p>`
  }`;
}

function unread(model: ReportModel): Html {
  const { say } = model.words;
  const { failures, pending } = model.status;
  return html`<h2 id="unread">${say('What could not be read')}</h2>${
    failures.length === 0
      ? html`<p>${say('Every file was read.')}</p>`
      : html`<table><thead><tr><th>${say('Path')}</th><th>${say('Why')}</th></tr></thead><tbody>${failures.map(
          (failure) =>
            html`<tr><td class="mono">${failure.path}</td><td>${failure.message} <span class="label">${failure.code}</span></td></tr>`,
        )}</tbody></table>`
  }${
    Object.keys(pending).length > 0
      ? html`<p>Still to do when this was written: ${Object.entries(pending)
          .map(([stage, n]) => `${stage} ${count(n)} documents`)
          .join(', ')}.</p>`
      : null
  }`;
}

function translation(model: ReportModel): Html {
  const { say } = model.words;
  if (model.translations.length === 0)
    return html`<h2 id="translation">${say('How it was translated')}</h2><p>${say('Nothing was translated.')}</p>`;
  return html`<h2 id="translation">${say('How it was translated')}</h2><table><thead><tr><th>${say('Engine')}</th><th>${say('Kind')}</th><th>${say('From')}</th><th class="n">${say('passages')}</th></tr></thead><tbody>${model.translations.map(
    (each) =>
      html`<tr><td>${each.engine}</td><td>${each.kind === 'gloss' ? 'dictionary gloss, word by word; not a translation' : `${each.kind} translation`}</td><td>${each.from}</td><td class="n">${count(each.passages)}</td></tr>`,
  )}</tbody></table><p class="mute">${say('Nothing was extracted from a translation: indicators, names and relations come from the originals.')}</p>`;
}

function sources(model: ReportModel): Html {
  const { say } = model.words;
  return html`<h2 id="sources">${say('Public sources')}</h2><table><thead><tr><th>${say('Source')}</th><th>${say('Published')}</th><th>${say('Reliability')}</th><th class="n">${say('overlaps')}</th></tr></thead><tbody>${model.sources.map(
    (source) =>
      html`<tr><td>${source.url ? webLink(source.url, source.name) : source.name}</td><td>${source.published}</td><td>${source.reliability}</td><td class="n">${count(source.overlaps)}</td></tr>`,
  )}</tbody></table>`;
}

function evidence(entry: EvidenceEntry, say: Say): Html {
  const { before, quote, after } = entry.context;
  return html`<article class="evidence" id="${entry.label}"><div><b>${entry.label}</b> ${entry.role === 'leak' ? say('The leak') : entry.collection} <span class="small">${place(entry)}</span></div>
<blockquote dir="auto">${before}<mark>${quote}</mark>${after}</blockquote>
${entry.translation ? html`<p class="gloss">${entry.translation.text} <span class="label">${entry.translation.kind === 'gloss' ? 'gloss' : 'translation'}, ${entry.translation.engine}</span></p>` : null}
<div class="small mono">sha256 ${entry.sha256}</div></article>`;
}

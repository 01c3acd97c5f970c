/** `telltale graph`: neighbours, ways, what two things share, who came first, what fell in a time. */
import type { Command } from 'commander';
import {
  commonBetween,
  firstMentions,
  type GraphAnswer,
  neighbourhood,
  paths,
  strongestBetween,
  thingOf,
  timeWindow,
} from '../../app/graph.ts';
import { defangValue } from '../../app/queries.ts';
import { TelltaleError } from '../../errors.ts';
import { type CommonOptions, limitOption, withCommon } from '../common-options.ts';
import { readCase } from '../read-case.ts';
import { count, print, printable, printJson, styled, table, width, wrap } from '../terminal.ts';
import { registerGraphViews } from './graph-views.ts';

type Options = CommonOptions & { limit: number };
interface Key {
  readonly type: string;
  readonly value: string;
}

export function registerGraph(program: Command): void {
  const graph = program
    .command('graph')
    .description(
      'Ask the graph of everything that is stated: neighbours, paths, common neighbours, first mentions, a time window; and views that are kept.',
    )
    .addHelpText(
      'after',
      `
A thing is TYPE:VALUE, such as ipv4:192.0.2.1 or intrusion-set:APT41, or a value that the case knows.

Examples:
  telltale graph neighbours 74.120.172.10
  telltale graph path 74.120.172.10 "POISON CARP"            the strongest way
  telltale graph path APT41 ShadowPad --shortest             all shortest ways
  telltale graph common intrusion-set:APT41 organization:"Chengdu 404"
  telltale graph first CVE-2021-44228
  telltale graph window 2021-01 2021-03
  telltale graph view list`,
    );
  const command = (name: string, description: string, most = 30): Command =>
    withCommon(graph.command(name).description(description)).addOption(limitOption(most));

  command('neighbours', 'What stands around a thing, most assertions first; the rest is counted.')
    .argument('<thing>')
    .action(async (thing: string, options: Options) => {
      await answer(
        options,
        async (store) => neighbourhood(store, await thingOf(store, thing), options.limit),
        (found) => showGraph(found, 1),
      );
    });
  command('path', 'The strongest way between two things, or with --shortest all shortest ones.')
    .argument('<from>')
    .argument('<to>')
    .option('--shortest', 'all shortest ways, up to five hops', false)
    .action(async (from: string, to: string, options: Options & { shortest: boolean }) => {
      if (options.shortest) {
        await answer(
          options,
          async (store) => paths(store, await thingOf(store, from), await thingOf(store, to)),
          (found) => showGraph(found, 2),
        );
        return;
      }
      await answer(
        options,
        async (store) => strongestBetween(store, await thingOf(store, from), await thingOf(store, to)),
        showPath,
      );
    });
  command('common', 'What stands beside both of two things, the most telling first.')
    .argument('<one>')
    .argument('<other>')
    .action(async (one: string, other: string, options: Options) => {
      await answer(
        options,
        async (store) => commonBetween(store, await thingOf(store, one), await thingOf(store, other), options.limit),
        (found) => showGraph(found, 2),
      );
    });
  command('first', 'Who mentioned a thing first: senders of the leaks, and published sources.')
    .argument('<thing>')
    .action(async (thing: string, options: Options) => {
      await answer(
        options,
        async (store) => firstMentions(store, await thingOf(store, thing), options.limit),
        ({ total, first }) => {
          const rows = first.map(({ time, side, who, mentions, evidence }) => [
            (time ?? '').slice(0, 16),
            side,
            who ?? '',
            count(mentions),
            evidence[0]?.quote ?? '',
          ]);
          print(
            table(
              [
                { title: 'time' },
                { title: 'side' },
                { title: 'who' },
                { title: 'mentions', align: 'right' },
                { title: 'words', flexible: true },
              ],
              rows,
            ),
          );
          more(total, first.length);
        },
      );
    });
  command('window', 'Everything in a time window: what the leaks mention, and what is stated of that time.')
    .argument('<from>', 'YYYY, YYYY-MM or YYYY-MM-DD')
    .argument('<to>', 'the same; included')
    .action(async (from: string, to: string, options: Options) => {
      for (const date of [from, to]) {
        if (!/^\d{4}(-\d\d(-\d\d)?)?$/.test(date))
          throw new TelltaleError('usage', `«${date}» is no date such as 2021, 2021-03 or 2021-03-09.`);
      }
      await answer(
        options,
        (store) => timeWindow(store, from, to, options.limit),
        (found) => {
          print(styled('bold', `Mentioned in the leaks (${count(found.totalThings)})`));
          const rows = found.things.map(({ thing, mentions, first }) => [
            thing.type,
            defangValue(thing.type, thing.value),
            count(mentions),
            first ?? '',
          ]);
          print(
            table(
              [
                { title: 'type' },
                { title: 'value', flexible: true },
                { title: 'mentions', align: 'right' },
                { title: 'first' },
              ],
              rows,
            ),
          );
          print();
          print(styled('bold', `Stated of that time (${count(found.totalFacts)})`));
          for (const { subject, predicate, object, first, last } of found.facts)
            print(
              wrap(
                printable(
                  `${shown(subject)} ${predicate} ${shown(object)} (${[first, last].filter((each) => each !== null).join(' to ')})`,
                ),
                width(),
                '  ',
              ),
            );
        },
      );
    });
  registerGraphViews(graph);
}

type Open = Parameters<Parameters<typeof readCase>[1]>[0]['store'];

async function answer<T>(options: Options, ask: (store: Open) => Promise<T>, show: (found: T) => void): Promise<void> {
  const found = await readCase(options.case, ({ store }) => ask(store));
  if (options.json) printJson(found);
  else show(found);
}

const shown = ({ type, value }: Key): string => `${defangValue(type, value)} (${type})`;

function more(total: number, here: number): void {
  if (total > here) print(styled('dim', `and ${count(total - here)} more; --limit shows them`));
}

/** `asked`: how many of the nodes were asked for and need no row. */
function showGraph({ nodes, edges, total }: GraphAnswer, asked: number): void {
  const around = nodes.slice(asked);
  if (edges.length === 0) {
    print('Nothing.');
    return;
  }
  const rows = edges.map(({ from, predicate, to }) => [
    defangValue(from.type, from.value),
    predicate,
    defangValue(to.type, to.value),
  ]);
  print(table([{ title: 'from' }, { title: 'relation' }, { title: 'to', flexible: true }], rows.slice(0, 200)));
  const hubs = around.filter(({ degree }) => degree > 2000);
  for (const hub of hubs)
    print(styled('dim', `${shown(hub)} is a hub with ${count(hub.degree)} assertions; it is not opened`));
  print(
    styled('dim', `${count(around.length)} things and ${count(edges.length)} assertions, of ${count(total)} in all`),
  );
}

function showPath({ hops, strength, hubs }: Awaited<ReturnType<typeof strongestBetween>>): void {
  if (hops.length === 0) print('There is no way of at most five hops.');
  for (const hop of hops) {
    const arrow = hop.inverse ? `<-${hop.predicate}-` : `-${hop.predicate}->`;
    print(
      `${styled('bold', wrap(printable(`${shown(hop.from)} ${arrow} ${shown(hop.to)}`), width()))}  ${styled('dim', hop.strength.toFixed(2))}`,
    );
    for (const { quote, path } of hop.evidence)
      print(styled('dim', wrap(printable(`“${quote}” ${path}`), width(), '  ')));
  }
  const around = hubs > 0 ? `; ${count(hubs)} hubs were not led through` : '';
  print(`Strength ${strength.toFixed(3)}${around}`);
}

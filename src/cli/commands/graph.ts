/** `telltale graph`: neighbours, ways, what two things share, who came first, what fell in a time. */
import type { Command } from 'commander';
import {
  commonBetween,
  firstToSay,
  neighboursOf,
  shortestBetween,
  strongestBetween,
  timeWindow,
} from '../../app/graph.ts';
import { defangValue } from '../../app/queries.ts';
import { TelltaleError } from '../../errors.ts';
import { type CommonOptions, limitOption, withCommon } from '../common-options.ts';
import { readCase } from '../read-case.ts';
import { showAsked, showCommon, showMore, showNeighbours, shownThing, showPath, showShortest } from '../show-graph.ts';
import { count, print, printable, printJson, styled, table, width, wrap } from '../terminal.ts';
import { registerGraphViews } from './graph-views.ts';

type Options = CommonOptions & { limit: number };
type Asking = Options & { without: readonly string[] };

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
--without leaves out what a collection, a report, or a sender of messages says, or a thing: what stays then?

Examples:
  telltale graph neighbours 74.120.172.10
  telltale graph path 74.120.172.10 "POISON CARP"            the strongest way
  telltale graph path APT41 ShadowPad --shortest             all shortest ways
  telltale graph path APT41 ShadowPad --without "MITRE ATT&CK" --without "Chengdu 404"
  telltale graph common intrusion-set:APT41 organization:"Chengdu 404"
  telltale graph first CVE-2021-44228
  telltale graph window 2021-01 2021-03
  telltale graph view list`,
    );
  const command = (name: string, description: string, most = 30): Command =>
    withCommon(graph.command(name).description(description)).addOption(limitOption(most));
  const question = (name: string, description: string): Command =>
    command(name, description).option(
      '--without <name>',
      'as if this collection, source, sender or thing were not there; again for more',
      (name: string, before: readonly string[]) => [...before, name],
      [],
    );

  question('neighbours', 'What stands around a thing, most assertions first; the rest is counted.')
    .argument('<thing>')
    .action(async (thing: string, options: Asking) => {
      await answer(
        options,
        (store) => neighboursOf(store, { things: [thing], without: options.without }, options.limit),
        (found) => {
          showNeighbours(found, 1);
          showAsked(found, options.without);
        },
      );
    });
  question('path', 'The strongest way between two things, or with --shortest all shortest ones.')
    .argument('<from>')
    .argument('<to>')
    .option('--shortest', 'all shortest ways, up to five hops', false)
    .action(async (from: string, to: string, options: Asking & { shortest: boolean }) => {
      const asked = { things: [from, to], without: options.without };
      if (options.shortest) {
        await answer(
          options,
          (store) => shortestBetween(store, asked),
          (found) => {
            showShortest(found);
            showAsked(found, options.without);
          },
        );
        return;
      }
      await answer(
        options,
        (store) => strongestBetween(store, asked),
        (found) => {
          showPath(found);
          showAsked(found, options.without);
        },
      );
    });
  question('common', 'What stands beside both of two things, the most telling first.')
    .argument('<one>')
    .argument('<other>')
    .action(async (one: string, other: string, options: Asking) => {
      await answer(
        options,
        (store) => commonBetween(store, { things: [one, other], without: options.without }, options.limit),
        (found) => {
          showCommon(found);
          showAsked(found, options.without);
        },
      );
    });
  question('first', 'Who mentioned a thing first: senders of the leaks, and published sources.')
    .argument('<thing>')
    .action(async (thing: string, options: Asking) => {
      await answer(
        options,
        (store) => firstToSay(store, { things: [thing], without: options.without }, options.limit),
        (found) => {
          const rows = found.first.map(({ time, side, who, mentions, evidence }) => [
            (time ?? '').slice(0, 16).replace('T', ' '),
            side,
            who ?? evidence[0]?.path ?? '',
            count(mentions),
          ]);
          print(
            table(
              [
                { title: 'time' },
                { title: 'side' },
                { title: 'who', flexible: true },
                { title: 'mentions', align: 'right' },
              ],
              rows,
            ),
          );
          const [earliest] = found.first;
          for (const { quote, path, passage } of earliest?.evidence ?? [])
            print(styled('dim', wrap(printable(`“${quote}” ${path}, passage ${passage}`), width(), '  ')));
          showMore(found.total, found.first.length);
          showAsked(found, options.without);
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
                  `${shownThing(subject)} ${predicate} ${shownThing(object)} (${[first, last].filter((each) => each !== null).join(' to ')})`,
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

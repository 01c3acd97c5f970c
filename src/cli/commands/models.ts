/** `telltale models`: translation models on this machine. */
import type { Command } from 'commander';
import { installedModels, modelPairs, pullTranslationModel, verifyModels } from '../../app/models.ts';
import { TelltaleError } from '../../errors.ts';
import { withCommon } from '../common-options.ts';
import { withInterrupt } from '../interrupt.ts';
import { count, print, printJson, say, styled, table, width, wrap } from '../terminal.ts';

interface PullOptions {
  readonly mirror?: string;
  readonly from?: string;
  readonly offline: boolean;
  readonly json: boolean;
}

interface ListOptions {
  readonly available: boolean;
  readonly mirror?: string;
  readonly offline: boolean;
  readonly json: boolean;
}

export function registerModels(program: Command): void {
  const models = program
    .command('models')
    .description('Translation models (Firefox Translations, run on this machine).');
  withCommon(models.command('list').description('List the models that are here.'))
    .option('--available', 'list the pairs that can be fetched instead; asks the registry', false)
    .option('--mirror <url>', 'the index to ask')
    .action(async ({ json, available, offline, mirror }: ListOptions) => {
      if (available) {
        const pairs = await modelPairs({ offline, ...(mirror === undefined ? {} : { mirror }) });
        if (json) printJson({ pairs });
        else print(wrap(pairs.join(' '), width()));
        return;
      }
      const { folder, models: installed } = await installedModels();
      if (json) return printJson({ folder, models: installed });
      print(styled('bold', `Models in ${folder} (${installed.length})`));
      print(
        table(
          [{ title: 'pair' }, { title: 'architecture' }, { title: 'version' }, { title: 'source', flexible: true }],
          installed.map((model) => [model.pair, model.architecture, model.version, model.source]),
        ),
      );
      if (installed.length === 0) print('None: telltale models pull zh-en fetches one (about 45 MB).');
    });
  withCommon(
    models
      .command('pull')
      .description(
        'Fetch a model, such as zh-en or ru-en. Goes on where a broken download stopped; checks the SHA-256.',
      ),
  )
    .argument('<pair>', 'from-to, such as zh-en')
    .option('--mirror <url>', 'an index with the shape of Mozilla’s models.json')
    .option('--from <folder>', 'a folder with models.json and the files, for machines without network')
    .action(async (pair: string, options: PullOptions) => {
      let shown = 0;
      const model = await withInterrupt((signal) =>
        pullTranslationModel(pair, options, signal, (file, bytes, total) => {
          if (Date.now() - shown < 500) return;
          shown = Date.now();
          say(`${file}: ${count(bytes)}${total ? ` of ${count(total)}` : ''} bytes`);
        }),
      );
      if (options.json) printJson(model);
      else
        print(
          `${model.pair} (${model.architecture}, ${model.version}) is ready. Run telltale add again: it translates with it.`,
        );
    });
  withCommon(models.command('verify').description('Check the files of all models against their SHA-256.')).action(
    async ({ json }: { json: boolean }) => {
      const verified = await verifyModels();
      if (json) printJson(verified);
      else for (const { pair, right, message } of verified) print(`${pair}: ${right ? 'right' : `wrong. ${message}`}`);
      if (!json && verified.length === 0) print('There are no models.');
      const wrong = verified.filter(({ right }) => !right).map(({ pair }) => pair);
      if (wrong.length > 0) throw new TelltaleError('model-corrupt', `Damaged: ${wrong.join(' ')}.`);
    },
  );
}

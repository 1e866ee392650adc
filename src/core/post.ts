/** An experiment in a few lines of Markdown, which read as plain text too: for a post, a mail, a chat. */
import { plainMarkdown } from './compare/copy.ts';
import { judgementsOf, measureName, measureText } from './compare/measures.ts';
import { endOf } from './compare/setup.ts';
import { isConstant } from './courses.ts';
import { describeData } from './datasets/describe.ts';
import type { Experiment } from './experiment.ts';
import { metaOf } from './fields.ts';
import { graphOf } from './graphOf.ts';
import { layerKind } from './layers/index.ts';
import { channelFields, type Loss } from './losses/index.ts';
import { lossSubtitle, lossTitle } from './losses/names.ts';
import type { RunSummary } from './run/runSummary.ts';
import { comparable, type SettingPart, settingLabel, settingsOf, settingText } from './run/settings.ts';
import type { StudyDraft } from './study/draft.ts';
import { variationLabel, variationText } from './study/setup/texts.ts';
import { verdict } from './verdict/verdict.ts';
import { counted, fieldText, grouped, lowered, numberText } from './words.ts';

export interface Posted {
  readonly experiment: Experiment;
  /** What is varied of it, if anything is. */
  readonly draft: StudyDraft;
  /** A run, whose last values are told if it ended as a run of this experiment. */
  readonly run?: RunSummary | undefined;
  readonly link: string;
}

/** Title, verdict, data, network, losses, how they are combined, what came out, and the link at the end. */
export function postOf({ experiment, draft, run, link }: Posted): string {
  const { title, text } = verdict(experiment, graphOf(experiment));
  const lines = [
    `Data: ${dataText(experiment)}`,
    `Network: ${networkText(experiment)}`,
    `Losses: ${experiment.losses.map((loss) => lossText(experiment, loss)).join('; ') || 'none'}`,
    `Strategy: ${partText(experiment, 'strategy')}`,
    `Optimizers: ${partText(experiment, 'schedule')}`,
    `Training: ${partText(experiment, 'optimizer')}, ${trainingText(experiment)}`,
    ...variedTexts(experiment, draft).map((varied) => `Varied: ${varied}`),
    ...(run && run.steps > 0 && isRunOf(run, experiment) ? [`Result: ${resultText(run)}`] : []),
  ];
  return [
    `**${plainMarkdown(draft.title || experiment.title)}**`,
    `${title} ${text}`,
    lines.map((line) => `- ${line}`).join('\n'),
    link,
  ]
    .join('\n\n')
    .concat('\n');
}

function dataText(experiment: Experiment): string {
  const { label, count, height, width, channels } = describeData(experiment);
  return `${label}, ${counted(count, 'image')} of ${height}×${width}×${channels}`;
}

/** "10 layers (3 × Convolution, Dense), 12,345 trained parameters": kinds in the order of the network. */
function networkText(experiment: Experiment): string {
  const kinds = experiment.network.layers
    .filter(({ kind }) => kind !== 'input')
    .map(({ kind }) => layerKind(kind).label);
  const texts = [...new Set(kinds)].map((label) => {
    const count = kinds.filter((one) => one === label).length;
    return count === 1 ? label : `${count} × ${label}`;
  });
  const { parameters, frozen } = graphOf(experiment);
  const still = frozen > 0 ? `, ${grouped(frozen)} frozen` : '';
  return `${counted(kinds.length, 'layer')} (${texts.join(', ')}), ${grouped(parameters)} trained parameters${still}`;
}

/** "0.7 × colour (cross-entropy)". */
function lossText(experiment: Experiment, loss: Loss): string {
  const name = `${lossTitle(experiment, loss)} (${lossSubtitle(experiment, loss)})`;
  if (loss.muted) return `${name}, muted`;
  const course = isConstant(loss.course) ? '' : `, ${fieldText(metaOf(channelFields.course), loss.course)}`;
  return `${numberText(loss.fader)} × ${name}${course}`;
}

/** The kind of a part, with those of its settings that are not at their default. */
function partText(experiment: Experiment, part: SettingPart): string {
  const [kind, ...rest] = settingsOf(experiment).filter((setting) => setting.part === part);
  if (!kind) return '';
  const others = rest
    .filter(({ meta, value }) => comparable(value) !== comparable(meta.default))
    .map((setting) => `${lowered(settingLabel(setting))} ${settingText(setting)}`);
  const label = settingText(kind);
  return others.length > 0 ? `${label} (${others.join(', ')})` : label;
}

function trainingText(experiment: Experiment): string {
  const settings = settingsOf(experiment);
  const told = ['learningRate', 'learningRateCourse', 'batchSize', 'epochs'].flatMap(
    (name) => settings.find(({ key }) => key === `training:${name}`) ?? [],
  );
  return told
    .filter(({ meta, value }) => meta.control !== 'variant' || comparable(value) !== comparable(meta.default))
    .map((setting) => `${lowered(settingLabel(setting))} ${settingText(setting)}`)
    .join(', ');
}

function variedTexts(experiment: Experiment, { variations, seeds, folds }: StudyDraft): string[] {
  return [
    ...variations.map((one) => plainMarkdown(`${variationLabel(one, experiment)}: ${variationText(one, experiment)}`)),
    ...(seeds.length > 0 ? [`seeds ${seeds.join(', ')}`] : []),
    ...(folds > 0 ? [`${folds} folds`] : []),
  ];
}

/** Whether the run was one of the experiment when it ended, whatever it was called. */
function isRunOf(run: RunSummary, experiment: Experiment): boolean {
  const text = (one: Experiment) => JSON.stringify({ ...one, title: '' });
  return text(endOf(run)) === text(experiment);
}

/** "after 600 of 1,000 steps, on validation images: accuracy of colour 0.912". */
function resultText(run: RunSummary): string {
  const main = [...judgementsOf(run).values()].filter(({ measure }) => measure.isMain);
  const values = main.map(
    ({ measure, outcome }) => `${measureName(measure)} ${measureText(measure, outcome.final.value)}`,
  );
  const of = run.totalSteps === undefined || run.totalSteps === run.steps ? '' : ` of ${grouped(run.totalSteps)}`;
  const moved = run.changes.length > 0 ? `, changed ${counted(run.changes.length, 'time')} on the way` : '';
  const after = `after ${grouped(run.steps)}${of} steps${moved}`;
  const ended = run.failure ? `, where it failed: ${plainMarkdown(run.failure.message)}` : '';
  return values.length > 0 ? `${after}${ended}; on validation images ${values.join(', ')}` : `${after}${ended}`;
}

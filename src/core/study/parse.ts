/**
 * `unknown → { study, problems }`, without ever throwing. What cannot be read of a variation leaves it out and becomes an
 * error; whether its places are there and its values fit the experiment is what `plan.ts` says.
 */
import type * as z from 'zod/mini';
import type { Experiment } from '../experiment.ts';
import { group, own, parseFields } from '../fields.ts';
import { parseExperiment } from '../parse.ts';
import { oneLine } from '../plainText.ts';
import { defaultExperiment } from '../presets.ts';
import { error, type Place, type Problem, show, warning } from '../problem.ts';
import { counted } from '../words.ts';
import {
  budgetFields,
  type Drawn,
  drawFields,
  joinField,
  type Listed,
  makeStudy,
  type Random,
  randomFields,
  rangeFields,
  type Study,
  studyFields,
  studyLimits,
  studyVersion,
  type Turned,
  type Variation,
} from './study.ts';

export interface ParsedStudy {
  /** Always complete and within bounds. */
  readonly study: Study;
  readonly problems: readonly Problem[];
}

/** Whether what a file holds is a study: no experiment has an experiment in it, nor variations or outcomes. */
export function isStudyFile(value: unknown): boolean {
  return ['experiment', 'variations', 'outcomes'].some((name) => own(value, name) !== undefined);
}

/** Reads a Study from anything. What its experiment lacks comes from `base`. */
export function parseStudy(raw: unknown, base: Experiment = defaultExperiment): ParsedStudy {
  const problems: Problem[] = [];
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    problems.push(error([], `This is ${show(raw)}, not a study.`, 'A study is a JSON object; see its JSON Schema.'));
    return { study: makeStudy(base), problems };
  }
  const version = own(raw, 'version');
  if (version !== studyVersion) {
    const remedy = `Set "version": ${studyVersion}, or load the newest Loss Mixer.`;
    problems.push(error(['version'], `The study has version ${show(version)}; ${studyVersion} is read here.`, remedy));
    return { study: makeStudy(base), problems };
  }
  const named = typeof own(raw, '$schema') === 'string' ? ['$schema'] : [];
  const sections = ['version', 'experiment', 'variations', 'seeds', 'budget', ...named];
  const inner = own(raw, 'experiment');
  const parsed = inner === undefined ? { experiment: base, problems: [] } : parseExperiment(inner, base);
  problems.push(...parsed.problems.map((problem) => ({ ...problem, at: ['experiment', ...problem.at] })));
  const { experiment } = parsed;
  const known = own(raw, 'title') === undefined ? { ...raw, title: experiment.title } : raw;
  const { title, folds } = parseFields(studyFields, known, [], problems, sections);
  if (folds === 1) problems.push(warning(['folds'], 'One fold leaves nothing to train on.', 'It was set to 0.'));
  return {
    study: {
      version: studyVersion,
      title: oneLine(title),
      experiment,
      variations: parseVariations(own(raw, 'variations'), problems),
      seeds: parseSeeds(own(raw, 'seeds'), experiment.training.seed, problems),
      folds: folds === 1 ? 0 : folds,
      budget: parseFields(budgetFields, own(raw, 'budget'), ['budget'], problems),
    },
    problems,
  };
}

function parseSeeds(raw: unknown, seed: number, problems: Problem[]): readonly number[] {
  if (raw === undefined) return [seed];
  const isSeed = (value: unknown): value is number =>
    Number.isInteger(value) && Number(value) >= 0 && Number(value) < 2 ** 31;
  const list: readonly unknown[] = Array.isArray(raw) ? raw : [];
  const good = [
    ...new Set(
      list
        .slice(0, studyLimits.seeds)
        .filter(isSeed)
        .map((value) => value + 0),
    ),
  ];
  if (good.length === list.length && good.length > 0) return good;
  const message = `Seeds are ${show(raw)}; it must be a list of 1 to ${studyLimits.seeds} different whole numbers from 0 to ${2 ** 31 - 1}.`;
  const seeds = good.length > 0 ? good : [seed];
  problems.push(warning(['seeds'], message, `It was set to ${show(seeds)}.`));
  return seeds;
}

function parseVariations(raw: unknown, problems: Problem[]): readonly Variation[] {
  if (raw === undefined) return [];
  const at = ['variations'];
  if (!Array.isArray(raw) || raw.length > studyLimits.variations) {
    const found = Array.isArray(raw) ? counted(raw.length, 'variation') : show(raw);
    const remedy = `It must be a list of at most ${studyLimits.variations}. They were left out.`;
    problems.push(error(at, `The variations are ${found}.`, remedy));
    return [];
  }
  return raw.flatMap((item: unknown, i) => parseVariation(item, [...at, i], problems) ?? []);
}

function parseVariation(raw: unknown, at: Place, problems: Problem[]): Variation | undefined {
  const kind = own(raw, 'kind');
  switch (kind) {
    case 'list':
      return parseListed(raw, at, problems);
    case 'range': {
      const range = parseSpan(rangeFields, raw, at, problems);
      return range && { kind, ...range };
    }
    case 'random':
      return parseRandom(raw, at, problems);
    default:
      problems.push(error(at, `There is no variation ${show(kind)}.`, 'Choose one of list, range, random.'));
      return undefined;
  }
}

const turnedKeys = ['kind', 'at', 'join'];

/** The places and what they take; nothing where they are none. */
function parseTurned(raw: unknown, at: Place, problems: Problem[]): Turned | undefined {
  const places = own(raw, 'at');
  const isPlace = (value: unknown) => typeof value === 'string' && value !== '' && value.length <= 200;
  if (!Array.isArray(places) || places.length < 1 || places.length > studyLimits.places || !places.every(isPlace)) {
    const remedy = `It must be a list of 1 to ${studyLimits.places} fields, such as ["training.learningRate"].`;
    problems.push(error([...at, 'at'], `The places are ${show(places)}.`, remedy));
    return undefined;
  }
  const { join } = parseFields(group({ join: joinField }), { join: own(raw, 'join') }, at, problems);
  if (join === 'shares' && places.length !== 2) {
    const message = `a and 1 − a go to two places, and there ${places.length === 1 ? 'is 1' : `are ${places.length}`}.`;
    problems.push(error([...at, 'at'], message, 'Name two faders.'));
    return undefined;
  }
  return { at: places.map(String), join };
}

function parseListed(raw: unknown, at: Place, problems: Problem[]): Listed | undefined {
  parseFields(group({}), raw, at, problems, [...turnedKeys, 'values', 'labels']);
  const turned = parseTurned(raw, at, problems);
  const values = own(raw, 'values');
  if (!turned) return undefined;
  if (!Array.isArray(values) || values.length < 1 || values.length > studyLimits.values) {
    const remedy = `It must be a list of 1 to ${studyLimits.values}.`;
    problems.push(error([...at, 'values'], `The values are ${show(values)}.`, remedy));
    return undefined;
  }
  const labels = own(raw, 'labels');
  if (labels === undefined) return { kind: 'list', ...turned, values };
  const isLabel = (value: unknown) => typeof value === 'string' && value.length <= 80;
  if (Array.isArray(labels) && labels.length === values.length && labels.every(isLabel))
    return { kind: 'list', ...turned, values, labels: labels.map((label) => oneLine(String(label))) };
  const message = `The labels are ${show(labels)}; it must be a list of ${values.length} texts of at most 80 characters.`;
  problems.push(warning([...at, 'labels'], message, 'They were left out.'));
  return { kind: 'list', ...turned, values };
}

/** The places and bounds of a range or a draw. */
function parseSpan<F extends typeof rangeFields | typeof drawFields>(
  fields: F,
  raw: unknown,
  at: Place,
  problems: Problem[],
): (Turned & z.infer<F>) | undefined {
  const turned = parseTurned(raw, at, problems);
  const span = parseFields(fields, raw, at, problems, turnedKeys);
  if (!turned) return undefined;
  if (turned.join === 'each') {
    problems.push(error([...at, 'join'], 'A range has one value for all places.', 'Use a list for a value each.'));
    return undefined;
  }
  const [from, to] = [Number(own(span, 'from')), Number(own(span, 'to'))];
  if (own(span, 'scale') === 'log' && !(from > 0 && to > 0)) {
    const message = `Equal ratios from ${show(from)} to ${show(to)}: both must be above 0.`;
    problems.push(error([...at, 'scale'], message, 'Raise them, or take equal differences.'));
    return undefined;
  }
  return { ...turned, ...span };
}

function parseRandom(raw: unknown, at: Place, problems: Problem[]): Random | undefined {
  const values = parseFields(randomFields, raw, at, problems, ['kind', 'draws']);
  const list = own(raw, 'draws');
  if (!Array.isArray(list) || list.length < 1 || list.length > studyLimits.draws) {
    const remedy = `It must be a list of 1 to ${studyLimits.draws}, of the kinds list and between.`;
    problems.push(error([...at, 'draws'], `The draws are ${show(list)}.`, remedy));
    return undefined;
  }
  const draws = list.flatMap((item: unknown, i) => parseDraw(item, [...at, 'draws', i], problems) ?? []);
  return draws.length > 0 ? { kind: 'random', draws, ...values } : undefined;
}

function parseDraw(raw: unknown, at: Place, problems: Problem[]): Listed | Drawn | undefined {
  const kind = own(raw, 'kind');
  if (kind === 'list') return parseListed(raw, at, problems);
  if (kind === 'between') {
    const span = parseSpan(drawFields, raw, at, problems);
    return span && { kind, ...span };
  }
  problems.push(error(at, `There is no draw ${show(kind)}.`, 'Choose one of list, between.'));
  return undefined;
}

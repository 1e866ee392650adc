import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { defaultExperiment } from '../../core/presets.ts';
import { outcomesVersion } from '../../core/study/outcomes.ts';
import { parseStudy } from '../../core/study/parse.ts';
import { planOf } from '../../core/study/plan.ts';
import { makeStudy } from '../../core/study/study.ts';
import { anyStudy } from '../../core/testing/arbitraries.ts';
import { undo } from '../actions/edit.ts';
import { connect } from '../actions/run.ts';
import { addStudy } from '../actions/study.ts';
import { blankDraft, store } from '../store.ts';
import { bringText } from './bring.ts';
import { linkLimits } from './pack.ts';
import { decodeStudy, encodeStudy } from './study.ts';
import { decodeLink, isStudyLink } from './url.ts';

const rates = { kind: 'list', at: ['training.learningRate'], join: 'same', values: [1e-3, 1e-2] } as const;
const study = makeStudy(
  { ...defaultExperiment, title: 'Rates' },
  { title: 'Two rates', variations: [rates], seeds: [4, 5] },
);
const link = encodeStudy(study) ?? '';

beforeEach(() => {
  connect(undefined);
  store.setState(store.getInitialState(), true);
});

describe('the link of a study', () => {
  test('gives back any study that fits into one', () => {
    fc.assert(
      fc.property(anyStudy, (any) => {
        const fragment = encodeStudy(any);
        if (fragment === undefined) return;
        expect(isStudyLink(fragment)).toBe(true);
        expect(decodeStudy(fragment)).toEqual({ study: any, problems: [] });
      }),
      { numRuns: 20 },
    );
  });

  test('is short where the experiment is near a preset', () => expect(link.length).toBeLessThan(400));

  test.each([
    ['cut', link.slice(0, -9), 'The link is damaged: its end cannot be read.'],
    ['of a newer page', link.replace('#1/', '#7/'), 'The link has the version "7"; this page reads version 1.'],
    ['too long', `${link}${'x'.repeat(linkLimits.fragment)}`, /^The link has \d+ characters; 60000 are read\.$/],
    ['empty', '#1/study/', 'The link is damaged: its end cannot be read.'],
  ])('that is %s says so', (_, fragment, message) => {
    const { study: none, problems } = decodeStudy(fragment);
    expect([none, problems]).toEqual([
      undefined,
      [expect.objectContaining({ severity: 'error', message: expect.stringMatching(message) })],
    ]);
  });

  test('never throws, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        expect(decodeStudy(`#1/study/${text}`).problems.length).toBeGreaterThan(0);
      }),
      { numRuns: 50 },
    );
  });

  test('is none of an experiment', () => {
    expect(decodeLink(link)?.problems).toHaveLength(1);
    expect(isStudyLink('#1/colour-size/study')).toBe(false);
  });
});

describe('what a person brings', () => {
  const desk = () => {
    const { experiment, draft, view, studies } = store.getState();
    return { title: experiment.title, draft, tab: view.tab, started: studies.length };
  };
  const onDesk = {
    title: 'Rates',
    draft: { title: 'Two rates', variations: [rates], seeds: [4, 5], folds: 0, budget: { steps: 0, patience: 0 } },
    tab: 'study',
    started: 0,
  };

  test.each([
    ['a link', `see https://example.org/${link}.`],
    ['a file', JSON.stringify(study)],
  ])('%s of a study comes on the desk and is not started', async (_, text) => {
    expect(await bringText(text, 'text')).toEqual([]);
    expect(desk()).toEqual(onDesk);
  });

  test('a file of outcomes is a study that was started, and can go on', async () => {
    const [first] = planOf(study).runs;
    const outcome = { id: first?.id ?? '', ending: 'finished', steps: 3, outcomes: {} };
    const file = { version: outcomesVersion, study, outcomes: [outcome] };
    expect(await bringText(JSON.stringify(file), 'file')).toEqual([]);
    const { studies, shownStudyId } = store.getState();
    expect(studies).toEqual([expect.objectContaining({ study, outcomes: [outcome], status: 'paused' })]);
    expect([studies[0]?.id, store.getState().experiment]).toEqual([shownStudyId, defaultExperiment]);
  });

  test('a study that was started has the runs that it has when it is read again', () => {
    // Its fields stand in another order on the desk.
    const { losses, ...rest } = study.experiment;
    addStudy({ ...study, experiment: { losses, ...rest } });
    const [kept] = store.getState().studies;
    const again = parseStudy(JSON.parse(JSON.stringify(study))).study;
    const ids = (one: typeof study | undefined) => one && planOf(one).runs.map(({ id }) => id);
    expect(ids(kept?.study)).toEqual(ids(again));
  });

  test('what is opened next takes its place', async () => {
    await bringText(link, 'text');
    await bringText('#1/colour-size', 'text');
    expect(store.getState().draft).toEqual(blankDraft);
    undo();
    expect(desk()).toEqual(onDesk);
  });

  test('a study of another version changes nothing', async () => {
    const before = store.getState();
    expect(await bringText(JSON.stringify({ ...study, version: 7 }), 'file')).toMatchObject([
      { message: 'The study has version 7; 1 is read here.' },
    ]);
    expect(store.getState()).toBe(before);
  });
});

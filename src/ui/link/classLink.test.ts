import { describe, expect, it } from 'vitest';
import { blankClassroom, type Classroom, classroomLimits } from '../../core/classroom/classroom.ts';
import { defaultExperiment } from '../../core/presets.ts';
import { encodeClass, longestCode, readClass } from './classLink.ts';
import { classOfLink, classPart } from './classPart.ts';
import { pack } from './pack.ts';
import { decodeStudy, encodeStudy } from './study.ts';
import { decodeLink, encodeLink } from './url.ts';
import { encodeView } from './view.ts';

const classroom: Classroom = { ...blankClassroom, title: 'Which loss wins?', hidden: ['verdict'], locked: ['network'] };
const code = encodeClass(classroom) ?? '';

describe('a class in a link', () => {
  it('comes back beside an experiment, and leaves that as it is', () => {
    const link = encodeLink({ ...defaultExperiment, title: 'Mine' }) + classPart(code);
    expect(readClass(classOfLink(link) ?? '')).toEqual({
      openClass: { classroom, code, isPreview: false },
      problems: [],
    });
    expect(decodeLink(link)).toMatchObject({ experiment: { title: 'Mine' }, problems: [] });
  });

  it('comes back before and behind what was open with the link, and beside a study', () => {
    const view = encodeView({ view: { tab: 'plane' }, selection: [], isHeld: true });
    const study = encodeStudy({
      version: 1,
      title: 'S',
      experiment: defaultExperiment,
      variations: [],
      seeds: [1],
      folds: 0,
      budget: { steps: 0, patience: 0 },
    });
    for (const link of [study + view + classPart(code), study + classPart(code) + view]) {
      expect(classOfLink(link)).toBe(code);
      expect(decodeStudy(link).study?.title).toBe('S');
    }
  });

  it('fits at its bounds', () => {
    let seed = 7;
    const noise = () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return String.fromCharCode(0x20 + (seed % 95));
    };
    const text = () => Array.from({ length: 4000 }, noise).join('');
    const pages = Array.from({ length: 5 }, () => ({ title: '', text: text() }));
    const full = encodeClass({ ...classroom, pages });
    expect(full?.length).toBeLessThanOrEqual(longestCode);
    expect(pages.length * 4000).toBe(classroomLimits.characters);
  });

  it('does not wait for a button that it bars', () => {
    const barred = encodeClass({ ...classroom, isHeld: true, locked: ['run'] }) ?? '';
    expect(readClass(barred).openClass?.classroom.isHeld).toBe(false);
  });

  it('is not entered where it is damaged, cut, newer, or a bomb', () => {
    const bomb = pack(`{"version":1,"title":"${'a'.repeat(380_000)}"}`);
    expect(bomb.length).toBeLessThan(2000);
    expect(readClass(bomb).openClass?.classroom.title).toHaveLength(200);
    const tooMuch = pack(JSON.stringify('a'.repeat(1_000_000)));
    const deep = pack(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    for (const wrong of [
      '',
      'z',
      'j',
      code.slice(0, -4),
      pack('[]'),
      pack('{"version":9}'),
      tooMuch,
      deep,
      'A'.repeat(50_000),
    ])
      expect(readClass(wrong), wrong.slice(0, 30)).toMatchObject({
        openClass: null,
        problems: [{ severity: 'warning', remedy: expect.stringContaining('Copy the whole link again.') }],
      });
  });

  it('leaves the bounds of fields to their parsers', () => {
    const link = encodeLink({ ...defaultExperiment, training: { ...defaultExperiment.training, batchSize: 1e9 } });
    const opened = decodeLink(link + classPart(code));
    expect(opened?.experiment.training.batchSize).toBe(defaultExperiment.training.batchSize);
    expect(opened?.problems[0]?.at).toEqual(['training', 'batchSize']);
  });
});

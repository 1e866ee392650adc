/** Commands for what the buttons of the bar and of the network do. Each calls the very function of its button. */
import { graphOf } from '../../../core/graphOf.ts';
import { isAlive, isAtWork } from '../../../core/run/run.ts';
import { redo, undo } from '../../actions/edit.ts';
import { learn, openTerm, startTour } from '../../actions/learn.ts';
import { openDialog } from '../../actions/look.ts';
import { loadEmpty } from '../../actions/open.ts';
import { measureBackends, reset, step, toggleRun } from '../../actions/run.ts';
import { showSetup } from '../../actions/vary.ts';
import { isDark, setTheme } from '../../bar/theme.ts';
import { controls } from '../../controls.ts';
import { saveShared } from '../../link/files.ts';
import { canvasStore } from '../../network/canvasState.ts';
import { livingSelection } from '../../network/perform.ts';
import { actionsFor } from '../../network/selectionActions.ts';
import { drivenRun, type State, store } from '../../store.ts';
import { pageKeys, spaceText } from '../keyTexts.ts';
import type { Command } from './command.ts';

const action = (id: string, title: string, act: () => void, more: Partial<Command> = {}): Command => ({
  id: `action/${id}`,
  group: 'Actions',
  title,
  act,
  ...more,
});

export function actionCommands(state: State): readonly Command[] {
  const { pastStates, futureStates } = store.temporal.getState();
  const next = isDark() ? 'light' : 'dark';
  return [
    action('run', runTitle(state), toggleRun, { keys: spaceText.keys, words: ['train', 'start', 'pause', 'resume'] }),
    action('step', 'Step', () => step(), { keys: pageKeys.step.keys, note: 'One step, then paused.' }),
    action('reset', 'Reset', reset, { keys: pageKeys.reset.keys, note: 'Back to before the first step.' }),
    action('undo', 'Undo', undo, {
      keys: pageKeys.undo.keys,
      refusal: pastStates.length === 0 ? 'Nothing was changed yet.' : undefined,
    }),
    action('redo', 'Redo', redo, {
      keys: pageKeys.redo.keys,
      refusal: futureStates.length === 0 ? 'Nothing was taken back.' : undefined,
    }),
    action('presets', 'All experiments …', () => openDialog('presets'), { words: ['gallery', 'presets', 'examples'] }),
    action('share', 'Share …', () => openDialog('share'), {
      words: ['link', 'address', 'qr code', 'post', 'embed', 'iframe'],
    }),
    action('class', 'Class link for students …', () => openDialog('class'), {
      words: ['share', 'teacher', 'hide', 'lock'],
    }),
    action('open', 'Open a file or text …', () => openDialog('open'), { words: ['load', 'import', 'json'] }),
    action('save', 'Save as a file', () => saveShared(store.getState().experiment), { words: ['download', 'json'] }),
    action('empty', 'Empty canvas', loadEmpty, { note: 'Nothing but the image.', words: ['new', 'clear'] }),
    action('code', 'In code', showCode, {
      note: 'The desk as a few lines, in Keras, PyTorch and TensorFlow.js.',
      words: ['keras', 'pytorch', 'tensorflow', 'python', 'program'],
    }),
    action('vary', 'Set up a study', showSetup, { words: ['sweep', 'race', 'cross-validation'] }),
    action('learn', 'Learn', () => learn(), { note: 'All lessons.', words: ['tutorial', 'course'] }),
    action('tour', 'Show the tour', startTour, { note: 'Round the page in about a minute.' }),
    action('glossary', 'Glossary', () => openTerm(), { note: 'All terms.', words: ['words', 'dictionary'] }),
    action('help', 'Help and keys', () => openDialog('help'), { keys: pageKeys.help.keys }),
    action('theme', `Switch to ${next}`, () => setTheme(next), { words: ['theme', 'dark', 'light', 'colours'] }),
    action('backends', 'Measure the backends again', measureBackends, { words: ['webgpu', 'webgl', 'wasm', 'speed'] }),
    ...selectionCommands(state),
  ];
}

/** Opens it by its button, which knows whether it is open. */
function showCode(): void {
  const button = document.querySelector<HTMLElement>(controls.code.selector);
  if (button?.getAttribute('aria-expanded') !== 'true') button?.click();
  button?.scrollIntoView({ block: 'nearest' });
}

function runTitle(state: State): string {
  const status = drivenRun(state)?.status;
  if (status === undefined || !isAlive(status)) return 'Run';
  return isAtWork(status) ? 'Pause' : 'Resume';
}

/** What the buttons below the network do at once with what is selected there. */
function selectionCommands({ experiment }: State): readonly Command[] {
  const choice = actionsFor(experiment, graphOf(experiment), livingSelection(), canvasStore.getState().edge);
  if (!choice) {
    const refusal = 'Nothing of the network is selected: select a block first.';
    return [
      action('delete', 'Delete', () => {}, { refusal, words: ['remove'] }),
      action('duplicate', 'Duplicate', () => {}, { refusal, words: ['copy'] }),
    ];
  }
  return choice.actions.flatMap((one) =>
    one.kind === 'plain' ? action(one.id, `${one.label}: ${choice.title}`, one.run, { words: ['remove', 'copy'] }) : [],
  );
}

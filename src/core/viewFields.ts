/** How the charts are drawn: the fields of their controls. They change nothing of a run. */
import { choice, flag, group, number } from './fields.ts';

export const viewFields = group({
  scale: choice({
    label: 'scale',
    help: 'The vertical axis. On a logarithmic one equal distances are equal factors.',
    default: 'auto',
    choices: [
      { value: 'auto', label: 'auto', help: 'Logarithmic where the values span more than three decades.' },
      { value: 'linear', label: 'linear' },
      { value: 'log', label: 'log' },
    ],
  }),
  showsWeighted: flag({
    label: 'weighted',
    help: 'Draws every loss times the weight that acts on it: its part of the total.',
    default: false,
  }),
  smoothing: number({
    label: 'smooth',
    help: 'Draws a running mean of the values; the pale line behind it is what was measured. Nothing of the run changes.',
    min: 0,
    max: 0.98,
    step: 0.02,
    default: 0.6,
  }),
  xAxis: choice({
    label: 'by',
    help: 'What the horizontal axis counts.',
    default: 'step',
    choices: [
      { value: 'step', label: 'step', help: 'Updates of the weights.' },
      { value: 'epoch', label: 'epoch', help: 'Passes over the training images.' },
      { value: 'time', label: 'time', help: 'Seconds of training, without pauses and evaluations.' },
    ],
  }),
  foldsSeeds: flag({
    label: 'one line for all seeds',
    help: 'Compared runs that differ in nothing but the seed become one line, the mean, in a band of their deviation.',
    default: true,
  }),
});

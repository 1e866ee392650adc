import { expect, it } from 'vitest';
import { Control } from './control.ts';

it('takes as many single steps as were asked for, also where several were before one was taken', () => {
  const control = new Control(true);
  control.step();
  control.step();
  const taken = [control.isPaused];
  control.tookStep();
  taken.push(control.isPaused);
  control.tookStep();
  taken.push(control.isPaused);
  expect(taken).toEqual([false, false, true]);
  control.resume();
  control.tookStep();
  expect(control.isPaused).toBe(false);
});

it('pauses a run that goes on after a step that is asked for', () => {
  const control = new Control();
  control.step();
  control.tookStep();
  expect(control.isPaused).toBe(true);
});

it('hands out a change once, and again where the run goes back before it', () => {
  const control = new Control();
  expect(control.rewind()).toBe(false);
  control.change({ learningRate: 0.1 });
  expect([control.takeChanges(), control.takeChanges()]).toEqual([[{ learningRate: 0.1 }], []]);
  control.tookStep();
  control.change({ learningRate: 0.2 });
  expect(control.rewind()).toBe(true);
  expect(control.takeChanges()).toEqual([{ learningRate: 0.1 }, { learningRate: 0.2 }]);
  const at = { step: 1, evaluated: 0, changes: 2, seconds: 0 };
  control.checkpoint = { ...at, theta: new Float32Array(), statistics: {}, optimizers: {}, weigher: undefined };
  expect(control.rewind()).toBe(true);
  expect([control.takeChanges(), control.changeCount]).toEqual([[], 2]);
  control.change({ learningRate: 0.3 });
  control.takeChanges();
  expect(control.changeCount).toBe(3);
  control.rewind();
  expect(control.changeCount).toBe(2);
});

/** What is changed on the desk while a run goes on reaches the run. */
import { liveChange } from '../../core/run/liveChange.ts';
import type { Client } from '../runs/client.ts';
import { drivenRun, store } from '../store.ts';
import { currentGesture } from './edit.ts';

export function followDesk(client: Pick<Client, 'change'>): void {
  store.subscribe((state, before) => {
    const driven = drivenRun(state);
    if (state.experiment === before.experiment || !driven) return;
    const change = liveChange(before.experiment, state.experiment, driven);
    const gesture = currentGesture();
    if (change) client.change(driven.id, gesture === undefined ? change : { ...change, gesture });
  });
}

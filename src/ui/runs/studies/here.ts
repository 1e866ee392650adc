/** The studies of this page: on the lanes of this machine, with what was measured of its backends. */
import type { BackendReport } from '../../../core/backends.ts';
import { costOf } from '../../../core/cost.ts';
import type { Experiment } from '../../../core/experiment.ts';
import { graphOf } from '../../../core/graphOf.ts';
import { store } from '../../store.ts';
import type { Client } from '../client.ts';
import { later } from '../engineWorker.ts';
import { recallBackends } from '../measured.ts';
import { driveStudies, type Surroundings } from './driver.ts';
import { studyBackend } from './lanes.ts';

/** Drives the studies of the page's store from now on. */
export function driveHere(client: Client, kept: Pick<Surroundings, 'loadRun' | 'checkpointOf' | 'claim'>): void {
  const measured = (experiment: Experiment) => recallBackends(costOf(graphOf(experiment)));
  driveStudies({
    ...kept,
    store,
    client,
    cores: navigator.hardwareConcurrency || 1,
    backendFor: (experiment) => studyBackend(store.getState().backend, measured(experiment)),
    reportsFor: (experiment) => measured(experiment) ?? seenBefore(),
    later,
    now: () => performance.now(),
  });
}

/** What the last run has seen of this machine: it spares a look at every backend for every run. */
function seenBefore(): readonly BackendReport[] | undefined {
  const choice = store.getState().runs.findLast((run) => run.choice)?.choice;
  if (!choice) return undefined;
  const { name, reason: why, alternatives } = choice;
  return [...alternatives, { name, available: true, software: false, why }];
}

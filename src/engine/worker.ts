/** The entry of the Worker: one lane, with the backends of this browser. */
import { type BackendChoice, type BackendName, type BackendReport, wasmMissed } from '../core/backends.ts';
import { costOf } from '../core/cost.ts';
import { graphOf } from '../core/graphOf.ts';
import type { Command, EventBody } from '../core/run/protocol.ts';
import { chooseBackend, surveyBackends } from './backends/index.ts';
import { wasmUrls } from './backends/wasmUrls.ts';
import { makeLane, type Start } from './lane.ts';
import { isWorthMeasuring, measureBackends } from './run/measureBackends.ts';

const take = makeLane({ post: (event, buffers) => self.postMessage(event, buffers), open });

self.onmessage = ({ data }: MessageEvent<Command>) => take(data);

/** Opens the wanted backend, or the fastest one for the experiment, measured where that can change the choice. */
async function open(
  command: Start,
  failed: ReadonlySet<BackendName>,
  post: (body: EventBody) => void,
): Promise<BackendChoice> {
  const { backend, experiment, threads = 0 } = command;
  const how = { threads, without: failed };
  const surveyed = command.reports ?? (await surveyBackends({ threads }));
  let reports = surveyed;
  const graph = graphOf(experiment);
  const isWanted = backend !== 'auto' && !failed.has(backend);
  if (!isWanted && !command.reports && graph.isRunnable && isWorthMeasuring(reports)) {
    reports = await measureBackends(experiment, wasmUrls, reports, { threads });
    // What did not load this time is no property of the machine.
    if (hasWasm(reports) === hasWasm(surveyed)) post({ kind: 'measured', cost: costOf(graph), reports });
  }
  const choice = await chooseBackend(wasmUrls, { ...how, ...(isWanted && { wanted: backend }), reports });
  const missed = wasmMissed(surveyed, choice);
  if (missed) post({ kind: 'notice', message: missed, canRetry: true });
  return choice;
}

function hasWasm(reports: readonly BackendReport[]): boolean {
  return reports.some(({ name, available }) => name === 'wasm' && available);
}

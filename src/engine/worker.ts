/** The entry of the Worker: one lane, with the backends of this browser. */
import type { BackendChoice, BackendName } from '../core/backends.ts';
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
  if (backend !== 'auto' && !failed.has(backend)) return chooseBackend(wasmUrls, { ...how, wanted: backend });
  const graph = graphOf(experiment);
  let reports = command.reports ?? (await surveyBackends({ threads }));
  if (!command.reports && graph.isRunnable && isWorthMeasuring(reports)) {
    reports = await measureBackends(experiment, wasmUrls, reports, { threads });
    post({ kind: 'measured', cost: costOf(graph), reports });
  }
  return chooseBackend(wasmUrls, { ...how, reports });
}

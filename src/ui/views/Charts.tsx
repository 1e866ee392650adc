/** The panel below the network: curves, gradients, predictions, one layer, all runs side by side, the plane. Hidden tabs are not there. */
import { Tabs } from 'radix-ui';
import { type ComponentType, type KeyboardEvent, type PointerEvent, useEffect } from 'react';
import { graphOf } from '../../core/graphOf.ts';
import { error } from '../../core/problem.ts';
import { setView } from '../actions/look.ts';
import { complain } from '../actions/open.ts';
import { EnlargeButton } from '../charts/EnlargeButton.tsx';
import { overlayScript } from '../charts/overlayScript.ts';
import { saveMenu } from '../charts/SaveButton.tsx';
import { useHasRun } from '../runs/liveRun.ts';
import { useStore } from '../store.ts';
import { tabs } from '../tabs.ts';
import { inTurn, lastRank } from '../turns.ts';
import { type Later, later, useLater } from '../useLater.ts';
import { ChartControls } from './ChartControls.tsx';
import { ComparedRuns } from './ComparedRuns.tsx';
import { Confusion } from './Confusion.tsx';
import { Curves } from './Curves.tsx';
import { Gallery } from './Gallery.tsx';
import { LayerUpClose } from './LayerUpClose.tsx';
import { NoRun } from './NoRun.tsx';
import { Stale } from './Stale.tsx';
import './views.css';
import './centre.css';

/** Those that show something else than the run on the charts. */
const ownTabs: ReadonlySet<string> = new Set(['runs', 'study', 'plane']);

/** Fetches what the charts open later, so that it is there when the connection is not. What is lost says so when it is wanted. */
async function fetchAhead(): Promise<void> {
  for (const script of [gradientsView, overlayScript, saveMenu, compareView, stepView])
    await script.fetch().catch(() => undefined);
}

/** What the run shows, in tabs. */
export function Charts() {
  useEffect(() => void inTurn(lastRank, fetchAhead), []);
  const chosen = useStore((state) => state.view.tab);
  const takesCentre = useStore((state) => state.view.takesCentre);
  const tab = tabs.find((one) => one.id === chosen) ?? tabs[0];
  return (
    <Tabs.Root
      className={takesCentre ? 'charts takes-centre' : 'charts'}
      value={tab.id}
      onValueChange={(id) => setView({ tab: id })}
      onKeyDown={takesCentre ? putBack : undefined}
    >
      <div className="charts-bar">
        <Tabs.List
          className="charts-tabs"
          aria-label="What the run shows"
          onPointerDown={markPressed}
          onKeyDown={unmarkPressed}
        >
          {tabs.map(({ id, label }) => (
            <Tabs.Trigger key={id} value={id} className="charts-tab" data-term={`tab-${id}`}>
              {label}
              {id === 'study' && <StudyMark />}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        {tab.isChart && <ChartControls />}
        <EnlargeButton title="the panel" isLarge={takesCentre} onClick={() => setView({ takesCentre: !takesCentre })} />
      </div>
      {!ownTabs.has(tab.id) && <Stale />}
      {tab.isChart && <ComparedRuns />}
      <Tabs.Content value="curves" className="charts-content" tabIndex={-1}>
        <CurvesOrNone />
      </Tabs.Content>
      <Tabs.Content value="gradients" className="charts-content" tabIndex={-1}>
        <Fetched view={gradientsView} what="The view of gradients" />
      </Tabs.Content>
      <Tabs.Content value="predictions" className="charts-content" tabIndex={-1}>
        <div className="charts-columns is-predictions">
          <Gallery />
          <Confusion />
        </div>
      </Tabs.Content>
      <Tabs.Content value="layer" className="charts-content" tabIndex={-1}>
        <LayerUpClose />
      </Tabs.Content>
      <Tabs.Content value="step" className="charts-content" tabIndex={-1}>
        <Fetched view={stepView} what="The stages of a step" />
      </Tabs.Content>
      <Tabs.Content value="runs" className="charts-content" tabIndex={-1}>
        <Fetched view={compareView} what="The table of runs" />
      </Tabs.Content>
      <Tabs.Content value="study" className="charts-content" tabIndex={-1}>
        <Fetched view={studyView} what="The table of studies" />
      </Tabs.Content>
      <Tabs.Content value="plane" className="charts-content" tabIndex={-1}>
        <Fetched view={planeView} what="The plane" />
      </Tabs.Content>
    </Tabs.Root>
  );
}

/** Escape puts the panel back, unless it ends the typing of something, or closes what floats over the panel. */
function putBack({ key, target, currentTarget, isDefaultPrevented }: KeyboardEvent<HTMLElement>): void {
  if (key !== 'Escape' || isDefaultPrevented() || !(target instanceof Element)) return;
  if (!currentTarget.contains(target) || target.matches('textarea, select, input[type="text"], input:not([type])'))
    return;
  setView({ takesCentre: false });
}

const gradientsView = later(async () => (await import('./gradients/Gradients.tsx')).Gradients);

const stepView = later(async () => (await import('./step/StepTab.tsx')).StepTab);

const compareView = later(async () => {
  const { Compare, readAhead } = await import('./compare/view.ts');
  readAhead();
  return Compare;
});

const studyView = later(async () => (await import('./study/StudyTab.tsx')).StudyTab);

const studyMark = later(async () => (await import('./study/StudyMark.tsx')).StudyMark);

/** How far the study under way is; its script comes with the first. */
function StudyMark() {
  const isUnderWay = useStore(({ studies }) =>
    studies.some(({ status }) => status === 'waiting' || status === 'running'),
  );
  const Mark = useLater(studyMark, isUnderWay, () =>
    complain([error([], 'The tab cannot say how far the study is: a script is missing.', 'The study goes on.')]),
  );
  return Mark ? <Mark /> : null;
}

const planeView = later(async () => (await import('./plane/Plane.tsx')).Plane);

/** A tab that is pressed gets the focus by script: without the mark it would show it as if it came by keyboard. */
function markPressed({ currentTarget }: PointerEvent<HTMLElement>): void {
  currentTarget.dataset.pressed = '';
}

function unmarkPressed({ currentTarget }: KeyboardEvent<HTMLElement>): void {
  delete currentTarget.dataset.pressed;
}

/** A tab that is fetched when it is first looked at. */
function Fetched({ view, what }: { readonly view: Later<ComponentType>; readonly what: string }) {
  const View = useLater(view, true, () =>
    complain([
      error([], `${what} could not be loaded: a script is missing.`, 'Check the connection and choose the tab again.'),
    ]),
  );
  return View ? <View /> : <p className="charts-empty">{what} …</p>;
}

/** What can run has its empty charts already. */
function CurvesOrNone() {
  const isRunnable = useStore(({ experiment }) => graphOf(experiment).isRunnable);
  if (!useHasRun() && !isRunnable) return <NoRun />;
  return (
    <div className="charts-columns">
      <Curves />
      <Gallery isCompact />
    </div>
  );
}

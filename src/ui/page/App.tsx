/**
 * The page. Wide: the problem and palettes on the left, network over charts in the centre, mixer and inspector on the
 * right, each resizable. Narrow: the same parts one below the other, the palettes in a sheet, the
 * run controls at the thumb.
 */
import { useEffect } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { error } from '../../core/problem.ts';
import { beginKeeping } from '../actions/keeping.ts';
import { closeLearning, endGuide } from '../actions/learn.ts';
import { openDialog } from '../actions/look.ts';
import { complain } from '../actions/open.ts';
import { runFirst } from '../actions/run.ts';
import { Banner, runEnds } from '../bar/Banner.tsx';
import { fetchMenus } from '../bar/LazyMenu.tsx';
import { RunBar, TopBar } from '../bar/TopBar.tsx';
import { Dialogs, fetchDialogs } from '../dialogs/Dialogs.tsx';
import { LaterKeys } from '../dialogs/LaterKeys.tsx';
import { popups } from '../forms/Popup.tsx';
import { DatasetPanel } from '../inspector/DatasetPanel.tsx';
import { Inspector } from '../inspector/Inspector.tsx';
import { loadScript } from '../loadScript.ts';
import { DragAndDrop } from '../network/DragAndDrop.tsx';
import { store, useStore } from '../store.ts';
import { inTurn, nextTurn } from '../turns.ts';
import { later, useLater } from '../useLater.ts';
import { Boundary } from './Boundary.tsx';
import { InsertButton, InsertSheet } from './InsertSheet.tsx';
import { useSavedLayout } from './layouts.ts';
import { Palettes } from './Palettes.tsx';
import { Part } from './Part.tsx';
import { rankOf } from './pieces.ts';
import { SkipLinks } from './SkipLinks.tsx';
import { useIsWide } from './useIsWide.ts';

const loadNetwork = async () => {
  const { NetworkCanvas, prepareFlow } = await import('../network/NetworkCanvas.tsx');
  await nextTurn();
  prepareFlow(store.getState().experiment);
  return NetworkCanvas;
};
const loadCharts = async () => (await import('../views/Charts.tsx')).Charts;
const loadPinnedCurve = async () => (await import('../views/PinnedCurve.tsx')).PinnedCurve;
const loadMixer = async () => (await import('../mixer/Mixer.tsx')).Mixer;

/** `isWideAtFirst` is what the HTML was made for that the page takes over. */
export function App({ isWideAtFirst }: { isWideAtFirst: boolean }) {
  const isWide = useIsWide(isWideAtFirst);
  // Behind all drawing: on few cores both would take as long side by side, and the page would not answer.
  useEffect(() => {
    inTurn(rankOf('run'), runFirst).catch(sayNotRun);
    void inTurn(rankOf('menus'), () => void fetchMenus().catch(() => undefined));
    void inTurn(rankOf('dialogs'), () => void fetchBoxes());
    void inTurn(rankOf('library'), () => void beginKeeping());
  }, []);
  return (
    <DragAndDrop>
      <div className={isWide ? 'page wide' : 'page narrow'}>
        <LaterKeys rank={rankOf('menus')} />
        <SkipLinks />
        <Boundary name="The welcome" onClose={endGuide}>
          <Guide />
        </Boundary>
        <div className="page-body">
          <TopBar isWide={isWide} />
          <Banner />
          <main className={isWide ? 'columns' : 'stack'}>{isWide ? <WideLayout /> : <NarrowLayout />}</main>
        </div>
        {!isWide && <InsertSheet />}
        {!isWide && <Inspector />}
        {!isWide && <RunBar />}
        <Boundary name="The lesson" onClose={closeLearning}>
          <Lessons />
        </Boundary>
        <Boundary name="The class">
          <ClassPage />
        </Boundary>
        <Boundary name="The dialog" onClose={closeDialog}>
          <Dialogs />
        </Boundary>
      </div>
    </DragAndDrop>
  );
}

const classCard = later(async () => (await import('../classroom/ClassCard.tsx')).ClassCard);

function ClassPage() {
  const isOpen = useStore((state) => state.openClass !== null);
  const Card = useLater(classCard, isOpen, () =>
    complain([
      error([], 'The pages of the class could not be loaded.', 'Load the page again when there is a connection.'),
    ]),
  );
  return isOpen && Card ? <Card /> : null;
}

const lessons = later(async () => (await import('../lessons/Learn.tsx')).Learn);

function Lessons() {
  const isOpen = useStore((state) => state.learning !== null);
  const Learn = useLater(lessons, isOpen, () => {
    closeLearning();
    complain([error([], 'The lessons could not be loaded.', 'Check the connection and press Learn again.')]);
  });
  return isOpen && Learn ? <Learn /> : null;
}

const guides = later(async () => (await import('../welcome/Guide.tsx')).Guide);

/** In front of the page for the keyboard: what it is about comes before the page itself. */
function Guide() {
  const isOpen = useStore((state) => state.guide !== null);
  const Content = useLater(guides, isOpen, endGuide);
  return isOpen && Content ? <Content /> : null;
}

function closeDialog(): void {
  openDialog(null);
}

function sayNotRun(error: unknown): void {
  reportError(error);
  const message = `The first run could not be started: ${error instanceof Error ? error.message : String(error)}`;
  complain([{ severity: 'error', at: [], message, remedy: 'Press Run, or change the experiment.' }]);
}

/** Fetches what opens later, so that it is there when the connection is not. What is lost says so when it is wanted. */
async function fetchBoxes(): Promise<void> {
  for (const box of [popups, runEnds]) await box.fetch().catch(() => undefined);
  // Without them a file is dropped and a sheet is made as on any page.
  const extras = await loadScript(() => import('./extras.ts')).catch(() => undefined);
  extras?.preparePrinting(window, document);
  extras?.takeDroppedFiles(window);
  extras?.greet(window);
  void extras?.workOffline(window);
  await fetchDialogs();
}

function WideLayout() {
  const columns = useSavedLayout('loss-mixer-columns');
  const rows = useSavedLayout('loss-mixer-rows');
  return (
    <Group orientation="horizontal" {...columns}>
      <Panel
        id="problem"
        className="column"
        defaultSize={228}
        minSize={180}
        maxSize={360}
        collapsible
        groupResizeBehavior="preserve-pixel-size"
      >
        <section className="column-content" aria-label="Data and palettes">
          <Problem />
        </section>
      </Panel>
      <Separator className="separator vertical" aria-label="Width of data and palettes" />
      <Panel id="lab" minSize={320}>
        <div className="lab">
          <Group orientation="vertical" {...rows}>
            <Panel id="network-panel" defaultSize="41%" minSize={120}>
              <Network />
            </Panel>
            <Separator className="separator horizontal" aria-label="Height of the network" />
            <Panel id="charts" minSize={120} collapsible>
              <ChartPanel />
            </Panel>
          </Group>
        </div>
      </Panel>
      <Separator className="separator vertical" aria-label="Width of the mixer" />
      <Panel
        id="desk"
        className="column"
        defaultSize={336}
        minSize={280}
        maxSize={520}
        groupResizeBehavior="preserve-pixel-size"
      >
        <div className="desk-column">
          <div className="column-content">
            <Desk />
          </div>
          <Inspector />
        </div>
      </Panel>
    </Group>
  );
}

function NarrowLayout() {
  return (
    <>
      <div className="stack-network">
        <Network />
        <InsertButton />
      </div>
      <div className="stack-part">
        <Part name="Loss curve" rank={rankOf('charts')} load={loadPinnedCurve} />
        <Desk />
      </div>
      <ChartPanel />
      <section className="stack-part" aria-label="Data">
        <DatasetPanel />
      </section>
    </>
  );
}

function Problem() {
  return (
    <>
      <DatasetPanel />
      <Palettes />
    </>
  );
}

function Network() {
  return (
    <div className="network-panel" id="network">
      <Part name="Network" rank={rankOf('network')} load={loadNetwork} />
    </div>
  );
}

function ChartPanel() {
  return (
    <section className="chart-panel" aria-label="Results" data-part="charts" tabIndex={-1}>
      <Part name="Charts" rank={rankOf('charts')} load={loadCharts} />
    </section>
  );
}

function Desk() {
  return (
    <div data-part="mixer" tabIndex={-1}>
      <Part name="Mixer" rank={rankOf('mixer')} load={loadMixer} />
    </div>
  );
}

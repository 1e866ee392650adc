/**
 * What is open beside what a link holds: `…&view=<what differs from a page newly opened>`, packed as links are. Every value
 * is read by itself: a wrong one is a Problem and is left out, the others are taken.
 */
import * as z from 'zod/mini';
import { own } from '../../core/fields.ts';
import { type Problem, show, warning } from '../../core/problem.ts';
import { headMetricNames } from '../../core/run/headMetrics.ts';
import { listText } from '../../core/words.ts';
import { select, setView } from '../actions/look.ts';
import { complainToo } from '../actions/open.ts';
import { freshView, type LinkedView, store } from '../store.ts';
import { tabs } from '../tabs.ts';
import { copyAgain } from './linkText.ts';
import { pack, unpack } from './pack.ts';
import { partOf } from './parts.ts';

const id = z.string().check(z.minLength(1), z.maxLength(80));
const selected = z.union([
  z.strictObject({ kind: z.literal('layer'), id }),
  z.strictObject({ kind: z.literal('loss'), id }),
  z.strictObject({ kind: z.literal(['dataset', 'strategy', 'training']) }),
]);
/** As many as anybody selects by hand. */
const selectionLimit = 40;

/** The names are those of the view: renaming one breaks links. */
const schema = z.strictObject({
  tab: z.exactOptional(z.enum(tabs.map((tab) => tab.id))),
  takesCentre: z.exactOptional(z.boolean()),
  scale: z.exactOptional(z.enum(['auto', 'linear', 'log'])),
  smoothing: z.exactOptional(z.number().check(z.gte(0), z.lte(0.98))),
  showsWeighted: z.exactOptional(z.boolean()),
  xAxis: z.exactOptional(z.enum(['step', 'epoch', 'time'])),
  foldsSeeds: z.exactOptional(z.boolean()),
  metric: z.exactOptional(z.enum(headMetricNames)),
  lossesOf: z.exactOptional(z.enum(['train', 'validation'])),
  selection: z.exactOptional(z.array(selected).check(z.maxLength(selectionLimit))),
  isHeld: z.exactOptional(z.boolean()),
});

/** The part of a link, with its `&`; empty where it would say nothing. The tab is always said: a study has another first. */
export function encodeView({ view, selection, isHeld }: LinkedView): string {
  const differs = ([name, value]: readonly [string, unknown]) => name === 'tab' || value !== own(freshView, name);
  const said = {
    ...Object.fromEntries(Object.entries(view).filter(differs)),
    ...(selection.length > 0 && { selection: selection.slice(0, selectionLimit) }),
    ...(isHeld && { isHeld }),
  };
  return Object.keys(said).length > 0 ? `&view=${pack(JSON.stringify(said))}` : '';
}

export interface OpenedView {
  readonly linked: LinkedView;
  readonly problems: readonly Problem[];
}

/** What the part of a fragment says; nothing where it has none. Never throws. */
export function decodeView(fragment: string): OpenedView | undefined {
  const payload = partOf(fragment, 'view');
  if (payload === undefined) return undefined;
  const value = unpack(payload)?.value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const message = 'The link is damaged: what was open with it cannot be read.';
    return { linked: linkedOf({}), problems: [warning([], message, copyAgain)] };
  }
  const whole = schema.safeParse(value);
  if (whole.success) return { linked: linkedOf(whole.data), problems: [] };
  const { issues } = whole.error;
  const wrong = issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : [String(issue.path[0])]));
  const rest = schema.safeParse(Object.fromEntries(Object.entries(value).filter(([name]) => !wrong.includes(name))));
  return {
    linked: linkedOf(rest.success ? rest.data : {}),
    problems: [...new Set(wrong)].map((name) => {
      const issue = issues.find(({ path }) => path.length === 1 && path[0] === name);
      const allowed = issue?.code === 'invalid_value' ? `; allowed are ${listText(issue.values.map(show), 'or')}` : '';
      const message = `The link says ${name} ${show(own(value, name))} of what was open${allowed}.`;
      return warning([], message, 'It is left out; everything else is there.');
    }),
  };
}

function linkedOf({ selection = [], isHeld = false, ...view }: z.infer<typeof schema>): LinkedView {
  return { view, selection, isHeld };
}

/** Shows what a link wants shown; what it selects and is not there is left out and said. */
export function showLinked({ view, selection }: LinkedView): void {
  const { network, losses } = store.getState().experiment;
  const ids = { layer: network.layers.map(({ id }) => id), loss: losses.map(({ id }) => id) };
  const isThere = (one: LinkedView['selection'][number]) => !('id' in one) || ids[one.kind].includes(one.id);
  setView(view);
  if (selection.length > 0) select(...selection.filter(isThere));
  complainToo(
    selection.flatMap((one) => {
      if (isThere(one) || !('id' in one)) return [];
      const message = `The link selects the ${one.kind} ${show(one.id)}, which its experiment does not have.`;
      return warning([], message, 'It is left out; everything else is there.');
    }),
  );
}

/** Shows what the link wanted shown, once its page is set up. */
export function showLinkedPage(): void {
  const { learning } = store.getState();
  if (!learning?.shown) return;
  const { shown, ...rest } = learning;
  store.setState({ learning: rest });
  showLinked(shown);
}

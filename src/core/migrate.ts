/**
 * Fields that once had other names, renamed before anything is read: in an experiment, where the losses are a list, and in
 * the patch of a link, where they are by id too. Anything else is left to the parser.
 */
import { own } from './fields.ts';

/** The experiment or the patch with every field under its name of today. Total: input may be anything. */
export function migrate(raw: unknown): unknown {
  const losses = own(raw, 'losses');
  return isRecord(raw) && isRecord(losses) ? { ...raw, losses: mapped(losses, withFader) } : raw;
}

/**
 * The patch of a link. One that chooses SGD says every option of it; those of the time before its L1 could be proximal say
 * none, and meant the subgradient.
 */
export function migrateLink(raw: unknown): unknown {
  const patch = migrate(raw);
  const optimizer = own(patch, 'optimizer');
  const isOld = own(optimizer, 'kind') === 'sgd' && own(optimizer, 'l1') === undefined;
  return isOld && isRecord(patch) && isRecord(optimizer)
    ? { ...patch, optimizer: { ...optimizer, l1: 'subgradient' } }
    : patch;
}

/** A fader was called weight; the word is for what acts, ∂ total/∂ L. Where both are given, the fader counts. */
function withFader(loss: unknown): unknown {
  if (!isRecord(loss) || !Object.hasOwn(loss, 'weight') || Object.hasOwn(loss, 'fader')) return loss;
  return Object.fromEntries(Object.entries(loss).map(([name, value]) => [name === 'weight' ? 'fader' : name, value]));
}

function mapped(losses: Readonly<Record<string, unknown>>, change: (loss: unknown) => unknown): unknown {
  if (Array.isArray(losses)) return losses.map(change);
  return Object.fromEntries(Object.entries(losses).map(([id, loss]) => [id, change(loss)]));
}

/** An object, lists included. */
function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

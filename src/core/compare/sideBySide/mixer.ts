/** Two mixers side by side: losses that mean the same in one row, with what they were set to and how they acted last. */
import type { Experiment } from '../../experiment.ts';
import { fieldsOf, own } from '../../fields.ts';
import { type Loss, lossKind, outputOf } from '../../losses/index.ts';
import { lossName, lossSubtitle, lossTitle } from '../../losses/names.ts';
import { fieldsOfLoss } from '../../make.ts';
import { columnName } from '../../run/columns.ts';
import { last, type Table } from '../../run/metrics.ts';
import { sameValue, settingLabel, settingsOf, settingText } from '../../run/settings.ts';
import { fieldText, lowered } from '../../words.ts';
import { match, type Pair } from './align.ts';

export interface LossSide {
  readonly id: string;
  readonly name: string;
  /** "cross-entropy". */
  readonly kind: string;
  readonly fader: number;
  readonly muted: boolean;
  /** ∂total/∂L at the last step; missing before the first, and of a loss that is muted. */
  readonly weight?: number;
  /** What differs, but for the fader: "muted", "course linear". */
  readonly differences: readonly string[];
}

export interface LossRow {
  readonly a?: LossSide;
  readonly b?: LossSide;
  readonly hasOtherFader: boolean;
  readonly isAlike: boolean;
}

/** What is compared of a run: its experiment as it was in the end, and its rows. */
export interface Side {
  readonly experiment: Experiment;
  readonly train: Table;
}

/** The losses that stand for each other: of the same target or kind of penalty, of the same kind rather than not. */
export function lossPairs(a: Experiment, b: Experiment): Pair<Loss>[] {
  return match(a.losses, b.losses, (one, other) => {
    const isSameThing = lossTitle(a, one) === lossTitle(b, other);
    if (!isSameThing) return 0;
    return (
      1 +
      (one.kind === other.kind ? 4 : 0) +
      (one.id === other.id ? 2 : 0) +
      (outputOf(one) === outputOf(other) ? 1 : 0)
    );
  });
}

export function mixersSideBySide(a: Side, b: Side): LossRow[] {
  return lossPairs(a.experiment, b.experiment).map((pair) => {
    const sideA = pair.a && sideOf(a, pair.a, pair.b);
    const sideB = pair.b && sideOf(b, pair.b, pair.a);
    const hasOtherFader = sideA !== undefined && sideB !== undefined && sideA.fader !== sideB.fader;
    const isAlike = !hasOtherFader && sideA?.differences.length === 0 && sideB?.differences.length === 0;
    return { ...(sideA && { a: sideA }), ...(sideB && { b: sideB }), hasOtherFader, isAlike };
  });
}

function sideOf({ experiment, train }: Side, loss: Loss, other: Loss | undefined): LossSide {
  const weight = last(train, columnName('weight', loss.id));
  return {
    id: loss.id,
    name: lossName(experiment, loss.id),
    kind: lossSubtitle(experiment, loss),
    fader: loss.fader,
    muted: loss.muted,
    ...(weight !== undefined && { weight }),
    differences: other ? differencesOf(loss, other) : [],
  };
}

function differencesOf(loss: Loss, other: Loss): string[] {
  const kind = loss.kind === other.kind ? [] : [lowered(lossKind(loss.kind).label)];
  const muted = loss.muted === other.muted ? [] : [loss.muted ? 'muted' : 'unmuted'];
  const fields = fieldsOf(fieldsOfLoss(loss.kind)).flatMap(([name, , meta]) => {
    // Another kind of loss has no such option: that is no difference of its own.
    const isOfBoth = fieldsOf(fieldsOfLoss(other.kind)).some(([known]) => known === name);
    if (name === 'fader' || !isOfBoth || sameValue(own(loss, name), own(other, name))) return [];
    return [`${lowered(meta.label)} ${fieldText(meta, own(loss, name))}`];
  });
  return [...kind, ...muted, ...fields];
}

/** A setting of both that differs. */
export interface SettingRow {
  readonly key: string;
  readonly label: string;
  readonly a: string;
  readonly b: string;
}

/** What else differs: the data, the strategy, the schedule, the optimizer, the training. */
export function otherSettings(a: Experiment, b: Experiment): SettingRow[] {
  const ofB = new Map(settingsOf(b).map((setting) => [setting.key, setting]));
  return settingsOf(a).flatMap((setting) => {
    const { key, part, kind, value } = setting;
    const other = ofB.get(key);
    if (part === 'loss' || part === 'layer' || !other || other.kind !== kind || sameValue(value, other.value))
      return [];
    return [{ key, label: settingLabel(setting), a: settingText(setting), b: settingText(other) }];
  });
}

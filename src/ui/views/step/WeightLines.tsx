/** One weight of a unit through the step: its gradient by loss, their combination, and the update with the optimizer's formula. */
import type { Experiment } from '../../../core/experiment.ts';
import { lossName } from '../../../core/losses/names.ts';
import type { Arithmetic, WeightGradient, WeightMove } from '../../../core/run/dissection.ts';
import { lossLook } from '../../lossLook.ts';
import { Block, Line } from './Block.tsx';
import { type StageProps, symbolOf } from './stageTexts.ts';
import { exactText, movedTexts, whereOf } from './unitTexts.ts';

export function WeightLines({
  arithmetic,
  stage,
  told: { experiment },
}: StageProps & { readonly arithmetic: Arithmetic }) {
  const { trained } = arithmetic;
  const pass = trained?.passes[stage.pass];
  if (!trained || !pass) return <p className="chart-note">Its layer is frozen: no weight of it is trained.</p>;
  const { gradients, moves } = pass;
  const where = whereOf(arithmetic, arithmetic.unit.weight);
  const isPast = stage.kind !== 'backward';
  const ofTotal = moves.find(({ of }) => of === 'total');
  return (
    <>
      <Block title={`Backward, for its weight ${where}`} isNow={stage.kind === 'backward'}>
        <Line of="weight w" is={exactText(trained.value)} />
        {gradients.map(({ loss, gradient }) => (
          <Line
            key={loss}
            of={`∂${symbolOf(experiment, loss)}/∂w, ${lossName(experiment, loss)}`}
            is={exactText(gradient)}
            color={lossLook(experiment, loss).text}
          />
        ))}
      </Block>
      {ofTotal && isPast && (
        <Block title="Combine" isNow={stage.kind === 'combine'}>
          <Combined gradients={gradients} move={ofTotal} experiment={experiment} />
        </Block>
      )}
      {stage.kind === 'update' && (
        <Block title="Update" isNow>
          {moves.length === 0 && <Line of="this pass does not move it" is="" />}
          {moves.map((move, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the moves of a step keep their order
            <Moved key={i} move={move} experiment={experiment} />
          ))}
        </Block>
      )}
    </>
  );
}

function Combined({
  gradients,
  move: { gradient, rest },
  experiment,
}: {
  readonly gradients: readonly WeightGradient[];
  readonly move: WeightMove;
  readonly experiment: Experiment;
}) {
  const isWeighed = gradients.every(({ weight }) => weight !== undefined);
  return (
    <>
      {isWeighed ? (
        gradients.map(({ loss, gradient: of, weight = 0 }) => (
          <Line
            key={loss}
            of={`${exactText(weight)} × ${exactText(of)}`}
            is={exactText(weight * of)}
            color={lossLook(experiment, loss).text}
          />
        ))
      ) : (
        <Line of="made of them, element by element" is="" />
      )}
      {rest !== 0 && <Line of="from L1 and L2 of layers" is={exactText(rest)} />}
      <Line of="gradient g" is={exactText(gradient)} isSum />
    </>
  );
}

function Moved({
  move: { of, rate, gradient, rest, before, after, slots },
  experiment,
}: {
  readonly move: WeightMove;
  readonly experiment: Experiment;
}) {
  const [from, to] = movedTexts(before, after);
  const loss = typeof of === 'object' ? of.loss : undefined;
  const name =
    loss === undefined
      ? { total: 'w', penalties: 'w, by penalties', proximal: 'w, shrunk' }[of as 'total']
      : `w, for ${lossName(experiment, loss)}`;
  const color = loss === undefined ? {} : { color: lossLook(experiment, loss).text };
  return (
    <>
      {of !== 'total' && of !== 'proximal' && (
        <Line of={rest === 0 ? 'gradient g' : 'gradient g, with its part of penalties'} is={exactText(gradient)} />
      )}
      {slots.map(({ symbol, before: old, after: now }) => (
        <Line key={symbol} of={symbol} is={`${exactText(old)} → ${exactText(now)}`} />
      ))}
      {of !== 'proximal' && slots.length === 0 && (
        <Line of={`−η g = −${exactText(rate)} × ${exactText(gradient)}`} is={exactText(-rate * gradient)} />
      )}
      <Line of="change" is={exactText(after - before)} />
      <Line of={name} is={`${from} → ${to}`} isSum {...color} />
    </>
  );
}

/** What will happen? One answer before the run, and what came out after it. */
import { useId } from 'react';
import type { Prediction } from '../../core/lessons/prediction.ts';
import { Markdown } from './Markdown.tsx';

interface Props {
  readonly prediction: Prediction;
  readonly predicted: number | undefined;
  readonly outcome: number | undefined;
  readonly onAnswer: (answer: number) => void;
}

export function Question({ prediction, predicted, outcome, onAnswer }: Props) {
  const name = useId();
  const { question, answers, why } = prediction;
  const isOver = outcome !== undefined && predicted !== undefined;
  return (
    <fieldset className="lesson-prediction">
      <legend>
        <Inline text={question} />
      </legend>
      {answers.map((answer, i) => (
        <label key={answer} data-came={isOver && i === outcome}>
          <input
            type="radio"
            name={name}
            checked={predicted === i}
            disabled={isOver && predicted !== i}
            onChange={() => onAnswer(i)}
          />
          {answer}
        </label>
      ))}
      <div role="status">
        {isOver && (
          <div className="lesson-outcome">
            <p>
              <b>{outcome === predicted ? 'As you said: ' : `You said “${answers[predicted]}”; it came otherwise: `}</b>
              {answers[outcome]}.
            </p>
            <Markdown text={why} />
          </div>
        )}
      </div>
    </fieldset>
  );
}

/** A legend holds no paragraphs. */
function Inline({ text }: { readonly text: string }) {
  return (
    <span className="lesson-inline">
      <Markdown text={text} />
    </span>
  );
}

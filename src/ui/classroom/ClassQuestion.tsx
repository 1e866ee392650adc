/** A question of a class: chosen among answers, a number, or own words. What is typed is kept at once. */
import { useId } from 'react';
import type { Answer } from '../../core/classroom/answerSheet.ts';
import type { Question } from '../../core/classroom/classroom.ts';
import { Markdown } from '../lessons/Markdown.tsx';

interface Props {
  readonly question: Question;
  readonly answer: Answer | undefined;
  /** Whether it has run: what is answered from now on is no prediction. */
  readonly hasRun?: boolean;
  readonly onAnswer: (text: string) => void;
}

/** Characters of an answer in own words. */
const longestAnswer = 2000;

export function ClassQuestion({ question: { kind, prompt, answers }, answer, hasRun = false, onAnswer }: Props) {
  const name = useId();
  const text = answer?.text ?? '';
  const isNumber = kind !== 'number' || text.trim() === '' || Number.isFinite(Number(text));
  return (
    <fieldset className="lesson-prediction" dir="auto">
      <legend>
        <span className="lesson-inline">
          <Markdown text={prompt} isForeign />
        </span>
      </legend>
      {kind === 'choice' &&
        answers.map((one) => (
          <label key={one}>
            <input type="radio" name={name} checked={text === one} onChange={() => onAnswer(one)} />
            <span>{one}</span>
          </label>
        ))}
      {kind === 'number' && (
        <input
          className="text-input"
          inputMode="decimal"
          aria-label="Your answer, a number"
          aria-invalid={!isNumber}
          maxLength={40}
          value={text}
          onChange={(event) => onAnswer(event.target.value)}
        />
      )}
      {kind === 'text' && (
        <textarea
          className="text-area"
          rows={3}
          aria-label="Your answer"
          maxLength={longestAnswer}
          value={text}
          onChange={(event) => onAnswer(event.target.value)}
        />
      )}
      <p className="class-kept" role="status">
        {!isNumber
          ? 'This is not a number yet: write it as 0.5 or 1e-3.'
          : answer
            ? `Kept in this browser, answered ${answer.isBefore ? 'before' : 'after'} the first run.`
            : hasRun
              ? 'It has run already: the answer will say so.'
              : 'Predict before you run it.'}
      </p>
    </fieldset>
  );
}

/** What every kind of link has in common before it is unpacked: its characters, its length, its version. */
import { experimentVersion } from '../../core/experiment.ts';
import { error, type Problem, show } from '../../core/problem.ts';
import { linkLimits } from './pack.ts';

export const copyAgain = 'Copy the whole link again.';

/** The text of a fragment, without its `#`. What stands behind a link comes along with it: a full stop, a bracket, a quote. */
export function linkText(fragment: string): string {
  return /^#?([\w/-]*)/.exec(fragment)?.[1] ?? '';
}

/** Why the text of a link cannot be unpacked: it is too long, or of another version. */
export function whyNotUnpacked(text: string, whereTooLong = 'Send a file instead.'): Problem | undefined {
  if (text.length > linkLimits.fragment)
    return error([], `The link has ${text.length} characters; ${linkLimits.fragment} are read.`, whereTooLong);
  const [version] = text.split('/');
  if (version === String(experimentVersion)) return undefined;
  const isNewer = Number(version) > experimentVersion;
  return error(
    [],
    `The link has the version ${show(version)}; this page reads version ${experimentVersion}.`,
    isNewer ? 'It was made by a newer Loss Mixer: reload the page to get it.' : copyAgain,
  );
}

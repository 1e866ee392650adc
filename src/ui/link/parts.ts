/**
 * Parts behind a link, as in `#1/colour-size&view=jeyJ0Ij`: each has a name and characters that a link may have. A link is
 * read without them by whoever does not ask; what mail programs append is nobody's part.
 */

/** What the part of that name holds; nothing where the fragment has none. */
export function partOf(fragment: string, name: string): string | undefined {
  return new RegExp(`&${name}=([\\w-]*)`).exec(fragment)?.[1];
}

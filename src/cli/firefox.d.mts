export function findFirefox(): string | undefined;
export const noFirefox: string;

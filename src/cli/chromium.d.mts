export function findChromium(): { executablePath?: string };
export function hasChromium(): boolean;
export const isEmulated: boolean;
export const browserFlags: string[];
export const plainFlags: string[];

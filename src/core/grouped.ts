/** A whole number with its thousands apart: "12,500". Intl writes the same, but takes 40 ms before its first number. */
export function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

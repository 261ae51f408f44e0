// The same folding as base/text: lower case, no Vietnamese marks, đ→d. "dang ky" then finds "Đăng ký".
export function fold(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "")
    .toLowerCase()
    .replace(/đ/g, "d")
    .replace(/\s+/g, " ")
    .trim();
}
// All words typed must begin a word of the text, in any order.
export function matches(folded_text: string, folded_query: string): boolean {
  const words = folded_text.split(/[^\p{L}\p{N}.]+/u);
  return folded_query.split(" ").every((typed) => words.some((word) => word.startsWith(typed)));
}

// A select that can be searched by typing, marks or no marks.
import accessibleAutocomplete from "accessible-autocomplete";
import { fold, matches } from "./fold";

export function enhance_selects(): void {
  for (const box of document.querySelectorAll<HTMLElement>("[data-choose]")) {
    const select = box.querySelector("select");
    if (!select) continue;
    const options = [...select.options].filter((option) => option.value !== "").map((option) => ({ text: option.text, folded: fold(option.text) }));
    accessibleAutocomplete.enhanceSelectElement({
      selectElement: select,
      defaultValue: select.value === "" ? "" : (select.selectedOptions[0]?.text ?? ""),
      autoselect: true,
      confirmOnBlur: false,
      showAllValues: true,
      displayMenu: "overlay",
      source: (query: string, populate: (found: string[]) => void) => {
        const typed = fold(query);
        populate((typed ? options.filter((option) => matches(option.folded, typed)) : options).slice(0, 50).map((option) => option.text));
      },
      onConfirm: (chosen?: string) => {
        if (chosen === undefined) return;
        const option = [...select.options].find((candidate) => candidate.text === chosen);
        if (!option) return;
        option.selected = true;
        select.dispatchEvent(new Event("change", { bubbles: true }));
      },
      tNoResults: () => "Không tìm thấy",
      tStatusQueryTooShort: (length: number) => `Gõ từ ${length} chữ trở lên`,
      tStatusNoResults: () => "Không tìm thấy mục nào",
      tStatusSelectedOption: (chosen: string, length: number, index: number) => `${chosen}, mục ${index + 1} trên ${length}`,
      tStatusResults: (length: number, content: string) => `Có ${length} mục. ${content}`,
      tAssistiveHint: () => "Gõ để tìm. Dùng phím lên, xuống để xem, Enter để chọn.",
    });
  }
}

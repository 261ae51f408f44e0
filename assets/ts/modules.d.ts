declare module "accessible-autocomplete" {
  const accessibleAutocomplete: {
    enhanceSelectElement(options: Record<string, unknown> & { selectElement: HTMLSelectElement }): void;
  };
  export default accessibleAutocomplete;
}

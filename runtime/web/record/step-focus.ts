// Who steps from record to record by the buttons stays on them, also when the next record is another page.
let pending: number | undefined;

/** Remembers that the focus stands on a step's button and is to stand there on the record reached. */
export function keepStepFocus(root: ParentNode & { activeElement: Element | null }): void {
  const { activeElement } = root;
  const step = activeElement instanceof HTMLElement ? activeElement.dataset.step : undefined;
  pending = step === undefined ? undefined : Number(step);
}

/** Puts the focus back; at the end of the list on the button that leads back. */
export function restoreStepFocus(root: ParentNode): void {
  if (pending === undefined) return;
  const [same, other] = [pending, -pending].map((step) =>
    root.querySelector<HTMLButtonElement>(`[data-step="${step}"]:enabled`),
  );
  (same ?? other)?.focus();
  pending = undefined;
}

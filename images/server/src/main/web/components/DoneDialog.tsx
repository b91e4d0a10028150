import type { ComponentChildren } from 'preact';
import { Dialog } from './Dialog';

interface Properties {
  title: string;
  onClose: () => void;
  /** As of a Dialog. */
  lasting?: boolean;
  children: ComponentChildren;
}

/** What came of something, to be taken note of. */
export function DoneDialog({ title, onClose, lasting = false, children }: Properties) {
  return (
    <Dialog title={title} onClose={onClose} lasting={lasting}>
      {children}
      <div class="actions">
        <button type="button" class="primary" onClick={onClose}>
          Done
        </button>
      </div>
    </Dialog>
  );
}

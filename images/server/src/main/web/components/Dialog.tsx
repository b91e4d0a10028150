import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { Icon } from './Icon';

interface Properties {
  title: string;
  onClose: () => void;
  /** Whether Escape and a click beside it close it; not while it shows what is shown only once. */
  lasting?: boolean;
  children: ComponentChildren;
}

/** A modal dialog, shown as long as it is there. */
export function Dialog({ title, onClose, lasting = false, children }: Properties) {
  const dialog = useRef<HTMLDialogElement>(null);
  const name = useId();
  const gone = useRef(false);
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => {
      gone.current = true;
      dialog.current?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  const cancel = (event: Event) => {
    event.preventDefault();
    if (!lasting) onClose();
  };
  // A browser closes it without asking when Escape is pressed twice.
  const closed = () => {
    if (!gone.current) onClose();
  };
  const beside = (event: MouseEvent) => {
    if (event.target === dialog.current && !lasting) onClose();
  };
  return (
    <dialog ref={dialog} aria-labelledby={name} onCancel={cancel} onClose={closed} onMouseDown={beside}>
      <div class="dialog">
        <header>
          <h2 id={name}>{title}</h2>
          {!lasting && (
            <button type="button" class="bare" aria-label="Close" onClick={onClose}>
              <Icon name="close" />
            </button>
          )}
        </header>
        {children}
      </div>
    </dialog>
  );
}

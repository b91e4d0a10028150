import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useSend } from '../hooks';
import { type ApiError, onceOnly } from '../http';
import { Dialog } from './Dialog';
import { Failure } from './Failure';

interface Properties {
  title: string;
  /** What the button says that sends it. */
  action: string;
  /** Whether there is nothing to send yet. */
  unready?: boolean;
  /** Sends what was filled in; `once` is the same until something is filled in differently. */
  onSend: (once: string) => Promise<void>;
  onClose: () => void;
  /** The fields, given what the server said of them. */
  children: (error: ApiError | null) => ComponentChildren;
}

/** A dialog to fill in and send. */
export function FormDialog({ title, action, unready = false, onSend, onClose, children }: Properties) {
  const [once, setOnce] = useState(onceOnly);
  const { busy, error, send } = useSend();
  const submit = (event: Event) => {
    event.preventDefault();
    void send(() => onSend(once));
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={submit} onInput={() => setOnce(onceOnly())}>
        {children(error)}
        <Failure error={error} />
        <div class="actions">
          <button type="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" class="primary" disabled={busy || unready}>
            {action}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

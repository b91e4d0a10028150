import { useSend } from '../hooks';
import { Dialog } from './Dialog';
import { Failure } from './Failure';

interface Properties {
  title: string;
  words: string;
  /** What the button says that does it. */
  action: string;
  onConfirm: () => Promise<void>;
  onClose: () => void;
}

/** Asks before something that cannot be undone. */
export function Confirm({ title, words, action, onConfirm, onClose }: Properties) {
  const { busy, error, send } = useSend();
  const confirm = async () => {
    if (await send(onConfirm)) onClose();
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{words}</p>
      <Failure error={error} />
      <div class="actions">
        <button type="button" onClick={onClose}>
          Keep it
        </button>
        <button type="button" class="danger" disabled={busy} onClick={confirm}>
          {action}
        </button>
      </div>
    </Dialog>
  );
}

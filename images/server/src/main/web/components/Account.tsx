import { useEffect, useRef, useState } from 'preact/hooks';
import { api } from '../api';
import { useApp } from '../app';
import { capital } from '../format';
import { useSend } from '../hooks';
import { go } from '../routes';
import { DoneDialog } from './DoneDialog';
import { Failure } from './Failure';
import { Field } from './Field';
import { FormDialog } from './FormDialog';

/** Who is signed in, the way to another password, and the way out. */
export function Account() {
  const { session, signedOut } = useApp();
  const [shown, setShown] = useState(false);
  const menu = useRef<HTMLDetailsElement>(null);
  useEffect(() => closedFromElsewhere(menu), []);
  const leaving = useSend();
  if (session === null) return null;
  const name = session.user?.name || session.user?.email || 'Signed in';
  const openPassword = () => {
    // Where the focus comes back to when the dialog closes.
    menu.current?.querySelector('summary')?.focus();
    if (menu.current !== null) menu.current.open = false;
    setShown(true);
  };
  const leave = () =>
    leaving.send(async () => {
      await api.signOut();
      signedOut();
      go('/sign-in', 'replace');
    });
  return (
    <>
      <details class="account" ref={menu}>
        <summary>
          <span class="initials" aria-hidden="true">
            {initials(name)}
          </span>
          <span class="account-name">
            <span>
              <span class="visually-hidden">Account of </span>
              {name}
            </span>
            <small>{capital(session.role)}</small>
          </span>
        </summary>
        <div class="account-menu">
          <p class="account-email">{session.user?.email}</p>
          <button type="button" onClick={openPassword}>
            Change password
          </button>
          <button type="button" onClick={leave} disabled={leaving.busy}>
            Sign out
          </button>
          <Failure error={leaving.error} />
        </div>
      </details>
      {shown && <PasswordDialog onClose={() => setShown(false)} />}
    </>
  );
}

/** A click elsewhere and Escape close the menu. */
function closedFromElsewhere(menu: { current: HTMLDetailsElement | null }): () => void {
  const click = (event: Event) => {
    const inside = event.target instanceof Node && menu.current?.contains(event.target) === true;
    if (!inside && menu.current !== null) menu.current.open = false;
  };
  const key = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || menu.current === null || !menu.current.open) return;
    menu.current.open = false;
    menu.current.querySelector('summary')?.focus();
  };
  document.addEventListener('click', click);
  document.addEventListener('keydown', key);
  return () => {
    document.removeEventListener('click', click);
    document.removeEventListener('keydown', key);
  };
}

function initials(name: string): string {
  const words = name.split(/[\s@.]+/).filter((word) => word !== '');
  return words
    .slice(0, 2)
    .map((word) => [...word][0]?.toUpperCase() ?? '')
    .join('');
}

function PasswordDialog({ onClose }: { onClose: () => void }) {
  const [current, setCurrent] = useState('');
  const [wanted, setWanted] = useState('');
  const [done, setDone] = useState(false);
  if (done) {
    return (
      <DoneDialog title="Change password" onClose={onClose}>
        <p role="status">Your password is changed. All your other sessions have ended.</p>
      </DoneDialog>
    );
  }
  const change = async () => {
    await api.changePassword(current, wanted);
    setDone(true);
  };
  return (
    <FormDialog title="Change password" action="Change password" onSend={change} onClose={onClose}>
      {(error) => (
        <>
          <Field label="Current password" error={error} pointer="/currentPassword">
            {(wiring) => (
              <input {...wiring} type="password" autocomplete="current-password" required value={current}
                onInput={(event) => setCurrent(event.currentTarget.value)} />
            )}
          </Field>
          <Field label="New password" hint="At least 10 characters." error={error} pointer="/newPassword">
            {(wiring) => (
              <input {...wiring} type="password" autocomplete="new-password" required minLength={10} maxLength={200}
                value={wanted} onInput={(event) => setWanted(event.currentTarget.value)} />
            )}
          </Field>
        </>
      )}
    </FormDialog>
  );
}

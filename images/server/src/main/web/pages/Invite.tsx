import { useState } from 'preact/hooks';
import { api, type Invitation, type Role, type User } from '../api';
import { moment } from '../format';
import { useSend } from '../hooks';
import { onceOnly } from '../http';
import { CopyText } from '../components/CopyText';
import { Dialog } from '../components/Dialog';
import { Failure } from '../components/Failure';
import { Field } from '../components/Field';
import { RoleSelect, ROLE_WORDS } from '../components/RoleSelect';

/** Invites somebody, and shows the link to hand on. */
export function Invite({ onClose }: { onClose: () => void }) {
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('member');
  const [once, setOnce] = useState(onceOnly);
  const [made, setMade] = useState<(User & { invitation: Invitation }) | null>(null);
  const { busy, error, send } = useSend();
  if (made !== null) return <LinkDialog user={made} invitation={made.invitation} onClose={onClose} />;
  const submit = (event: Event) => {
    event.preventDefault();
    void send(async () => setMade(await api.invite({ email: email.trim(), role }, once)));
  };
  return (
    <Dialog title="Invite somebody" onClose={onClose}>
      <form onSubmit={submit} onInput={() => setOnce(onceOnly())}>
        <Field label="E-mail" error={error} pointer="/email">
          {(wiring) => (
            <input {...wiring} type="email" required maxLength={254} autocomplete="off" value={email}
              onInput={(event) => setEmail(event.currentTarget.value)} />
          )}
        </Field>
        <Field label="Role" hint={ROLE_WORDS} error={error} pointer="/role">
          {(wiring) => (
            <RoleSelect id={wiring.id} described={wiring['aria-describedby']} value={role}
              onChange={setRole} />
          )}
        </Field>
        <Failure error={error} />
        <div class="actions">
          <button type="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" class="primary" disabled={busy}>
            Invite
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** A link that is shown once. */
export function LinkDialog({ user, invitation, onClose }: { user: User; invitation: Invitation; onClose: () => void }) {
  const name = user.name || user.email;
  return (
    <Dialog title={user.status === 'invited' ? `Invitation for ${name}` : `A new password for ${name}`} onClose={onClose}
      lasting>
      <p>
        {invitation.mailed ? `The link was sent to ${user.email}, and can be handed on, too.` : 'Hand this link on:'} it
        works once, until {moment(invitation.expiresAt)}, and is not shown again.
      </p>
      {invitation.url === null ? (
        <p class="notice">It was shown already. Make a new link if it is lost.</p>
      ) : (
        <CopyText label="Link" text={invitation.url} />
      )}
      <div class="actions">
        <button type="button" class="primary" onClick={onClose}>
          Done
        </button>
      </div>
    </Dialog>
  );
}

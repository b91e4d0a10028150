import { useState } from 'preact/hooks';
import { api, type Invitation, type Role, type User } from '../api';
import { moment } from '../format';
import { CopyText } from '../components/CopyText';
import { DoneDialog } from '../components/DoneDialog';
import { Field } from '../components/Field';
import { FormDialog } from '../components/FormDialog';
import { RoleField } from '../components/RoleField';

/** Invites somebody, and shows the link to hand on. */
export function Invite({ onClose }: { onClose: () => void }) {
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('member');
  const [made, setMade] = useState<(User & { invitation: Invitation }) | null>(null);
  if (made !== null) return <LinkDialog user={made} invitation={made.invitation} onClose={onClose} />;
  const invite = async (once: string) => setMade(await api.invite({ email: email.trim(), role }, once));
  return (
    <FormDialog title="Invite somebody" action="Invite" onSend={invite} onClose={onClose}>
      {(error) => (
        <>
          <Field label="E-mail" error={error} pointer="/email">
            {(wiring) => (
              <input {...wiring} type="email" required maxLength={254} autocomplete="off" value={email}
                onInput={(event) => setEmail(event.currentTarget.value)} />
            )}
          </Field>
          <RoleField error={error} value={role} onChange={setRole} />
        </>
      )}
    </FormDialog>
  );
}

/** A link that is shown once. */
export function LinkDialog({ user, invitation, onClose }: { user: User; invitation: Invitation; onClose: () => void }) {
  const name = user.name || user.email;
  return (
    <DoneDialog lasting onClose={onClose}
      title={user.status === 'invited' ? `Invitation for ${name}` : `A new password for ${name}`}>
      <p>
        {invitation.mailed ? `The link was sent to ${user.email}, and can be handed on, too.` : 'Hand this link on:'} it
        works once, until {moment(invitation.expiresAt)}, and is not shown again.
      </p>
      {invitation.url === null ? (
        <p class="notice">It was shown already. Make a new link if it is lost.</p>
      ) : (
        <CopyText label="Link" text={invitation.url} />
      )}
    </DoneDialog>
  );
}

import { useState } from 'preact/hooks';
import { api, type Invitation, type Role, type User } from '../api';
import { useApp, useMay } from '../app';
import { useSend } from '../hooks';
import { onceOnly } from '../http';
import { Ago } from '../components/Ago';
import { Confirm } from '../components/Confirm';
import { Failure } from '../components/Failure';
import { Icon } from '../components/Icon';
import { More } from '../components/More';
import { PageHead } from '../components/PageHead';
import { RoleSelect } from '../components/RoleSelect';
import { Invite, LinkDialog } from './Invite';
import { useParts } from './useParts';

/** The organisation's people. */
export function Members() {
  const users = useParts<User>((cursor) => api.users(cursor));
  const [inviting, setInviting] = useState(false);
  const [removing, setRemoving] = useState<User | null>(null);
  const [link, setLink] = useState<{ user: User; invitation: Invitation } | null>(null);
  const changing = useSend();
  const may = useMay('owner');

  const changeRole = (user: User, role: Role) =>
    changing.send(async () => {
      const changed = await api.changeRole(user.id, role);
      users.replace((old) => ({ ...old, items: old.items.map((one) => (one.id === user.id ? changed : one)) }));
    });
  const newLink = (user: User) =>
    changing.send(async () => setLink({ user, invitation: await api.newLink(user.id, onceOnly()) }));

  return (
    <>
      <PageHead title="Members" words="Who belongs here, and what each may do.">
        {may && (
          <button type="button" class="primary" onClick={() => setInviting(true)}>
            <Icon name="plus" /> Invite
          </button>
        )}
      </PageHead>
      <Failure error={changing.error} />
      <ul class="rows" aria-label="Members">
        {users.items.map((user) => (
          <Row key={user.id} user={user} busy={changing.busy} onRole={(role) => changeRole(user, role)}
            onLink={() => newLink(user)} onRemove={() => setRemoving(user)} />
        ))}
      </ul>
      <More parts={users} empty="Nobody is here yet." />
      {inviting && (
        <Invite
          onClose={() => {
            setInviting(false);
            users.reload();
          }}
        />
      )}
      {link !== null && (
        <LinkDialog user={link.user} invitation={link.invitation} onClose={() => setLink(null)} />
      )}
      {removing !== null && (
        <Confirm
          title={`Remove ${removing.name || removing.email}?`}
          words="They are signed out everywhere at once, and links that they were sent are void."
          action="Remove member"
          onClose={() => setRemoving(null)}
          onConfirm={async () => {
            await api.removeUser(removing.id);
            users.reload();
          }}
        />
      )}
    </>
  );
}

interface RowProperties {
  user: User;
  busy: boolean;
  onRole: (role: Role) => void;
  onLink: () => void;
  onRemove: () => void;
}

function Row({ user, busy, onRole, onLink, onRemove }: RowProperties) {
  const { session } = useApp();
  const may = useMay('owner');
  const name = user.name || user.email;
  const self = session?.user?.id === user.id;
  return (
    <li class="row">
      <div class="row-who">
        <strong>
          {name} {self && <span class="tag">you</span>} {user.status === 'invited' && <span class="tag">invited</span>}
        </strong>
        {user.name !== '' && <span>{user.email}</span>}
      </div>
      <p class="row-when">{user.lastSignedInAt === null ? 'Never signed in' : <>Here <Ago at={user.lastSignedInAt} /></>}</p>
      {may ? (
        <>
          <RoleSelect label={`Role of ${name}`} value={user.role} disabled={busy} onChange={onRole} />
          <div class="row-actions">
            <button type="button" class="bare" disabled={busy} onClick={onLink}
              aria-label={`${user.status === 'invited' ? 'New link' : 'Reset link'} for ${name}`}>
              {user.status === 'invited' ? 'New link' : 'Reset link'}
            </button>
            <button type="button" class="bare" disabled={busy} onClick={onRemove} aria-label={`Remove ${name}`}>
              Remove
            </button>
          </div>
        </>
      ) : (
        <span class="tag">{user.role}</span>
      )}
    </li>
  );
}

import { useState } from 'preact/hooks';
import { api, type Key, type Role } from '../api';
import { useMay } from '../app';
import { number } from '../format';
import { Ago } from '../components/Ago';
import { Confirm } from '../components/Confirm';
import { CopyText } from '../components/CopyText';
import { DoneDialog } from '../components/DoneDialog';
import { Field } from '../components/Field';
import { FormDialog } from '../components/FormDialog';
import { Icon } from '../components/Icon';
import { More } from '../components/More';
import { PageHead } from '../components/PageHead';
import { RoleField } from '../components/RoleField';
import { useParts } from './useParts';

/** Keys by which programs use the API. */
export function Keys() {
  return useMay('owner') ? <OwnersKeys /> : <PageHead title="Keys" words="Only owners see the organisation's keys." />;
}

function OwnersKeys() {
  const keys = useParts<Key>((cursor) => api.keys(cursor));
  const [adding, setAdding] = useState(false);
  const [revoking, setRevoking] = useState<Key | null>(null);
  return (
    <>
      <PageHead title="Keys" words="Programs use the API with a key. Each is shown once, when it is made.">
        <button type="button" class="primary" onClick={() => setAdding(true)}>
          <Icon name="plus" /> New key
        </button>
      </PageHead>
      <ul class="rows" aria-label="Keys">
        {keys.items.map((key) => (
          <li key={key.id} class="row">
            <div class="row-who">
              <strong>{key.name}</strong>
              <span>
                {key.requestsPerMinute === null
                  ? "The tier's limit of requests"
                  : `At most ${number(key.requestsPerMinute)} requests a minute`}
              </span>
            </div>
            <p class="row-when">
              Made <Ago at={key.createdAt} />
            </p>
            <span class="tag">{key.role}</span>
            <div class="row-actions">
              <button type="button" class="bare" aria-label={`Revoke ${key.name}`} onClick={() => setRevoking(key)}>
                Revoke
              </button>
            </div>
          </li>
        ))}
      </ul>
      <More parts={keys} empty="No keys yet." />
      {adding && (
        <NewKey
          onClose={() => {
            setAdding(false);
            keys.reload();
          }}
        />
      )}
      {revoking !== null && (
        <Confirm
          title={`Revoke ${revoking.name}?`}
          words="Programs that use it are refused within a second. This cannot be undone."
          action="Revoke key"
          onClose={() => setRevoking(null)}
          onConfirm={async () => {
            await api.revokeKey(revoking.id);
            keys.reload();
          }}
        />
      )}
    </>
  );
}

function NewKey({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('member');
  const [rate, setRate] = useState('');
  const [made, setMade] = useState<string | null>(null);
  if (made !== null) {
    return (
      <DoneDialog title="Your new key" onClose={onClose} lasting>
        <p>Copy it now and keep it where secrets are kept: it is not shown again.</p>
        <CopyText label="Key" text={made} />
      </DoneDialog>
    );
  }
  const make = async (once: string) => {
    const requestsPerMinute = rate === '' ? null : Number(rate);
    setMade((await api.addKey({ name, role, requestsPerMinute }, once)).key ?? '');
  };
  return (
    <FormDialog title="New key" action="Make key" onSend={make} onClose={onClose}>
      {(error) => (
        <>
          <Field label="Name" hint="Which program uses it." error={error} pointer="/name">
            {(wiring) => (
              <input {...wiring} type="text" required maxLength={80} autocomplete="off" value={name}
                onInput={(event) => setName(event.currentTarget.value)} />
            )}
          </Field>
          <RoleField error={error} value={role} onChange={setRole} />
          <Field label="Requests a minute" hint="Empty: as many as the tier allows." error={error}
            pointer="/requestsPerMinute">
            {(wiring) => (
              <input {...wiring} type="number" min={1} max={1000000} step={1} inputMode="numeric" value={rate}
                onInput={(event) => setRate(event.currentTarget.value)} />
            )}
          </Field>
        </>
      )}
    </FormDialog>
  );
}

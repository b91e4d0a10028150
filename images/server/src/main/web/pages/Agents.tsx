import { useState } from 'preact/hooks';
import { api, type Agent } from '../api';
import { useMay } from '../app';
import { Ago } from '../components/Ago';
import { Confirm } from '../components/Confirm';
import { Field } from '../components/Field';
import { FormDialog } from '../components/FormDialog';
import { Icon } from '../components/Icon';
import { More } from '../components/More';
import { PageHead } from '../components/PageHead';
import { useParts } from './useParts';

/** Who works here. */
export function Agents() {
  const agents = useParts<Agent>((cursor) => api.agents(cursor, 50));
  const [adding, setAdding] = useState(false);
  const [archiving, setArchiving] = useState<Agent | null>(null);
  const may = useMay('member');
  return (
    <>
      <PageHead title="Agents" words="Each takes tasks and works on them.">
        {may && (
          <button type="button" class="primary" onClick={() => setAdding(true)}>
            <Icon name="plus" /> Add agent
          </button>
        )}
      </PageHead>
      <ul class="tiles" aria-label="Agents">
        {agents.items.map((agent) => (
          <li key={agent.id} class="tile">
            <h2>{agent.name}</h2>
            <p class="tile-words">{agent.description || 'No description.'}</p>
            <p class="tile-foot">
              <span>
                Added <Ago at={agent.createdAt} />
              </span>
              {may && (
                <button type="button" class="bare" aria-label={`Archive ${agent.name}`}
                  onClick={() => setArchiving(agent)}>
                  Archive
                </button>
              )}
            </p>
          </li>
        ))}
      </ul>
      <More parts={agents} empty="No agents yet. Add the first one, and give it something to do." />
      {adding && (
        <NewAgent
          onClose={() => setAdding(false)}
          onAdded={() => {
            setAdding(false);
            agents.reload();
          }}
        />
      )}
      {archiving !== null && (
        <Confirm
          title={`Archive ${archiving.name}?`}
          words="It takes no more tasks, and its name is free again. What it did stays."
          action="Archive agent"
          onClose={() => setArchiving(null)}
          onConfirm={async () => {
            await api.archiveAgent(archiving.id);
            agents.reload();
          }}
        />
      )}
    </>
  );
}

function NewAgent({ onClose, onAdded }: { onClose: () => void; onAdded: () => void }) {
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const add = async (once: string) => {
    await api.addAgent({ name, ...(description === '' ? {} : { description }) }, once);
    onAdded();
  };
  return (
    <FormDialog title="Add agent" action="Add agent" onSend={add} onClose={onClose}>
      {(error) => (
        <>
          <Field label="Name" error={error} pointer="/name">
            {(wiring) => (
              <input {...wiring} type="text" required maxLength={80} autocomplete="off" value={name}
                onInput={(event) => setName(event.currentTarget.value)} />
            )}
          </Field>
          <Field label="Description" hint="What it is good at." error={error} pointer="/description">
            {(wiring) => (
              <textarea {...wiring} rows={3} maxLength={500} value={description}
                onInput={(event) => setDescription(event.currentTarget.value)} />
            )}
          </Field>
        </>
      )}
    </FormDialog>
  );
}

import { useState } from 'preact/hooks';
import { api, type Agent, type Task } from '../api';
import { Dialog } from '../components/Dialog';
import { Field } from '../components/Field';
import { FormDialog } from '../components/FormDialog';
import { Link } from '../components/Link';

interface Properties {
  /** null: not known yet. */
  agents: Agent[] | null;
  onClose: () => void;
  onMade: (task: Task) => void;
}

/** Gives an agent a task. */
export function NewTask({ agents, onClose, onMade }: Properties) {
  const [agent, setAgent] = useState('');
  const [title, setTitle] = useState('');
  const [seconds, setSeconds] = useState('');
  const [failures, setFailures] = useState('');
  const agentId = agent || (agents?.[0]?.id ?? '');
  const start = async (once: string) => {
    const simulation = {
      ...(seconds === '' ? {} : { seconds: Number(seconds) }),
      ...(failures === '' ? {} : { failures: Number(failures) }),
    };
    const body = { agentId, title, ...(Object.keys(simulation).length === 0 ? {} : { simulation }) };
    onMade(await api.addTask(body, once));
  };
  if (agents !== null && agents.length === 0) {
    return (
      <Dialog title="New task" onClose={onClose}>
        <p>There is no agent yet that could take it.</p>
        <div class="actions">
          <Link to="/agents" class="button primary">
            Add an agent
          </Link>
        </div>
      </Dialog>
    );
  }
  return (
    <FormDialog title="New task" action="Start task" unready={agentId === ''} onSend={start} onClose={onClose}>
      {(error) => (
        <>
          <Field label="Agent" error={error} pointer="/agentId">
            {(wiring) => (
              <select {...wiring} required value={agentId} onChange={(event) => setAgent(event.currentTarget.value)}>
                {(agents ?? []).map((one) => (
                  <option key={one.id} value={one.id}>
                    {one.name}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label="What is to be done" error={error} pointer="/title">
            {(wiring) => (
              <input {...wiring} type="text" required maxLength={200} autocomplete="off" value={title}
                placeholder="Summarise last week's support tickets"
                onInput={(event) => setTitle(event.currentTarget.value)} />
            )}
          </Field>
          <details class="extra">
            <summary>Simulation</summary>
            <div class="pair">
              <Field label="Seconds an attempt takes" error={error} pointer="/simulation/seconds">
                {(wiring) => (
                  <input {...wiring} type="number" min={0} max={600} step="any" inputMode="decimal" value={seconds}
                    onInput={(event) => setSeconds(event.currentTarget.value)} />
                )}
              </Field>
              <Field label="Attempts that fail" error={error} pointer="/simulation/failures">
                {(wiring) => (
                  <input {...wiring} type="number" min={0} max={10} step={1} inputMode="numeric" value={failures}
                    onInput={(event) => setFailures(event.currentTarget.value)} />
                )}
              </Field>
            </div>
          </details>
        </>
      )}
    </FormDialog>
  );
}

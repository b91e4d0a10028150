import type { Role } from '../api';
import type { ApiError } from '../http';
import { Field } from './Field';
import { RoleSelect } from './RoleSelect';

interface Properties {
  error: ApiError | null;
  value: Role;
  onChange: (role: Role) => void;
}

/** A form's choice of a role, with what each may do. */
export function RoleField({ error, value, onChange }: Properties) {
  return (
    <Field label="Role" hint="Readers see; members also put agents to work; owners also manage people and keys."
      error={error} pointer="/role">
      {(wiring) => (
        <RoleSelect id={wiring.id} described={wiring['aria-describedby']} value={value} onChange={onChange} />
      )}
    </Field>
  );
}

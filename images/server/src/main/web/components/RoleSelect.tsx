import type { Role } from '../api';

const ROLES: readonly Role[] = ['reader', 'member', 'owner'];

interface Properties {
  id?: string;
  label?: string;
  described?: string | undefined;
  value: Role;
  disabled?: boolean;
  onChange: (role: Role) => void;
}

/** A choice of what somebody may do. */
export function RoleSelect({ id, label, described, value, disabled = false, onChange }: Properties) {
  return (
    <select id={id} aria-label={label} aria-describedby={described} value={value} disabled={disabled}
      onChange={(event) => onChange(event.currentTarget.value as Role)}>
      {ROLES.map((role) => (
        <option key={role} value={role}>
          {role}
        </option>
      ))}
    </select>
  );
}

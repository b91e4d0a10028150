import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import type { ApiError } from '../http';

interface Wiring {
  id: string;
  'aria-describedby'?: string;
  'aria-invalid'?: 'true';
}

interface Properties {
  label: string;
  hint?: string;
  error?: ApiError | null;
  /** Which of a refused request's members the field is: `/name`. */
  pointer?: string;
  children: (wiring: Wiring) => JSX.Element;
}

/** A label, its control, and what the server says about what was put in. */
export function Field({ label, hint, error, pointer, children }: Properties) {
  const id = useId();
  const fault = error?.problem.errors?.find((one) => one.pointer.replace(/^#/, '') === pointer)?.detail;
  const words = fault ?? hint;
  const described = words === undefined ? undefined : `${id}-words`;
  const wiring: Wiring = { id };
  if (described !== undefined) wiring['aria-describedby'] = described;
  if (fault !== undefined) wiring['aria-invalid'] = 'true';
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children(wiring)}
      {words !== undefined && (
        <p id={described} class={fault === undefined ? 'hint' : 'fault'}>
          {words}
        </p>
      )}
    </div>
  );
}

/** The product's sign: a roof, and a light on under it. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="9" class="mark-ground" />
      <path d="M8 24V13.5L16 8l8 5.5V24" class="mark-roof" />
      <circle cx="16" cy="18.5" r="3.2" class="mark-light" />
    </svg>
  );
}

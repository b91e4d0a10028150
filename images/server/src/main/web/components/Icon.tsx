const PATHS = {
  board: 'M4 5h4v14H4zM10 5h4v9h-4zM16 5h4v11h-4z',
  agents: 'M12 4v3M6 10a3 3 0 0 1 3-3h6a3 3 0 0 1 3 3v6a3 3 0 0 1-3 3H9a3 3 0 0 1-3-3zM9.5 12.5v1.5M14.5 12.5v1.5',
  usage: 'M4 20h16M6.5 16v-4M12 16V6M17.5 16V9.5',
  members: 'M9 11a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4zM3.5 19c.5-3 2.7-4.7 5.5-4.7s5 1.7 5.5 4.7M15.5 4.9a3.2 3.2 0 0 1 0 5.9M17.5 14.7c1.7.7 2.7 2.2 3 4.3',
  keys: 'M8.5 19a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM11.3 12.2 19 4.5M16 7.5l2.5 2.5',
  status: 'M3.5 12.5h4l2.5-6 4 11 2.5-5h4',
  plus: 'M12 5v14M5 12h14',
  close: 'M6 6l12 12M18 6 6 18',
  copy: 'M9 9h10v11H9zM6 15H5V4h10v1',
  check: 'M5 12.5l4.5 4.5L19 7.5',
} as const;

export type IconName = keyof typeof PATHS;

/** A small drawing beside words; it says nothing by itself. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}

/** The organisation chosen in this window, where one host serves all of them. */
const PLACE = 'organization';

const SLUG = /^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/;

let needed = false;

/** Says that the host does not name the organisation. */
export function organizationIsChosen(): void {
  needed = true;
}

export function chosenOrganization(): string | null {
  return needed ? sessionStorage.getItem(PLACE) : null;
}

export function chooseOrganization(slug: string): void {
  sessionStorage.setItem(PLACE, slug);
}

export function forgetOrganization(): void {
  sessionStorage.removeItem(PLACE);
}

/** What somebody typed as an organisation's name, as a slug; null when it can be none. */
export function slugOf(typed: string): string | null {
  const word = typed.trim().toLowerCase();
  return SLUG.test(word) && !word.includes('--') ? word : null;
}

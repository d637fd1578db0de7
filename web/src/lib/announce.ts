/** Sentences for people who listen: read out by the live regions that the shell keeps mounted. */
let speak: ((text: string, urgent: boolean) => void) | undefined;

/** The shell registers its live regions here. */
export function registerAnnouncer(announcer: ((text: string, urgent: boolean) => void) | undefined): void {
  speak = announcer;
}

export function announce(text: string, urgent = false): void {
  speak?.(text, urgent);
}

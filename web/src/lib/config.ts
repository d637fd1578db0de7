/** What the deployment tells the web app: served as /config.json beside the app, never baked into the build. */
export interface AppConfig {
  auth: { domain: string; client_id: string; audience: string };
  /** Path of the signalling relay of the local run; null in every deployed stage. */
  relay_path: string | null;
  stage: "local" | "dev" | "prod";
}

let loading: Promise<AppConfig> | undefined;

/** Fetches /config.json once for the life of the page; a failed attempt is forgotten so that the next caller tries again. */
export function loadConfig(): Promise<AppConfig> {
  loading ??= fetch("/config.json", { headers: { Accept: "application/json" } })
    .then(async (response) => {
      if (!response.ok) throw new Error(`/config.json answered ${response.status}`);
      return (await response.json()) as AppConfig;
    })
    .catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
  return loading;
}

import { Store } from "@/lib/live/store";

const STORAGE_KEY = "soulseer.ring_sound";

const store = new Store(window.localStorage.getItem(STORAGE_KEY) !== "off");

/** Whether an incoming call may be heard; remembered on this device. */
export const ringSound = {
  isOn: store.get,
  subscribe: store.subscribe,
  set(on: boolean): void {
    window.localStorage.setItem(STORAGE_KEY, on ? "on" : "off");
    store.set(on);
  },
};

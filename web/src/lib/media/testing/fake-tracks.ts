import { LocalMedia } from "../local-media";

/** A media track that only knows whether it runs. */
export class FakeTrack extends EventTarget {
  readonly kind: "audio" | "video";
  enabled = true;
  readyState: MediaStreamTrackState = "live";

  constructor(kind: "audio" | "video") {
    super();
    this.kind = kind;
  }

  stop(): void {
    this.readyState = "ended";
  }

  unplug(): void {
    this.readyState = "ended";
    this.dispatchEvent(new Event("ended"));
  }
}

/** Devices that answer with fake tracks, or with the error set for a kind. */
export class FakeDevices {
  readonly opened: FakeTrack[] = [];
  readonly refuse: Partial<Record<"audio" | "video", Error>> = {};

  getUserMedia(constraints?: MediaStreamConstraints): Promise<MediaStream> {
    const kind = constraints?.audio ? "audio" : "video";
    const refusal = this.refuse[kind];
    if (refusal) return Promise.reject(refusal);
    const track = new FakeTrack(kind);
    this.opened.push(track);
    return Promise.resolve({ getTracks: () => [track] } as unknown as MediaStream);
  }

  enumerateDevices(): Promise<MediaDeviceInfo[]> {
    const device = (kind: MediaDeviceKind, deviceId: string, label: string) =>
      ({ kind, deviceId, label, groupId: "", toJSON: () => ({}) }) as MediaDeviceInfo;
    return Promise.resolve([
      device("audioinput", "mic-1", "Desk microphone"),
      device("audioinput", "mic-2", ""),
      device("videoinput", "cam-1", "Built-in camera"),
      device("audiooutput", "out-1", "Speakers"),
    ]);
  }
}

export function fakeLocalMedia(devices = new FakeDevices()): LocalMedia {
  return new LocalMedia(devices);
}

import { describe, expect, it } from "vitest";
import { listDevices, toMediaError } from "./devices";
import { LocalMedia, openForModality } from "./local-media";
import { FakeDevices, type FakeTrack } from "./testing/fake-tracks";

function named(name: string): Error {
  return Object.assign(new Error(name), { name });
}

describe("device errors", () => {
  it.each([
    ["NotAllowedError", "permission_denied"],
    ["SecurityError", "permission_denied"],
    ["NotFoundError", "no_device"],
    ["OverconstrainedError", "no_device"],
    ["NotReadableError", "device_in_use"],
    ["AbortError", "device_in_use"],
    ["TypeError", "not_supported"],
  ])("%s means %s", (name, code) => {
    const error = toMediaError(named(name), "camera");
    expect(error.code).toBe(code);
    expect(error.device).toBe("camera");
  });
});

describe("listDevices", () => {
  it("sorts by kind and names what has no label yet", async () => {
    expect(await listDevices(new FakeDevices())).toEqual({
      microphones: [
        { deviceId: "mic-1", label: "Desk microphone" },
        { deviceId: "mic-2", label: "Microphone 2" },
      ],
      cameras: [{ deviceId: "cam-1", label: "Built-in camera" }],
    });
  });
});

describe("LocalMedia", () => {
  it("opens only a microphone for voice, and both for video", async () => {
    const voice = new LocalMedia(new FakeDevices());
    expect(await openForModality(voice, "voice")).toEqual([]);
    expect(voice.snapshot()).toMatchObject({ audio: { kind: "audio" }, video: null, cameraOff: true });

    const video = new LocalMedia(new FakeDevices());
    await openForModality(video, "video");
    expect(video.snapshot()).toMatchObject({ video: { kind: "video" }, cameraOff: false });
  });

  it("goes on without a camera that is refused, and says which it was", async () => {
    const devices = new FakeDevices();
    devices.refuse.video = named("NotAllowedError");
    const media = new LocalMedia(devices);
    const errors = await openForModality(media, "video");
    expect(errors).toMatchObject([{ code: "permission_denied", device: "camera" }]);
    expect(media.snapshot().audio).not.toBeNull();
  });

  it("silences the track while muted, also one opened later", async () => {
    const media = new LocalMedia(new FakeDevices());
    media.setMuted(true);
    await media.openMicrophone();
    expect(media.snapshot().audio?.enabled).toBe(false);
    media.setMuted(false);
    expect(media.snapshot().audio?.enabled).toBe(true);
  });

  it("releases the camera when it is turned off, and every device at the end", async () => {
    const devices = new FakeDevices();
    const media = new LocalMedia(devices);
    await openForModality(media, "video");
    media.closeCamera();
    expect(devices.opened[1]?.readyState).toBe("ended");
    media.close();
    expect(devices.opened.map((track) => track.readyState)).toEqual(["ended", "ended"]);
  });

  it("keeps the old microphone until another one is open", async () => {
    const devices = new FakeDevices();
    const media = new LocalMedia(devices);
    await media.openMicrophone();
    devices.refuse.audio = named("NotReadableError");
    await expect(media.openMicrophone("mic-2")).rejects.toMatchObject({ code: "device_in_use" });
    expect(devices.opened[0]?.readyState).toBe("live");
  });

  it("notices an unplugged camera", async () => {
    const media = new LocalMedia(new FakeDevices());
    await openForModality(media, "video");
    (media.snapshot().video as unknown as FakeTrack).unplug();
    expect(media.snapshot()).toMatchObject({ video: null, cameraOff: true });
  });

  it("stops a device that opens after closing", async () => {
    const devices = new FakeDevices();
    const media = new LocalMedia(devices);
    const opening = media.openMicrophone();
    media.close();
    await opening;
    expect(devices.opened[0]?.readyState).toBe("ended");
    expect(media.snapshot().audio).toBeNull();
  });
});

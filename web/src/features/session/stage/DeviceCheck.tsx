import { useState } from "react";

import { Banner } from "@/components/Banner";
import { Button, Spinner } from "@/components/Button";
import { Card } from "@/components/Card";
import { Icon } from "@/components/icons";
import { cx } from "@/lib/cx";
import { MediaError } from "@/lib/media/types";

import type { Room } from "../room";
import { useMedia } from "../useRoom";
import { deviceSentence } from "../words";
import { DevicePicker } from "./DevicePicker";
import { LevelBar } from "./LevelBar";
import { TrackVideo } from "./TrackVideo";

interface DeviceCheckProps {
  room: Room;
  modality: "voice" | "video";
  /** Given once the call was accepted: then a person may also join without what is missing. */
  onJoin?: () => void;
}

/** How the person looks and sounds before the call, what is wrong with the devices and what can be done about it. */
export function DeviceCheck({ room, modality, onJoin }: DeviceCheckProps) {
  const { stage, local, deviceErrors } = useMedia(room);
  const [changeError, setChangeError] = useState<MediaError | null>(null);
  const withCamera = modality === "video";
  const errors = changeError ? [...deviceErrors, changeError] : deviceErrors;

  const change = async (work: Promise<void>) => {
    setChangeError(null);
    try {
      await work;
    } catch (error) {
      if (error instanceof MediaError) setChangeError(error);
      else throw error;
    }
  };

  return (
    <Card as="section" aria-label="Your devices" className="space-y-4">
      <h2 className="text-xl">{withCamera ? "How you look and sound" : "How you sound"}</h2>
      {withCamera ? (
        <div
          className={cx(
            "relative overflow-hidden rounded-control border border-line bg-sunken",
            local.video || stage === "opening" ? "aspect-video" : "h-28",
          )}
        >
          {local.video ? (
            <TrackVideo track={local.video} label="Your camera" mirrored />
          ) : (
            <p className="flex size-full items-center justify-center gap-2 text-muted">
              {stage === "opening" ? <Spinner /> : <Icon name="camera_off" />}
              {stage === "opening" ? "Waiting for your camera" : "No picture"}
            </p>
          )}
        </div>
      ) : null}
      <p className="flex items-center gap-3">
        <Icon name={local.audio ? "mic" : "mic_off"} className="size-5 shrink-0 text-muted" />
        <span className="shrink-0 text-sm">{local.audio ? "Say something" : "No microphone"}</span>
        <LevelBar track={local.audio} className="grow" />
      </p>
      {errors.map((error) => {
        const { title, help } = deviceSentence(error);
        return (
          <Banner key={title} tone="warning" live title={title}>
            {help}
          </Banner>
        );
      })}
      <DevicePicker
        audio={local.audio}
        video={local.video}
        withCamera={withCamera}
        onMicrophone={(deviceId) => void change(room.media.useMicrophone(deviceId))}
        onCamera={(deviceId) => void change(room.media.useCamera(deviceId))}
      />
      {stage === "blocked" ? (
        <div className="flex flex-wrap gap-3">
          <Button variant={onJoin ? "secondary" : "primary"} onClick={() => void room.media.open(modality)}>
            Try again
          </Button>
          {onJoin ? <Button onClick={onJoin}>{joinWithout(local.audio !== null)}</Button> : null}
        </div>
      ) : null}
    </Card>
  );
}

function joinWithout(hasMicrophone: boolean): string {
  return hasMicrophone ? "Join without camera" : "Join and use the chat";
}

/** The product's icons: 24 × 24 outlines that take the text's colour. Always decoration: the label is beside or on the control. */
const PATHS = {
  text: "M4 6.5A2.5 2.5 0 0 1 6.5 4h11A2.5 2.5 0 0 1 20 6.500v7a2.5 2.5 0 0 1-2.5 2.500H11l-4.5 4v-4A2.5 2.5 0 0 1 4 13.500z",
  voice:
    "M6.6 3.500h2.600l1.5 4.2-2 1.500a12 12 0 0 0 6.1 6.100l1.5-2 4.2 1.500v2.600a2 2 0 0 1-2.2 2A16.8 16.8 0 0 1 4.6 5.700a2 2 0 0 1 2-2.200z",
  video: "M4 7.500A1.5 1.5 0 0 1 5.5 6h8A1.5 1.5 0 0 1 15 7.500v9a1.5 1.5 0 0 1-1.5 1.500h-8A1.5 1.5 0 0 1 4 16.500zM15 10.500l5-3v9l-5-3z",
  star: "M12 3.500l2.6 5.4 5.9.8-4.3 4.1 1 5.9-5.2-2.8-5.2 2.8 1-5.9-4.3-4.1 5.9-.8z",
  search: "M10.5 17a6.5 6.5 0 1 1 0-13 6.5 6.5 0 0 1 0 13zM15.3 15.300L20 20",
  wallet: "M4 7.500A2.5 2.5 0 0 1 6.5 5H17v3M4 7.500V17a2.5 2.5 0 0 0 2.5 2.500H20V8H6a2 2 0 0 1-2-.5zM16.5 13.800h.01",
  sun: "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 2.800v2M12 19.200v2M2.8 12h2M19.2 12h2M5.5 5.500l1.4 1.400M17.1 17.100l1.4 1.400M18.5 5.500l-1.4 1.400M6.9 17.100l-1.4 1.4",
  moon: "M19.5 14.200A8 8 0 0 1 9.8 4.500a8 8 0 1 0 9.7 9.700z",
  menu: "M4 7h16M4 12h16M4 17h16",
  close: "M6 6l12 12M18 6L6 18",
  chevron_down: "M6.5 9.500l5.5 5.5 5.5-5.5",
  chevron_right: "M9.5 6.500l5.5 5.5-5.5 5.5",
  check: "M5 12.500l4.5 4.500L19 7.5",
  info: "M12 20.500a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 11v5M12 8h.01",
  warning: "M12 4l9 15.500H3zM12 10v4M12 16.800h.01",
  download: "M12 4v10.500M7.5 10.500l4.5 4.5 4.5-4.500M5 19.500h14",
  clock: "M12 20.500a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 7.500V12l3 2",
  shield: "M12 3.500l7 2.500v5.500c0 4.3-2.9 7.5-7 9-4.1-1.5-7-4.7-7-9V6zM9 12l2.2 2.200L15.2 10",
  receipt: "M6 3.500h12v17l-2.4-1.5-2.4 1.5-2.4-1.5-2.4 1.500L6 20.500zM9 8.500h6M9 12.500h6",
  user: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.500c.8-3.8 3.7-5.5 7.5-5.500s6.7 1.7 7.5 5.5",
  mic: "M12 14.500a3 3 0 0 0 3-3v-5a3 3 0 0 0-6 0v5a3 3 0 0 0 3 3zM6 11.500a6 6 0 0 0 12 0M12 17.500V21",
  mic_off:
    "M9 9v2.500a3 3 0 0 0 4.7 2.500M15 10.500v-4a3 3 0 0 0-5.9-.8M6 11.500a6 6 0 0 0 9.6 4.800M18 11.500a6 6 0 0 1-.4 2.100M12 17.500V21M4 4l16 16",
  camera_off:
    "M15 12.900V7.500A1.5 1.5 0 0 0 13.5 6H8M5 6a1.5 1.5 0 0 0-1 1.500v9A1.5 1.5 0 0 0 5.5 18h8a1.5 1.5 0 0 0 1.5-1.500V15M15 10.500l5-3v9M4 4l16 16",
  phone_end: "M3 14.500c5-5.5 13-5.5 18 0l-2.5 2.5-3.5-2v-2.500c-2-.6-4-.6-6 0V15l-3.5 2z",
  send: "M4 12l16-7.5-5 16-3.5-6.500z",
  external: "M14 4.500h5.500V10M19.5 4.500L11 13M17 14v4.500A1.5 1.5 0 0 1 15.5 20h-10A1.5 1.5 0 0 1 4 18.500v-10A1.5 1.5 0 0 1 5.5 7H10",
  sign_out: "M14 4.500H6.500A1.5 1.5 0 0 0 5 6v12a1.5 1.5 0 0 0 1.5 1.500H14M10.5 12H20M16.5 8l4 4-4 4",
  sparkle: "M12 3.500c.9 5.2 3.3 7.6 8.5 8.5-5.2.9-7.6 3.3-8.5 8.5-.9-5.2-3.3-7.6-8.5-8.5 5.2-.9 7.6-3.3 8.5-8.500z",
  bell: "M6 16.500V11a6 6 0 0 1 12 0v5.500l1.5 1.500h-15zM10 20.500h4",
} as const;

export type IconName = keyof typeof PATHS;

interface IconProps {
  name: IconName;
  filled?: boolean;
  className?: string;
}

export function Icon({ name, filled = false, className = "size-5" }: IconProps) {
  return (
    <svg viewBox="0 0 24 24" className={className} aria-hidden="true" focusable="false">
      <path
        d={PATHS[name]}
        fill={filled ? "currentColor" : "none"}
        stroke="currentColor"
        strokeWidth={1.6}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

export interface PeerSpan {
  /** UTF-16 units. */
  start: number;
  end: number;
  /** Common class, as in docs/spec/report.md. */
  label: string;
}

export interface Peer {
  name: "redact_pii" | "openredaction" | "compromise";
  /** What its users call, for measuring time. */
  run(text: string): unknown;
  /** What it finds, in common classes. */
  find(text: string): Promise<PeerSpan[]>;
}

export const peers: Peer[];

import type { components } from "./api.d.ts";

type Schemas = components["schemas"];

export type Hex = `0x${string}`;
export type Closure = Schemas["Closure"];
export type Session = Schemas["Session"];
export type FinalState = Schemas["FinalState"];
export type ClosedSession = Schemas["ClosedSession"];
export type ChannelAllocation = Schemas["ChannelAllocation"];
export type Member = Schemas["Member"];
export type Policy = Schemas["ProposedPolicy"];
export type Receipt = Schemas["Receipt"];
export type Consensus = Schemas["Consensus"];
export type Event = Schemas["Event"];
export type Problem = Schemas["Problem"];
export type Principal = Schemas["Caller"];
export type ChallengeReport = Schemas["ChallengeReport"];
export type State = Schemas["ProposedState"];

export interface TypedData {
  domain: { name: string; version: string };
  types: { [name: string]: { name: string; type: string }[] };
  primaryType: string;
  message: { [name: string]: unknown };
}

/** How something is to be signed. What it is about comes along, so that whoever signs can show it. */
export interface SignRequest {
  /** EIP191: `message` as a personal message. RAW: `digest` as it is. EIP712: `typedData`. */
  scheme: "EIP191" | "RAW" | "EIP712";
  message?: Hex;
  digest?: Hex;
  text?: string | null;
  typedData?: TypedData;
  purpose?: string;
  participant?: string;
  closureId?: string;
  sessionId?: string;
  application?: string;
  node?: string;
  allocations?: readonly { participant: string; asset: string; amount: string }[];
}

/** Any function that signs. `can` says what it signs; left out, everything. */
export interface SigningFunction {
  address: string;
  sign(request: SignRequest): Promise<string | Uint8Array> | string | Uint8Array;
  can?: readonly SignRequest["scheme"][];
}

/** EIP-1193: a browser's wallet. It signs messages and typed data, and no bare digest: for a 0.x close it needs a session key. */
export interface Eip1193Provider {
  request(call: any): Promise<any>;
}

/** By its shape, so that viem need not be there. */
export interface ViemAccount {
  address: string;
  signMessage(message: any): Promise<string>;
  signTypedData(data: any): Promise<string>;
}

/** By its shape, so that ethers need not be there. */
export interface EthersSigner {
  getAddress(): Promise<string>;
  signMessage(message: any): Promise<string>;
  signTypedData(domain: any, types: any, value: any): Promise<string>;
}

export type Wallet = ViemAccount | EthersSigner | Eip1193Provider | { provider: Eip1193Provider; address?: string } | SigningFunction;

/** A session key signs for a participant; in a 0.x close the participant's wallet, or a mandate that it gave before, vouches for it. */
export interface SessionKeySigner {
  participant: string;
  sessionKey: Wallet;
  wallet?: Wallet;
  mandate?: Schemas["Mandate"];
  /** For how many seconds beyond the closure's own end the wallet vouches; a day where nothing is said. */
  mandateFor?: number;
}

export type Signer = Wallet | SessionKeySigner;

export interface Options {
  /** Where the service is. */
  url: string;
  /** One credential: an application's API key, a token (or what brings one), a participant's link, or a session's cookie. */
  key?: string;
  token?: string | (() => Promise<string> | string);
  link?: string;
  /** true, or the id of the closure whose cookie is meant. */
  cookie?: boolean | string;
  signers?: readonly Signer[];
  /** The service's public origin, where it is not that of `url`: it stands in texts that wallets sign. */
  origin?: string;
  /** The node that is meant where the service has several. */
  node?: string;
  fetch?: typeof globalThis.fetch;
  /** How long a call is repeated while it may succeed, in milliseconds; a minute where nothing is said. */
  patience?: number;
  /** After how long a stream that says nothing counts as cut, in milliseconds: three heartbeats of the service. */
  silence?: number;
}

export interface CallOptions {
  signal?: AbortSignal;
}

export interface SessionOptions extends CallOptions {
  node?: string;
}

export interface CloseResult extends Closure {
  /** Only ever true once it is proved. */
  closed: boolean;
  closureId: string;
  pendingSigners: Member[];
  /** Milliseconds since 1970. */
  sessionTimeout: number;
}

export interface SignedState extends FinalState {
  closureId: string;
  round: number;
  signatures: { participant: string; signer: string; signatures: string[]; receipts: Receipt[]; consensus: Consensus }[];
  consensus: Consensus;
}

export interface Extension {
  extended: boolean;
  deadline: string;
  /** Milliseconds since 1970. */
  sessionTimeout: number;
  signaturesKept: boolean;
  /** Why not, as a problem's code. */
  reason: string | null;
  /** Whether all would have to sign once more for it. */
  newRoundNeeded: boolean;
}

export interface Agreement {
  closureId: string;
  round: number;
  unanimous: boolean;
}

export class EpilogueClient {
  constructor(options: Options);

  getApplicationState(sessionId: string, options?: SessionOptions): Promise<Session>;
  getFinalApplicationState(sessionId: string, options?: SessionOptions): Promise<FinalState>;
  closeApplicationSession(
    close: {
      sessionId: string;
      finalState?: State | SignedState | null;
      policy?: Policy | null;
      reference?: string | null;
      memo?: string | null;
      node?: string;
      /** false: propose only */
      sign?: boolean;
    },
    options?: CallOptions,
  ): Promise<CloseResult>;
  signState(sessionId: string, state: State | SignedState, options?: CallOptions): Promise<SignedState>;
  hasFinalStateConsensus(sessionId: string, options?: CallOptions): Promise<boolean>;
  on(name: "finalStateConsensus", callback: (sessionId: string, agreement: Agreement) => void, options?: CallOptions): () => void;
  on(name: "error", callback: (trouble: EpilogueError) => void, options?: CallOptions): () => void;
  finalizeApplicationSessionClosure(sessionId: string, options?: CallOptions & { until?: "CLOSED" | "SETTLED" }): Promise<Closure>;
  updateChannelState(
    channelId: string,
    options?: SessionOptions & { mode?: string | null; closureId?: string | null; participant?: string; asset?: string },
  ): Promise<ChannelAllocation>;
  isApplicationSessionActive(sessionId: string, options?: SessionOptions): Promise<boolean>;
  getClosedSessionData(sessionId: string, options?: SessionOptions): Promise<ClosedSession>;
  getChannelAllocation(channelId: string, options?: SessionOptions & { participant?: string; asset?: string }): Promise<ChannelAllocation>;
  getChannels(sessionId: string, options?: SessionOptions): Promise<ChannelAllocation[]>;
  getPendingSigners(sessionId: string, options?: CallOptions): Promise<Member[]>;
  extendClosureTimeout(sessionId: string, seconds: number, options?: CallOptions & { newRound?: boolean }): Promise<Extension>;
  challengeApplicationState(
    sessionId: string,
    options?: CallOptions & { action?: "CHECKPOINT" | "CHALLENGE" | null; participants?: string[] | null },
  ): Promise<ChallengeReport>;
  getSessionTimeout(sessionId: string, options?: CallOptions): Promise<number>;

  declineState(
    sessionId: string,
    refusal: CallOptions & { participant?: string; reason: string; counterProposal?: Schemas["CounterSplit"] | null },
  ): Promise<Closure>;
  canSign(sessionId: string, options?: CallOptions): Promise<{ participant: string; able: boolean; reason: string | null }[]>;
  signIn(wallet: Wallet, options?: CallOptions & { chainId?: number; cookie?: boolean; origin?: string }): Promise<Principal>;
  events(
    options?: CallOptions & { closureId?: string; participant?: string; sessionId?: string; types?: readonly string[]; after?: string | null },
  ): AsyncGenerator<Event, void, undefined>;
  request(method: string, path: string, options?: CallOptions & { query?: object; body?: unknown; idempotent?: boolean }): Promise<any>;
  close(): void;
}

/** Everything that goes wrong. Decide by `code`. */
export class EpilogueError extends Error {
  readonly code: string;
  /** Whether the same call may succeed later without anybody changing it. */
  readonly retryable: boolean;
  /** The service's own answer; null where it was not asked or gave none. */
  readonly problem: Problem | null;
  readonly status?: number;
}

/** The service asks to sign something else than it shows, or than was agreed. Nothing was signed. */
export class PayloadMismatch extends EpilogueError {
  readonly path: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

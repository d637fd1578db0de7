/** Short names for the API's own types. The shapes come from the generated schema; nothing is declared twice. */
import type { components } from "./schema";

type Schemas = components["schemas"];

export type Problem = Schemas["Problem"];
export type Role = Schemas["Role"];
export type Modality = Schemas["Modality"];
export type Account = Schemas["Account"];
export type ReaderCard = Schemas["ReaderCard"];
export type ReaderDetail = Schemas["ReaderDetail"];
export type ReaderProfile = Schemas["ReaderProfile"];
export type ReaderRate = Schemas["ReaderRate"];
export type Review = Schemas["Review"];
export type Wallet = Schemas["Wallet"];
export type Earnings = Schemas["Earnings"];
export type Entry = Schemas["Entry"];
export type EntryKind = Schemas["EntryKind"];
export type TopUp = Schemas["TopUp"];
export type Session = Schemas["Session"];
export type SessionState = Schemas["SessionState"];
export type SessionSummary = Schemas["SessionSummary"];
export type ChatMessage = Schemas["ChatMessage"];
export type MediaToken = Schemas["MediaToken"];
export type MessagingToken = Schemas["MessagingToken"];
export type Receipt = Schemas["Receipt"];
export type Note = Schemas["Note"];
export type AuditEntry = Schemas["AuditEntry"];
export type LedgerReport = Schemas["LedgerReport"];

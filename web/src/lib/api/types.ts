/** Short names for the API's own types. The shapes come from the generated schema; nothing is declared twice. */
import type { components } from "./schema";

type Schemas = components["schemas"];

export type Problem = Schemas["Problem"];
export type Role = Schemas["Role"];
export type Modality = Schemas["Modality"];
export type Account = Schemas["Account"];
export type ReaderCard = Schemas["ReaderCard"];
export type Facets = Schemas["Facets"];
export type ReaderDetail = Schemas["ReaderDetail"];
export type ReaderProfile = Schemas["ReaderProfile"];
export type Reachability = Schemas["Reachability"];
export type ReaderRate = Schemas["Rate"];
export type Review = Schemas["Review"];
export type Wallet = Schemas["WalletView"];
export type Earnings = Schemas["EarningsView"];
export type Entry = Schemas["EntryView"];
export type EntryKind = Schemas["Kind"];
export type TopUp = Schemas["TopUpView"];
export type Session = Schemas["SessionView"];
export type SessionState = Schemas["State"];
export type SessionSummary = Schemas["SessionSummary"];
export type ChatMessage = Schemas["ChatMessageView"];
export type MediaToken = Schemas["MediaTokenView"];
export type MessagingToken = Schemas["MessagingTokenView"];
export type Receipt = Schemas["ReceiptView"];
export type Note = Schemas["NoteView"];
export type Notification = Schemas["NotificationView"];
export type NotificationKind = Schemas["NotificationKind"];
export type NotificationPage = Schemas["Page_NotificationView_"];
export type Unread = Schemas["UnreadView"];
export type NotificationChoice = Schemas["NotificationChoice"];
export type NotificationChoices = Schemas["NotificationChoices"];
export type NotificationTopic = Schemas["NotificationTopic"];
export type ChangeNotificationChoice = Schemas["ChangeNotificationChoice"];
export type AuditEntry = Schemas["AuditEntry"];
export type LedgerReport = Schemas["LedgerCheckView"];

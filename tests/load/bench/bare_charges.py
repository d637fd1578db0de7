"""The floor that the sweep is compared with: one transaction a session through botocore, with nothing around it."""

from __future__ import annotations

from typing import Any

from chalicelib.core import table
from chalicelib.wallet.items import Account, TransferItem
from tests.load.bench.engine import raw_client


def charge_each(wallets: list[str], *, first_seq: int) -> None:
    """Send for each wallet a transaction of the same two items as a minute's charge, from ready-made arguments."""
    client = raw_client()
    for wallet in wallets:
        client.transact_write_items(TransactItems=charge(wallet, first_seq))


def charge(wallet: str, seq: int) -> list[dict[str, Any]]:
    """The two writes of a charge: the wallet under its condition, and the new entry."""
    name = table.TableItem.Meta.table_name
    wallet_pk, wallet_sk = Account.key(account=wallet)
    entry_pk, entry_sk = TransferItem.entry_key(account=wallet, seq=seq)
    session = "ses_00000000000000000000000000"
    return [
        {
            "Put": {
                "TableName": name,
                "Item": {
                    "pk": {"S": entry_pk},
                    "sk": {"S": entry_sk},
                    "kind": {"S": "transfer"},
                    "transfer_id": {"S": f"session_{session}_min_{seq}"},
                    "transfer_kind": {"S": "session_charge"},
                    "debit": {"S": wallet},
                    "credit": {"S": f"session:{session}"},
                    "amount_cents": {"N": "250"},
                    "currency": {"S": "USD"},
                    "posted_at_ms": {"N": "1760000100000"},
                    "refers_type": {"S": "session"},
                    "refers_id": {"S": session},
                    "minute": {"N": "2"},
                    "seq": {"N": str(seq)},
                    "balance_after_cents": {"N": "99500"},
                },
                "ConditionExpression": "attribute_not_exists(pk)",
            }
        },
        {
            "Update": {
                "TableName": name,
                "Key": {"pk": {"S": wallet_pk}, "sk": {"S": wallet_sk}},
                "UpdateExpression": "SET #v = :v1, #b = #b - :r, #q = :q, #m = :m1, #c = :c",
                "ConditionExpression": "#b >= :r AND #d = :zero AND #m <> :m1 AND #o = :open",
                "ExpressionAttributeNames": {
                    "#v": "version", "#b": "balance_cents", "#q": "last_seq", "#m": "hold_minutes",
                    "#c": "hold_cents", "#d": "open_disputes", "#o": "hold_open",
                },
                "ExpressionAttributeValues": {
                    ":v1": {"N": str(seq)}, ":r": {"N": "250"}, ":q": {"N": str(seq)}, ":m1": {"N": str(seq)},
                    ":c": {"N": "500"}, ":zero": {"N": "0"}, ":open": {"BOOL": True},
                },
            }
        },
    ]  # fmt: skip

"""The table engine: operations in, answers out. One thread at a time; nothing here waits or reads a clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tests.simulation.table_engine import queries, transactions
from tests.simulation.table_engine.errors import Invalid, NoSuchTable, TableExists
from tests.simulation.table_engine.requests import Expressions
from tests.simulation.table_engine.schema import schema_from
from tests.simulation.table_engine.storage import Change, Table
from tests.simulation.table_engine.transactions import Tokens
from tests.simulation.table_engine.values import Item
from tests.simulation.table_engine.writes import READERS, returned

MAX_BATCH_READS = 100
MAX_TRANSACTION_READS = 100

Arguments = Mapping[str, Any]
Answer = dict[str, Any]
Watch = Callable[[list[Change]], None]


class TableEngine:
    """Tables in memory.

    Parameters:
        now_ms: tells the time; request tokens lapse by it.
        lag: asked at each eventually consistent read how many of the last changes it does not see yet.
        watch: is told the changes of each write that was committed, those of a transaction together.
    """

    def __init__(
        self, now_ms: Callable[[], int], lag: Callable[[], int] = lambda: 0, watch: Watch = lambda changes: None
    ) -> None:
        self._tables: dict[str, Table] = {}
        self._tokens = Tokens(now_ms)
        self._lag = lag
        self._watch = watch
        self._operations: dict[str, Callable[[Arguments], Answer]] = {
            "CreateTable": self._create_table,
            "DescribeTable": self._describe_table,
            "GetItem": self._get_item,
            "BatchGetItem": self._batch_get_item,
            "TransactGetItems": self._transact_get_items,
            "Query": self._query,
            "Scan": self._scan,
            "PutItem": lambda arguments: self._write("Put", arguments),
            "UpdateItem": lambda arguments: self._write("Update", arguments),
            "DeleteItem": lambda arguments: self._write("Delete", arguments),
            "TransactWriteItems": self._transact_write_items,
        }

    def call(self, operation: str, arguments: Arguments) -> Answer:
        """Carry out an operation.

        Raises:
            TableError: DynamoDB's refusal.
        """
        if operation not in self._operations:
            raise Invalid(f"this engine does not know the operation {operation}")
        return self._operations[operation](arguments)

    def table(self, name: str) -> Table:
        """Return a table; raises NoSuchTable."""
        try:
            return self._tables[name]
        except KeyError:
            raise NoSuchTable("Requested resource not found") from None

    # --- tables ---

    def _create_table(self, arguments: Arguments) -> Answer:
        schema = schema_from(arguments)
        if schema.name in self._tables:
            raise TableExists(f"Table already exists: {schema.name}")
        self._tables[schema.name] = Table(schema)
        return {"TableDescription": {"TableName": schema.name, "TableStatus": "ACTIVE"}}

    def _describe_table(self, arguments: Arguments) -> Answer:
        schema = self.table(arguments["TableName"]).schema
        keys = [
            {"AttributeName": name, "KeyType": role}
            for name, role in zip(schema.key.both, ("HASH", "RANGE"), strict=True)
        ]
        return {"Table": {"TableName": schema.name, "TableStatus": "ACTIVE", "KeySchema": keys}}

    # --- reads ---

    def _get_item(self, arguments: Arguments) -> Answer:
        table = self.table(arguments["TableName"])
        return self._found(table, arguments, bool(arguments.get("ConsistentRead")))

    def _found(self, table: Table, arguments: Arguments, consistent: bool) -> Answer:
        expressions = Expressions(arguments)
        projection = expressions.projection()
        expressions.finish()
        key = table.schema.exact_key_of(arguments["Key"])
        item = self._seen(table, consistent).items.get(key)
        if item is None:
            return {}
        return {"Item": dict(item) if projection is None else projection.of(item)}

    def _seen(self, table: Table, consistent: bool) -> Any:
        """The items that a read sees: the table itself, or the follower as far as it has come."""
        if consistent:
            return table
        table.follower.catch_up(self._lag())
        return table.follower

    def _batch_get_item(self, arguments: Arguments) -> Answer:
        requested = arguments["RequestItems"]
        if not 1 <= sum(len(each["Keys"]) for each in requested.values()) <= MAX_BATCH_READS:
            raise Invalid("Too many items requested for the BatchGetItem call")
        responses: dict[str, list[Item]] = {}
        for name, asked in requested.items():
            table = self.table(name)
            keys = [table.schema.exact_key_of(key) for key in asked["Keys"]]
            if len(set(keys)) != len(keys):
                raise Invalid("Provided list of item keys contains duplicates")
            expressions = Expressions(asked)
            projection = expressions.projection()
            expressions.finish()
            items = self._seen(table, bool(asked.get("ConsistentRead"))).items
            found = [item for key in keys if (item := items.get(key)) is not None]
            responses[name] = [dict(item) if projection is None else projection.of(item) for item in found]
        return {"Responses": responses, "UnprocessedKeys": {}}

    def _transact_get_items(self, arguments: Arguments) -> Answer:
        gets = [each["Get"] for each in arguments["TransactItems"]]
        if not 1 <= len(gets) <= MAX_TRANSACTION_READS:
            raise Invalid("Member must have length less than or equal to 100")
        answers = [self._found(self.table(get["TableName"]), get, True) for get in gets]
        # An item of which the projection keeps nothing is answered as an empty map, unlike GetItem's (API reference,
        # TransactGetItems, Responses).
        return {"Responses": [answer if answer.get("Item") else {} for answer in answers]}

    def _query(self, arguments: Arguments) -> Answer:
        table = self.table(arguments["TableName"])
        self._seen(table, bool(arguments.get("ConsistentRead")))
        return queries.query(table, arguments)

    def _scan(self, arguments: Arguments) -> Answer:
        table = self.table(arguments["TableName"])
        self._seen(table, bool(arguments.get("ConsistentRead")))
        return queries.scan(table, arguments)

    # --- writes ---

    def _write(self, verb: str, arguments: Arguments) -> Answer:
        table = self.table(arguments["TableName"])
        write = READERS[verb](table, arguments)
        change = write.decide(table)
        table.commit([change])
        self._watch([change])
        return returned(write, change, arguments.get("ReturnValues", "NONE"))

    def _transact_write_items(self, arguments: Arguments) -> Answer:
        token, content = arguments.get("ClientRequestToken"), arguments["TransactItems"]
        if self._tokens.is_done(token, content):
            return {}
        writes = transactions.read_transaction(self.table, arguments)
        changes = [(table, change) for table, change in transactions.decide(writes)]
        made = [
            (table, change)
            for (table, change), (_, write) in zip(changes, writes, strict=True)
            if write.verb != "check"
        ]
        for table, change in made:
            table.commit([change])
        self._tokens.keep(token, content)
        self._watch([change for _, change in made])
        return {}

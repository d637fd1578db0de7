"""Random DynamoDB requests for the comparison of the two table engines, as Hypothesis strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

TABLE = "soulseer-twin"
CREATE_TABLE: dict[str, Any] = {
    "TableName": TABLE,
    "BillingMode": "PAY_PER_REQUEST",
    "AttributeDefinitions": [
        {"AttributeName": name, "AttributeType": "N" if name == "d_at" else "S"}
        for name in ("pk", "sk", "g_pk", "g_sk", "k_pk", "k_sk", "d_pk", "d_at")
    ],
    "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
    "GlobalSecondaryIndexes": [
        {
            "IndexName": name,
            "KeySchema": [
                {"AttributeName": hash_key, "KeyType": "HASH"},
                {"AttributeName": range_key, "KeyType": "RANGE"},
            ],
            "Projection": {"ProjectionType": projection},
        }
        for name, hash_key, range_key, projection in (
            ("all", "g_pk", "g_sk", "ALL"),
            ("keys", "k_pk", "k_sk", "KEYS_ONLY"),
            ("due", "d_pk", "d_at", "KEYS_ONLY"),
        )
    ],
}

Request = tuple[str, dict[str, Any]]

PARTITIONS = ("a", "b", "c")
SORT_KEYS = ("k1", "k2", "k22", "m1", "m2")
SCALARS = ("n", "s", "flag", "count")
_texts = st.sampled_from(("", "a", "ab", "b", "ü", "k2"))
_numbers = st.one_of(st.integers(-3, 12), st.sampled_from((10**15, -(10**15)))).map(str)
_simple = st.one_of(
    _numbers.map(lambda text: {"N": text}),
    _texts.map(lambda text: {"S": text}),
    st.booleans().map(lambda it: {"BOOL": it}),
)
_sets = st.lists(_numbers, min_size=1, max_size=3, unique=True).map(lambda them: {"NS": them})
_values = st.one_of(
    _simple,
    st.just({"NULL": True}),
    _sets,
    st.lists(_simple, max_size=3).map(lambda them: {"L": them}),
    st.dictionaries(st.sampled_from(("x", "y")), _simple, max_size=2).map(lambda them: {"M": them}),
)
_paths = st.sampled_from(("#n", "#s", "#flag", "#count", "#list", "#list[0]", "#list[1]", "#map.#x", "#set"))
_NAMES = {
    **{f"#{name}": name for name in ("pk", "sk", "n", "s", "flag", "count", "list", "map", "x", "set")},
    **{f"#{name}": name for name in ("g_pk", "g_sk", "k_pk", "k_sk")},
}


@st.composite
def keys(draw: st.DrawFn) -> dict[str, Any]:
    """The key of an item, out of few, so that operations meet."""
    return {"pk": {"S": draw(st.sampled_from(PARTITIONS))}, "sk": {"S": draw(st.sampled_from(SORT_KEYS))}}


@st.composite
def items(draw: st.DrawFn) -> dict[str, Any]:
    """An item, in none, one or both of the indexes."""
    item = draw(keys())
    item |= draw(
        st.fixed_dictionaries(
            {},
            optional={
                "n": _numbers.map(lambda text: {"N": text}),
                "s": _texts.map(lambda text: {"S": text}),
                "flag": _simple,
                "count": _numbers.map(lambda text: {"N": text}),
                "list": st.lists(_simple, max_size=3).map(lambda them: {"L": them}),
                "map": st.dictionaries(st.sampled_from(("x", "y")), _simple, max_size=2).map(lambda them: {"M": them}),
                "set": _sets,
            },
        )
    )
    for start in ("g", "k"):
        if draw(st.booleans()):
            # The range key carries the item's own key: AWS gives no order to equal ones.
            own = f"{draw(st.sampled_from('xy'))}-{item['pk']['S']}-{item['sk']['S']}"
            item |= {f"{start}_pk": {"S": draw(st.sampled_from("gh"))}, f"{start}_sk": {"S": own}}
    if draw(st.booleans()):
        place = PARTITIONS.index(item["pk"]["S"]) * len(SORT_KEYS) + SORT_KEYS.index(item["sk"]["S"])
        item |= {"d_pk": {"S": "d"}, "d_at": {"N": str(draw(st.integers(-2, 2)) * 100 + place)}}
    return item


class _Values:
    """Gives each value of a request a placeholder."""

    def __init__(self) -> None:
        self.given: dict[str, Any] = {}

    def __call__(self, value: dict[str, Any]) -> str:
        name = f":v{len(self.given)}"
        self.given[name] = value
        return name


@st.composite
def _conditions(draw: st.DrawFn, values: _Values, depth: int = 2) -> str:
    shape = draw(st.integers(0, 11 if depth else 8))
    path = draw(_paths)
    match shape:
        case 0:
            return f"attribute_exists({path})"
        case 1:
            return "attribute_not_exists(#pk)"
        case 2:
            return f"attribute_not_exists({path})"
        case 3:
            operator = draw(st.sampled_from(("<", "<=", ">", ">=")))
            return f"{path} {operator} {values({'N': draw(_numbers)})}"
        case 4:
            return f"{path} {draw(st.sampled_from(('=', '=', '<>')))} {values(draw(_values))}"
        case 5:
            low, high = sorted((draw(st.integers(-3, 12)), draw(st.integers(-3, 12))))
            return f"{path} BETWEEN {values({'N': str(low)})} AND {values({'N': str(high)})}"
        case 6:
            return f"{path} IN ({values(draw(_simple))}, {values(draw(_simple))})"
        case 7:
            return f"begins_with({path}, {values({'S': draw(st.sampled_from(('a', 'k')))})})"
        case 8:
            return f"size({path}) > {values({'N': draw(st.sampled_from(('0', '1', '2')))})}"
        case 9:
            return f"NOT ({draw(_conditions(values, depth - 1))})"
        case _:
            word = "AND" if shape == 10 else "OR"
            return f"({draw(_conditions(values, depth - 1))}) {word} {draw(_conditions(values, depth - 1))}"


@st.composite
def _updates(draw: st.DrawFn, values: _Values) -> str:
    """An update that names no path twice: AWS refuses that, and has its own test."""
    free = draw(st.permutations(("#n", "#s", "#flag", "#count", "#list", "#map", "#set", "#g_pk")))
    sets, removes, adds = [], [], []
    for path in free[: draw(st.integers(1, 4))]:
        match draw(st.integers(0, 7)), path:
            case _, "#g_pk":
                removes.append(path)
            case (0, "#list"):
                sets.append(f"#list[{draw(st.integers(0, 2))}] = {values(draw(_simple))}")
            case (1, "#list"):
                sets.append(f"#list = list_append(#list, {values({'L': [draw(_simple)]})})")
            case (0 | 1, "#map"):
                sets.append(f"#map.#x = {values(draw(_simple))}")
            case (2, _):
                removes.append(path)
            case (3 | 4, "#n" | "#count"):
                adds.append(f"{path} {values({'N': draw(_numbers)})}")
            case (3 | 4, "#set"):
                adds.append(f"{path} {values(draw(_sets))}")
            case (5, "#n" | "#count"):
                sign = draw(st.sampled_from("+-"))
                sets.append(
                    f"{path} = {draw(st.sampled_from(('#n', '#count')))} {sign} {values({'N': draw(_numbers)})}"
                )
            case (6, _):
                sets.append(f"{path} = if_not_exists({path}, {values(draw(_values))})")
            case _:
                sets.append(f"{path} = {values(draw(_values))}")
    clauses = (("SET", sets), ("REMOVE", removes), ("ADD", adds))
    return " ".join(f"{verb} {', '.join(them)}" for verb, them in clauses if them)


def _with_expressions(arguments: dict[str, Any], values: _Values, *texts: str) -> dict[str, Any]:
    used = {name: full for name, full in _NAMES.items() if any(_uses(text, name) for text in texts)}
    if used:
        arguments["ExpressionAttributeNames"] = used
    if values.given:
        arguments["ExpressionAttributeValues"] = values.given
    return arguments


def _uses(text: str, name: str) -> bool:
    after = text.split(name)[1:]
    return any(not rest or not (rest[0].isalnum() or rest[0] == "_") for rest in after)


@st.composite
def _writes(draw: st.DrawFn, key: dict[str, Any] | None = None) -> tuple[str, dict[str, Any]]:
    values = _Values()
    verb = draw(st.sampled_from(("Put", "Put", "Update", "Update", "Delete")))
    arguments: dict[str, Any] = {"TableName": TABLE}
    texts = []
    if verb == "Put":
        arguments["Item"] = draw(items()) | (key or {})
    else:
        arguments["Key"] = key or draw(keys())
    if verb == "Update":
        texts.append(draw(_updates(values)))
        arguments["UpdateExpression"] = texts[0]
    if draw(st.booleans()):
        texts.append(draw(_conditions(values)))
        arguments["ConditionExpression"] = texts[-1]
        if draw(st.booleans()):
            arguments["ReturnValuesOnConditionCheckFailure"] = "ALL_OLD"
    return verb, _with_expressions(arguments, values, *texts)


@st.composite
def single_writes(draw: st.DrawFn) -> Request:
    """A PutItem, UpdateItem or DeleteItem."""
    verb, arguments = draw(_writes())
    choices = ("NONE", "ALL_OLD", "ALL_NEW") if verb == "Update" else ("NONE", "ALL_OLD")
    return f"{verb}Item", arguments | {"ReturnValues": draw(st.sampled_from(choices))}


@st.composite
def transactions(draw: st.DrawFn) -> Request:
    """A TransactWriteItems; now and then it names an item twice."""
    sent = []
    for _ in range(draw(st.integers(1, 4))):
        if draw(st.integers(0, 3)) == 0:
            values = _Values()
            text = draw(_conditions(values))
            check = {"TableName": TABLE, "Key": draw(keys()), "ConditionExpression": text}
            sent.append({"ConditionCheck": _with_expressions(check, values, text)})
        else:
            verb, arguments = draw(_writes())
            sent.append({verb: arguments})
    return "TransactWriteItems", {"TransactItems": sent}


@st.composite
def gets(draw: st.DrawFn) -> Request:
    """A GetItem, BatchGetItem or TransactGetItems."""
    projection: dict[str, Any] = {}
    if draw(st.booleans()):
        text = draw(st.sampled_from(("#n, #s", "#map.#x, #list[1]", "#pk, #flag")))
        projection = _with_expressions({"ProjectionExpression": text}, _Values(), text)
    match draw(st.integers(0, 2)):
        case 0:
            return "GetItem", {
                "TableName": TABLE,
                "Key": draw(keys()),
                "ConsistentRead": draw(st.booleans()),
            } | projection
        case 1:
            wanted = draw(
                st.lists(keys(), min_size=1, max_size=4, unique_by=lambda key: (key["pk"]["S"], key["sk"]["S"]))
            )
            return "BatchGetItem", {"RequestItems": {TABLE: {"Keys": wanted, "ConsistentRead": True} | projection}}
        case _:
            one = {"Get": {"TableName": TABLE, "Key": draw(keys())} | projection}
            return "TransactGetItems", {"TransactItems": [one]}


@st.composite
def queries(draw: st.DrawFn) -> Request:
    """A Query of the table or of an index, a page of it."""
    values = _Values()
    index = draw(st.sampled_from((None, None, "all", "keys")))
    start = {"all": "g_", "keys": "k_"}.get(index or "", "")
    arguments: dict[str, Any] = {"TableName": TABLE}
    text = f"#{start}pk = {values({'S': draw(st.sampled_from(PARTITIONS if index is None else ('g', 'h')))})}"
    range_key = f"#{start}sk"
    match draw(st.integers(0, 4)):
        case 1:
            text += f" AND begins_with({range_key}, {values({'S': draw(st.sampled_from(('k', 'k2', 'x-', 'x-a')))})})"
        case 2:
            low, high = sorted((draw(st.sampled_from(SORT_KEYS)), draw(st.sampled_from((*SORT_KEYS, "y-b")))))
            text += f" AND {range_key} BETWEEN {values({'S': low})} AND {values({'S': high})}"
        case 3:
            operator = draw(st.sampled_from(("<", "<=", ">", ">=", "=")))
            text += f" AND {range_key} {operator} {values({'S': draw(st.sampled_from((*SORT_KEYS, 'x-b')))})}"
        case _:
            pass
    texts = [text]
    arguments["KeyConditionExpression"] = text
    if index is not None:
        arguments["IndexName"] = index
    elif draw(st.booleans()):
        arguments["ConsistentRead"] = True
    if index != "keys" and draw(st.integers(0, 3)) == 0:
        texts.append(f"#n > {values({'N': draw(_numbers)})}")
        arguments["FilterExpression"] = texts[-1]
    if draw(st.booleans()):
        arguments["Limit"] = draw(st.integers(1, 4))
    if draw(st.booleans()):
        arguments["ScanIndexForward"] = draw(st.booleans())
    return "Query", _with_expressions(arguments, values, *texts)


@st.composite
def due_queries(draw: st.DrawFn) -> Request:
    """A Query of the index whose range key is a number."""
    arguments: dict[str, Any] = {
        "TableName": TABLE,
        "IndexName": "due",
        "KeyConditionExpression": "#d_pk = :v0 AND #d_at <= :v1",
        "ExpressionAttributeNames": {"#d_pk": "d_pk", "#d_at": "d_at"},
        "ExpressionAttributeValues": {":v0": {"S": "d"}, ":v1": {"N": str(draw(st.integers(-250, 250)))}},
        "ScanIndexForward": draw(st.booleans()),
    }
    if draw(st.booleans()):
        arguments["Limit"] = draw(st.integers(1, 3))
    return "Query", arguments


requests = st.one_of(due_queries(), single_writes(), single_writes(), transactions(), gets(), queries())

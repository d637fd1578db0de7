"""What the deployed template must have, and what it must never name."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from chalicelib.core import observability, table
from chalicelib.core.settings import SECRET_NAMES
from infrastructure.local.layout import BadSetting, Layout, local_secrets
from infrastructure.local.overlay import for_local_run
from infrastructure.package import ROOT
from tests.infrastructure.conftest import Template

RUNBOOKS = ROOT / "docs" / "runbooks"
FUNCTIONS = {"APIHandler", "BillingTick", "BringUpToDate", "DoDueWork", "DueTick", "LedgerCheck", "RefreshSearch"}
WORKERS = {"BringUpToDate": ("BillingQueue", "BillingDeadLetters"), "DoDueWork": ("DueQueue", "DueDeadLetters")}
# Tracing has no resources to name; every other permission names what it is for.
MAY_NAME_EVERYTHING = {"Traces"}


def resources(template: Template, kind: str) -> dict[str, dict[str, Any]]:
    """Return the properties of the resources of a kind."""
    found = template["Resources"].items()
    return {name: each.get("Properties", {}) for name, each in found if each["Type"] == kind}


def policies(template: Template) -> dict[str, list[dict[str, Any]]]:
    """Return the statements of each function's role."""
    return {
        name: [statement for policy in role["Policies"] for statement in policy["PolicyDocument"]["Statement"]]
        for name, role in resources(template, "AWS::IAM::Role").items()
        if "Policies" in role
    }


def test_no_function_is_missing_or_more_than_expected(deployed: Template) -> None:
    assert set(resources(deployed, "AWS::Serverless::Function")) == FUNCTIONS


@pytest.mark.parametrize("worker", WORKERS)
def test_failed_messages_are_repeated_one_by_one(deployed: Template, worker: str) -> None:
    (event,) = deployed["Resources"][worker]["Properties"]["Events"].values()
    assert event["Properties"]["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert event["Properties"]["Queue"] == {"Fn::GetAtt": [WORKERS[worker][0], "Arn"]}


@pytest.mark.parametrize("worker", WORKERS)
def test_messages_that_keep_failing_are_set_aside_and_none_is_handed_out_twice(
    deployed: Template, worker: str
) -> None:
    name, dead_letters = WORKERS[worker]
    queue = deployed["Resources"][name]["Properties"]
    timeout = deployed["Resources"][worker]["Properties"]["Timeout"]
    assert queue["VisibilityTimeout"] >= 6 * timeout
    assert queue["RedrivePolicy"]["maxReceiveCount"] == 5
    assert queue["RedrivePolicy"]["deadLetterTargetArn"] == {"Fn::GetAtt": [dead_letters, "Arn"]}
    assert deployed["Resources"][dead_letters]["Properties"]["MessageRetentionPeriod"] == 14 * 86_400


def test_table_is_what_the_code_declares(deployed: Template) -> None:
    (made,) = resources(deployed, "AWS::DynamoDB::Table").values()
    declared = table.TableItem._get_schema()

    def indexes(given: list[dict[str, Any]], name: str, keys: str, projection: str, kind: str) -> dict[str, Any]:
        return {index[name]: (key_names(index[keys]), index[projection][kind]) for index in given}

    def key_names(given: list[dict[str, str]]) -> list[str]:
        hash_first = sorted(given, key=lambda key: key.get("KeyType") or key["key_type"])
        return [key.get("AttributeName") or key["attribute_name"] for key in hash_first]

    assert key_names(made["KeySchema"]) == key_names(declared["key_schema"])
    assert indexes(
        made["GlobalSecondaryIndexes"], "IndexName", "KeySchema", "Projection", "ProjectionType"
    ) == indexes(declared["global_secondary_indexes"], "index_name", "key_schema", "projection", "ProjectionType")
    assert made["BillingMode"] == "PAY_PER_REQUEST"


def test_functions_may_read_every_index(deployed: Template) -> None:
    (made,) = resources(deployed, "AWS::DynamoDB::Table").values()
    wanted = {f"${{Table.Arn}}/index/{index['IndexName']}" for index in made["GlobalSecondaryIndexes"]}
    for role, statements in policies(deployed).items():
        (read,) = [statement for statement in statements if statement["Sid"] == "ReadTable"]
        assert {each["Fn::Sub"] for each in read["Resource"] if "Fn::Sub" in each} == wanted, role


def test_table_can_be_restored_lapses_and_is_kept(deployed: Template) -> None:
    made = deployed["Resources"]["Table"]
    assert made["Properties"]["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert made["Properties"]["TimeToLiveSpecification"] == {"AttributeName": "expires_at", "Enabled": True}
    assert made["Properties"]["StreamSpecification"] == {"StreamViewType": "NEW_AND_OLD_IMAGES"}
    assert made["DeletionPolicy"] == "RetainExceptOnCreate"
    assert made["UpdateReplacePolicy"] == "Retain"


def test_buckets_are_private(deployed: Template) -> None:
    for bucket in resources(deployed, "AWS::S3::Bucket").values():
        assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}


def test_every_function_has_logs_that_end(deployed: Template) -> None:
    groups = resources(deployed, "AWS::Logs::LogGroup")
    named = {json.dumps(group["LogGroupName"]) for group in groups.values()}
    assert {json.dumps({"Fn::Sub": f"/aws/lambda/${{{name}}}"}) for name in FUNCTIONS} < named
    assert all(group["RetentionInDays"] for group in groups.values())


def test_alarms_have_runbooks_and_runbooks_have_alarms(deployed: Template) -> None:
    named = set()
    for alarm in resources(deployed, "AWS::CloudWatch::Alarm").values():
        name = alarm["AlarmName"]["Fn::Sub"].removeprefix("soulseer-${Stage}-")
        assert alarm["AlarmDescription"].endswith(f" docs/runbooks/{name}.md")
        assert alarm["AlarmActions"] == [{"Ref": "AlarmTopic"}]
        named.add(name)
    (budget,) = resources(deployed, "AWS::Budgets::Budget").values()
    named.add(budget["Budget"]["BudgetName"]["Fn::Sub"].removeprefix("soulseer-${Stage}-"))
    assert {path.stem for path in RUNBOOKS.glob("*.md")} - {"README"} == named


@pytest.mark.parametrize("path", sorted(RUNBOOKS.glob("[a-z]*.md")), ids=lambda path: path.stem)
def test_runbooks_say_what_it_means_where_to_look_and_what_to_do(path: Path) -> None:
    text = path.read_text()
    headings = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert headings == ["Meaning", "First look", "Fix"]
    assert "```sh" in text


def test_what_must_be_watched_is_watched(deployed: Template) -> None:
    alarms = resources(deployed, "AWS::CloudWatch::Alarm")
    watched = {alarm.get("MetricName") for alarm in alarms.values()}
    assert {
        "BillingLagSeconds",
        "LedgerViolations",
        "5XXError",
        "ApproximateNumberOfMessagesVisible",
        "MailsUncertain",
    } <= watched
    for name, metric in (("FunctionErrorsAlarm", "Errors"), ("FunctionThrottlesAlarm", "Throttles")):
        stats = [each["MetricStat"]["Metric"] for each in alarms[name]["Metrics"] if "MetricStat" in each]
        assert {stat["MetricName"] for stat in stats} == {metric}
        assert {stat["Dimensions"][0]["Value"]["Ref"] for stat in stats} == FUNCTIONS


def test_own_metrics_are_named_as_the_code_names_them(deployed: Template) -> None:
    code = "".join(path.read_text() for path in (ROOT / "chalicelib").rglob("*.py"))
    body = deployed["Resources"]["Dashboard"]["Properties"]["DashboardBody"]["Fn::Sub"]
    shown = {
        metric[1]
        for widget in json.loads(body)["widgets"]
        for metric in widget["properties"]["metrics"]
        if metric[0] == observability.NAMESPACE
    }
    own = [
        alarm
        for alarm in resources(deployed, "AWS::CloudWatch::Alarm").values()
        if alarm.get("Namespace") == observability.NAMESPACE
    ]
    for alarm in own:
        assert alarm["Dimensions"] == [{"Name": "service", "Value": observability.SERVICE}]
    for name in shown | {alarm["MetricName"] for alarm in own}:
        assert f'"{name}"' in code, f"nothing sends {name}"


def test_permissions_name_what_they_are_for(deployed: Template) -> None:
    for role, statements in policies(deployed).items():
        for statement in statements:
            assert statement["Effect"] == "Allow"
            actions = statement["Action"]
            assert not [action for action in actions if "*" in action], (role, statement["Sid"])
            if "*" in statement["Resource"]:
                assert statement["Sid"] in MAY_NAME_EVERYTHING, (role, statement["Sid"])


def test_only_who_checks_the_ledger_may_scan_and_nobody_may_touch_the_table_itself(deployed: Template) -> None:
    allowed = {
        role: {action for statement in statements for action in statement["Action"]}
        for role, statements in policies(deployed).items()
    }
    assert {role for role, actions in allowed.items() if "dynamodb:Scan" in actions} == {
        "ApiHandlerRole",
        "LedgerCheckRole",
    }
    every = set().union(*allowed.values())
    assert not {action for action in every if action.startswith("dynamodb:") and action.endswith("Table")}
    assert "dynamodb:DeleteItem" not in allowed["LedgerCheckRole"]


@pytest.mark.parametrize(
    "word",
    [
        "relay",
        "localhost",
        "127.0.0.1",
        "STRIPE_API_BASE",
        "AUTH_JWKS_URL",
        "stand-in",
        "development",
        "soulseer-web",
        "infrastructure/local",
    ],
)
def test_nothing_of_the_local_run_is_deployed(deployed: Template, word: str) -> None:
    assert word.lower() not in json.dumps(deployed).lower()


def test_application_knows_nothing_of_the_local_run() -> None:
    for path in (ROOT / "app.py", *(ROOT / "chalicelib").rglob("*.py")):
        assert "infrastructure" not in re.findall(r"^\s*(?:from|import) (\w+)", path.read_text(), re.MULTILINE), path


def test_a_real_test_key_takes_the_local_run_to_the_provider_itself(
    templates: dict[str, Template], tmp_path: Path
) -> None:
    layout = Layout(tmp_path, 8000, 8001, 8002, 8003)
    layout.secrets_file.write_text(json.dumps({"stripe_secret_key": "sk_test_of_somebody"}))
    local = for_local_run(templates["local"], layout)
    assert "STRIPE_API_BASE" not in local["Globals"]["Function"]["Environment"]["Variables"]
    layout.secrets_file.write_text(json.dumps({"stripe_secret_key": "sk_live_of_somebody"}))
    with pytest.raises(BadSetting, match="no test key"):
        for_local_run(templates["local"], layout)


def test_stage_of_the_local_run_has_the_stand_ins(templates: dict[str, Template], tmp_path: Path) -> None:
    layout = Layout(tmp_path, 8000, 8001, 8002, 8003)
    local = for_local_run(templates["local"], layout)
    variables = local["Globals"]["Function"]["Environment"]["Variables"]
    assert variables["STRIPE_API_BASE"] == "http://localhost:8002"
    assert "AWS::WAFv2::WebACL" not in {each["Type"] for each in local["Resources"].values()}
    assert "STRIPE_API_BASE" not in json.dumps(templates["local"])
    assert set(local_secrets(layout)) <= set(SECRET_NAMES)


def test_the_local_run_allows_what_the_emulator_asks_for_otherwise_and_nothing_else(
    templates: dict[str, Template], tmp_path: Path
) -> None:
    local = policies(for_local_run(templates["local"], Layout(tmp_path, 8000, 8001, 8002, 8003)))
    parameters = {"Effect": "Allow", "Action": ["ssm:GetParameters"], "Resource": ["*"]}
    for name, statements in policies(templates["local"]).items():
        for statement, emulated in zip(statements, local[name], strict=False):
            added = set(emulated["Action"]) - set(statement["Action"])
            assert added == {f"{action}Batch" for action in statement["Action"] if action == "sqs:SendMessage"}
            assert {**emulated, "Action": statement["Action"]} == statement
        reads_secrets = any("ssm:GetParameters" in statement["Action"] for statement in statements)
        assert local[name][len(statements) :] == [parameters] * reads_secrets


def test_each_answer_of_the_gateway_itself_is_a_problem(deployed: Template) -> None:
    answers = deployed["Resources"]["RestAPI"]["Properties"]["DefinitionBody"]["x-amazon-apigateway-gateway-responses"]
    assert {"DEFAULT_4XX", "DEFAULT_5XX"} <= set(answers)
    for kind, answer in answers.items():
        problem = json.loads(answer["responseTemplates"]["application/json"])
        assert problem["status"] == answer["statusCode"], kind
        assert problem["type"] == f"https://soulseer.example/problems/{problem['code']}"
        parameters = answer["responseParameters"]
        assert parameters["gatewayresponse.header.Content-Type"] == "'application/problem+json'"
        assert parameters["gatewayresponse.header.Access-Control-Allow-Origin"] == {"Fn::Sub": "'${WebOrigin}'"}
        if "retry_after_seconds" in problem:
            assert parameters["gatewayresponse.header.Retry-After"] == f"'{problem['retry_after_seconds']}'"


def test_cloudformation_would_take_it(deployed: Template, tmp_path: Path) -> None:
    path = tmp_path / "template.json"
    path.write_text(json.dumps(deployed))
    for name in ("deployment.zip", "layer-deployment.zip"):
        (tmp_path / name).write_bytes(b"")
    done = subprocess.run(
        [str(Path(sys.executable).with_name("cfn-lint")), "--non-zero-exit-code", "informational", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr

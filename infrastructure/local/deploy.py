"""Packages the application and brings the emulated AWS up to date with it: the first time a creation, later an update.

Nothing is done when neither the application nor the template changed since the last deployment to this emulator.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from infrastructure.local.layout import (
    ACCOUNT,
    AUDIENCE,
    MAIL_DOMAIN,
    MAIL_SENDER,
    REGION,
    ROOT,
    ROOT_ACCESS_KEY,
    SECRET_PREFIX,
    STAGE,
    Layout,
    local_secrets,
)
from infrastructure.local.overlay import for_local_run
from infrastructure.package import CODE_ZIP, LAYER_ZIP, SAM_FILE, package

STACK = f"soulseer-{STAGE}"
ARTIFACTS = f"soulseer-{STAGE}-artifacts"
POLL_SECONDS = 0.1
DEPLOY_SECONDS = 120.0
_NEVER_CREATED = ("ROLLBACK_COMPLETE", "CREATE_FAILED")


class DeployFailed(Exception):
    """The stack could not be brought up to date. The message says why."""


@dataclass(frozen=True)
class Deployed:
    """What others need to know of the deployed stack."""

    api_id: str
    api_url: str
    table: str
    queue_url: str
    due_queue_url: str
    media_bucket: str


def deploy(layout: Layout, say: Callable[[str], None]) -> Deployed:
    """Package and deploy; return where the parts are. `say` is told what is going on.

    Raises:
        infrastructure.package.PackagingFailed: the application cannot be packaged.
        DeployFailed: the emulator refused the stack.
    """
    built = ROOT / "build" / "package" / f"{STAGE}-{layout.port}"
    packaged = package(STAGE, layout.origin, built, for_this_host=True)
    say("packaged the application" if packaged else "package is up to date")
    put_secrets(layout)
    allow_mail(layout)
    template = for_local_run(json.loads((built / SAM_FILE).read_text()), layout)
    fingerprint = _fingerprint(template, built)
    stack = _stack(layout)
    if stack is not None and stack["StackStatus"] in _NEVER_CREATED:
        client(layout, "cloudformation").delete_stack(StackName=STACK)
        stack = None
    if stack is not None and _tag(stack, "fingerprint") == fingerprint:
        say("stack is up to date")
    else:
        _upload(layout, template, built)
        _apply(layout, template, fingerprint, exists=stack is not None)
        say("created the stack" if stack is None else "updated the stack")
    deployed = describe(layout)
    restored = layout.state / "restored-api.txt"
    definition = f"{deployed.api_id} {_definition_hash(template)}"
    if not restored.exists() or restored.read_text() != definition or not _is_restored(layout, deployed.api_id):
        restore_api(layout, deployed.api_id, template)
        save(layout)
        restored.write_text(definition)
    return deployed


def client(layout: Layout, service: str) -> Any:
    """Return a client of one emulated service."""
    return boto3.client(
        service,
        endpoint_url=layout.emulator,
        region_name=REGION,
        aws_access_key_id=ROOT_ACCESS_KEY,
        aws_secret_access_key="made up",  # noqa: S106 - the emulator checks none of the root user
        config=Config(retries={"max_attempts": 2}),
    )


def save(layout: Layout) -> None:
    """Have the emulator write everything to disk: its journal holds the writes to tables only, not the tables."""
    with urllib.request.urlopen(f"{layout.emulator}/_soulseer/save", timeout=60):  # noqa: S310 - this machine
        pass


@contextlib.contextmanager
def schedules_paused(layout: Layout) -> Iterator[None]:
    """Hold back the stack's schedules for a while."""
    events = client(layout, "events")
    names = [rule["Name"] for rule in events.list_rules()["Rules"] if "ScheduleExpression" in rule]
    for name in names:
        events.disable_rule(Name=name)
    try:
        yield
    finally:
        for name in names:
            events.enable_rule(Name=name)


def put_secrets(layout: Layout) -> None:
    """Put this machine's secrets where a deployed stage keeps its own."""
    ssm = client(layout, "ssm")
    for name, value in local_secrets(layout).items():
        ssm.put_parameter(Name=SECRET_PREFIX + name, Value=value, Type="SecureString", Overwrite=True)


def allow_mail(layout: Layout) -> None:
    """Let the emulated SES take mails from the sender's domain, as a verified identity does."""
    mail = client(layout, "sesv2")
    try:
        mail.create_email_identity(EmailIdentity=MAIL_DOMAIN)
    except mail.exceptions.AlreadyExistsException:
        return


def describe(layout: Layout) -> Deployed:
    """Return where the parts of the deployed stack are.

    Raises:
        DeployFailed: there is no stack.
    """
    stack = _stack(layout)
    if stack is None:
        raise DeployFailed("nothing is deployed to the emulator yet")
    outputs = {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}
    api_id = outputs["RestAPIId"]
    return Deployed(
        api_id=api_id,
        api_url=f"{layout.emulator}/restapis/{api_id}/{STAGE}/_user_request_",
        table=outputs["TableName"],
        queue_url=f"{layout.emulator}/{ACCOUNT}/soulseer-{STAGE}-billing",
        due_queue_url=f"{layout.emulator}/{ACCOUNT}/soulseer-{STAGE}-due",
        media_bucket=outputs["MediaBucketName"],
    )


def as_told(deployed: Deployed) -> dict[str, str]:
    """Return `deployed` as written to the run file."""
    return asdict(deployed)


def restore_api(layout: Layout, api_id: str, template: dict[str, Any]) -> None:
    """Put back what the emulator's API importer drops: binary types, CORS answers, the gateway's own answers."""
    body = template["Resources"]["RestAPI"]["Properties"]["DefinitionBody"]
    api = client(layout, "apigateway")
    _restore_binary_types(api, api_id, body)
    _restore_preflight_answers(api, api_id, body)
    for kind, answer in body["x-amazon-apigateway-gateway-responses"].items():
        api.put_gateway_response(
            restApiId=api_id,
            responseType=kind,
            statusCode=str(answer["statusCode"]),
            responseParameters={
                name: _resolved(value, layout) for name, value in answer["responseParameters"].items()
            },
            responseTemplates=answer["responseTemplates"],
        )
    # The gateway's own answers are taken into use by a deployment only.
    api.create_deployment(restApiId=api_id, stageName=STAGE)


def _definition_hash(template: dict[str, Any]) -> str:
    body = template["Resources"]["RestAPI"]["Properties"]["DefinitionBody"]
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()


def _is_restored(layout: Layout, api_id: str) -> bool:
    """Tell whether the emulator still has what `restore_api` puts first: an import drops it all."""
    return bool(client(layout, "apigateway").get_rest_api(restApiId=api_id).get("binaryMediaTypes"))


def _restore_binary_types(api: Any, api_id: str, body: dict[str, Any]) -> None:
    present = set(api.get_rest_api(restApiId=api_id).get("binaryMediaTypes", []))
    missing = [kind for kind in body.get("x-amazon-apigateway-binary-media-types", []) if kind not in present]
    if missing:
        operations = [{"op": "add", "path": "/binaryMediaTypes/" + kind.replace("/", "~1")} for kind in missing]
        api.update_rest_api(restApiId=api_id, patchOperations=operations)


def _restore_preflight_answers(api: Any, api_id: str, body: dict[str, Any]) -> None:
    resources = {
        resource["path"]: resource["id"] for resource in api.get_resources(restApiId=api_id, limit=500)["items"]
    }
    for path, operations in body["paths"].items():
        integration = operations.get("options", {}).get("x-amazon-apigateway-integration", {})
        if integration.get("type") != "mock":
            continue
        where = {"restApiId": api_id, "resourceId": resources[path], "httpMethod": "OPTIONS"}
        api.put_integration(**where, type="MOCK", requestTemplates=integration["requestTemplates"])
        for response in integration["responses"].values():
            status, parameters = str(response["statusCode"]), response.get("responseParameters", {})
            api.put_method_response(**where, statusCode=status, responseParameters=dict.fromkeys(parameters, False))
            api.put_integration_response(
                **where, statusCode=status, responseParameters=parameters, responseTemplates={"application/json": ""}
            )


def _resolved(value: str | dict[str, str], layout: Layout) -> str:
    if isinstance(value, str):
        return value
    return value["Fn::Sub"].replace("${WebOrigin}", layout.origin)


def _fingerprint(template: dict[str, Any], built: Path) -> str:
    digest = hashlib.sha256(json.dumps(template, sort_keys=True).encode())
    for name in (CODE_ZIP, LAYER_ZIP):
        digest.update((built / name).read_bytes())
    return digest.hexdigest()


def _stack(layout: Layout) -> dict[str, Any] | None:
    try:
        stacks = client(layout, "cloudformation").describe_stacks(StackName=STACK)["Stacks"]
    except ClientError as error:
        if error.response["Error"]["Code"] == "ValidationError":
            return None
        raise
    found: dict[str, Any] = stacks[0]
    return found


def _tag(stack: dict[str, Any], key: str) -> str | None:
    return next((tag["Value"] for tag in stack.get("Tags", []) if tag["Key"] == key), None)


def _upload(layout: Layout, template: dict[str, Any], built: Path) -> None:
    """Upload the zips under names made of their content, and point the template at them."""
    s3 = client(layout, "s3")
    s3.create_bucket(Bucket=ARTIFACTS)
    places = {}
    for name in (CODE_ZIP, LAYER_ZIP):
        content = (built / name).read_bytes()
        key = f"{hashlib.sha256(content).hexdigest()[:32]}.zip"
        s3.put_object(Bucket=ARTIFACTS, Key=key, Body=content)
        places[f"./{name}"] = f"s3://{ARTIFACTS}/{key}"
    for resource in template["Resources"].values():
        properties = resource.get("Properties", {})
        for field in ("CodeUri", "ContentUri"):
            if field in properties:
                properties[field] = places[properties[field]]


def _apply(layout: Layout, template: dict[str, Any], fingerprint: str, *, exists: bool) -> None:
    body = json.dumps(template)
    key = f"{hashlib.sha256(body.encode()).hexdigest()[:32]}.template.json"
    client(layout, "s3").put_object(Bucket=ARTIFACTS, Key=key, Body=body.encode())
    formation = client(layout, "cloudformation")
    parameters = {
        "Stage": STAGE,
        "AuthIssuer": layout.issuer,
        "AuthAudience": AUDIENCE,
        "WebOrigin": layout.origin,
        "MailSender": MAIL_SENDER,
    }
    change = {
        "StackName": STACK,
        "TemplateURL": f"{layout.emulator}/{ARTIFACTS}/{key}",
        "Parameters": [{"ParameterKey": name, "ParameterValue": value} for name, value in parameters.items()],
        "Capabilities": ["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
        "Tags": [{"Key": "fingerprint", "Value": fingerprint}],
    }
    if exists:
        formation.update_stack(**change)
    else:
        formation.create_stack(**change)
    _wait(layout)


def _wait(layout: Layout) -> None:
    deadline = time.monotonic() + DEPLOY_SECONDS
    while time.monotonic() < deadline:
        stack = _stack(layout)
        status = stack["StackStatus"] if stack else "GONE"
        if status in ("CREATE_COMPLETE", "UPDATE_COMPLETE"):
            return
        if not status.endswith("_IN_PROGRESS"):
            raise DeployFailed(f"the stack ended as {status}:\n{_failures(layout)}")
        time.sleep(POLL_SECONDS)
    raise DeployFailed(f"the stack was not ready within {DEPLOY_SECONDS:.0f} s")


def _failures(layout: Layout) -> str:
    events = client(layout, "cloudformation").describe_stack_events(StackName=STACK)["StackEvents"]
    failed = [event for event in events if event["ResourceStatus"].endswith("FAILED")]
    return "\n".join(
        f"  {event['LogicalResourceId']}: {event.get('ResourceStatusReason', '')}" for event in failed[:8]
    )

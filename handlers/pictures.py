"""Pictures go up unshared (nobody sees the file itself), are shown by an image block, and go with a purge."""

import httpx
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.triage.views import Picture

GONE = frozenset({"file_not_found", "file_deleted"})


def upload(client: WebClient, http: httpx.Client, picture: Picture) -> str:
    """Upload one picture and return its Slack file id; no token goes to the upload address."""
    content = picture.path.read_bytes()
    place = client.files_getUploadURLExternal(
        filename=f"picture-{picture.id}.png", length=len(content), alt_txt=picture.alt[:1_000]
    )
    http.post(place["upload_url"], content=content).raise_for_status()
    file_id = str(place["file_id"])
    client.files_completeUploadExternal(files=[{"id": file_id, "title": f"Picture {picture.number}"}])
    return file_id


def delete_own(client: WebClient, file_id: str) -> None:
    """Delete a file that we uploaded; one that is gone already is fine."""
    try:
        client.files_delete(file=file_id)
    except SlackApiError as error:
        if error.response.get("error") not in GONE:
            raise

"""Pictures go up unshared (nobody sees the file itself) and are then shown by an image block of the card."""

import httpx
from slack_sdk import WebClient

from bot.triage.views import Picture


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

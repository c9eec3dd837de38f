"""The workspace keeps up with twenty commands a second, several people at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler

from bot.localslack import LocalSlack, Person


def test_sixty_commands_of_ten_people_are_all_acked_in_time(
    app: App, connect: Callable[[App], SocketModeHandler], workspace: LocalSlack
) -> None:
    app.command("/dock")(lambda ack, command: ack(command["text"]))
    connect(app)
    people = [workspace.add_user(f"p{number}") for number in range(10)]
    channel = workspace.add_channel("quay", members=people)

    def six(person: Person) -> list[str]:
        return [person.command(channel, "/dock", f"{person.name} {number}").text for number in range(6)]

    with ThreadPoolExecutor(10) as pool:
        texts = [text for answered in pool.map(six, people) for text in answered]
    assert sorted(texts) == sorted(f"p{person} {number}" for person in range(10) for number in range(6))
    assert len(workspace.lateness().all) == 60
    assert workspace.lateness().late == []

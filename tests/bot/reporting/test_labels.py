from collections.abc import Callable

from bot.report import ClusterReport
from bot.reporting.labels import labels


def test_labels_count_from_a1_in_the_order_of_the_accounts(make_cluster: Callable[..., ClusterReport]) -> None:
    assert list(labels(make_cluster()).items())[:2] == [("boss", "A1"), ("a1", "A2")]


def test_no_label_holds_a_handle(make_cluster: Callable[..., ClusterReport]) -> None:
    assert all("handle" not in label for label in labels(make_cluster()).values())

from collections.abc import Callable
from pathlib import Path
from typing import Any

Read = Callable[..., Any]


def test_a_download_with_its_full_columns_is_read(read: Read) -> None:
    folder = read(
        "Page Name,User Name,Facebook Id,Page Created,Followers at Posting,Post Created,Likes,Comments,Shares,URL,"
        "Message,Link,Final Link\n"
        'P,p.page,77,2019-01-01 00:00:00,"1,500",2023-11-13 04:30:36 EST,5,6,7,https://fb.example/1,Look #One,'
        "https://s.example/x,https://long.example/x\n"
    )
    (post,), (account,) = folder.posts, folder.accounts
    assert (post["time"], post["account_id"], post["urls"]) == (1699867836, "77", ["https://long.example/x"])
    assert (post["likes"], post["reposts"], post["replies"], post["hashtags"]) == (5, 7, 6, ["One"])
    assert (account["handle"], account["followers"], account["created"]) == ("p.page", 1500, 1546300800)


def test_the_apis_rows_share_the_expanded_link(read: Read, formats_folder: Path) -> None:
    folder = read(formats_folder / "crowdtangle" / "api_first3.csv")
    assert all(post["urls"][0].startswith("https://www.telesurenglish.net/") for post in folder.posts[:1])
    assert {"reposts", "replies"} <= set(folder.dataset.lacks)

from bot.evaluation.worlds import SCENARIOS, camouflaged, experts, many_languages, scenario, single_use


def test_scenarios_have_names_of_their_own() -> None:
    assert len({item.name for item in SCENARIOS}) == len(SCENARIOS)
    assert scenario("quiet").trap


def test_a_trap_world_holds_no_network() -> None:
    world = many_languages(2, people=900)
    assert not any(truth.network for truth in world.truth.values())
    assert {account.language for account in world.accounts.values()} == {"en", "es", "uk", "ar", "ja"}


def test_fourteen_experts_stay_fourteen_in_a_crowd_of_any_size() -> None:
    assert len(experts(2, people=120).network("experts")) == 14


def test_camouflaged_amplifiers_repost_ordinary_people_too() -> None:
    world = camouflaged(2, share=1.0)
    members = world.network("camouflaged")
    boosted = {post.repost_of_account for post in world.posts if post.account_id in members and post.repost_of}
    assert len(boosted - members) > 100


def test_single_use_amplifiers_are_as_many_as_asked_for() -> None:
    assert len(single_use(2, people=100, amplifiers=30).network("single_use", "amplifier")) == 30

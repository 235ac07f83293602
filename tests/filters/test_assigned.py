"""What a name says, and what a value has to be."""

from __future__ import annotations

import pytest

from filters.assigned import NAME_REACH, Label, Value, label, score


@pytest.mark.parametrize(
    ("before", "sort"),
    [
        ("password", "password"),
        ("user_password", "password"),
        ("PGPASSWORD", "password"),
        ("dbPasswd", "password"),
        ('"pass"', "password"),
        ("MYSQL_PWD", "password"),
        ("spring.datasource.password", "password"),
        ("password2", "password"),
        ("初期パスワード", "password"),
        ("暗証番号", "pin"),
        ("passcode", "pin"),
        ("Authorization", "authorization"),
        ("X-Api-Key", "authorization"),
        ("Set-Cookie", "authorization"),
        ("client_secret", "token"),
        ("accessToken", "token"),
        ("API key", "token"),
        ("secret_key_base", "token"),
        ("WEBHOOK_TOKEN_PROD", "token"),
        ("APIキー", "token"),
        ("シークレットキー", "token"),
        ("key", "key"),
        ('\\"password\\', "password"),
    ],
)
def test_names_that_say_secret(before: str, sort: str) -> None:
    said = label(f"x, {before} = y", 3 + len(before) + 1)
    assert said is not None
    assert said.sort == sort


@pytest.mark.parametrize(
    "before",
    [
        *("name", "compass", "bypass", "tokens", "max_tokens", "token_type", "key_id", "keyboard", "monkey"),
        *(
            "public_key",
            "primary key",
            "cache_key",
            "next_page_token",
            "csrf_token",
            "sort-key",
            "passed",
            "",
        ),
        *("パスワードの長さ", "author", "integrity", "i18n_key", "opinion", "ﾊﾟｽ", "\ud800"),
    ],
)
def test_names_that_do_not(before: str) -> None:
    assert label(f"{before}=", len(before)) is None


def test_a_name_is_read_so_far_back() -> None:
    assert label("password" + " " * NAME_REACH + "=", NAME_REACH + 8) is None
    assert label("password" + " " * (NAME_REACH - 8) + "=", NAME_REACH) is not None


def test_a_service_in_the_name() -> None:
    said = label("DATADOG_APP=", 11)
    assert said is not None
    assert said.service is not None
    assert (said.service.kind, said.sort, said.settings) == ("datadog_credential", None, True)


@pytest.mark.parametrize(
    ("sort", "text"),
    [
        *(
            ("password", text)
            for text in ("hunter2", "Tr0ub4dor&3", "p@sswörd1", "20240131", "correct-horse-9", "a1!a1!")
        ),
        *(("pin", text) for text in ("4821", "00119823", "ab12cd")),
        *(
            ("token", text)
            for text in ("8fJ2kLmNq0PzXw7R", "0a9b8c7d-6e5f-4a3b-8c2d-1e0f9a8b7c6d", "x9Kd-f3Lq_Zp7")
        ),
        *(("key", text) for text in ("q7Wz0PmK3vXc8RtY5nBd", "Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MGFiY2RlZg==")),
        *(("authorization", text) for text in ("dXNlcjpwYXNz9w==", "sid=8fJ2kLmN")),
    ],
)
def test_values_that_are(sort: str, text: str) -> None:
    assert score(Label(sort), Value(text, quoted=True)) > 0  # type: ignore[arg-type]  # one of the sorts


@pytest.mark.parametrize(
    ("sort", "text"),
    [
        *(
            ("password", text)
            for text in ("string", "required", "Password", "abc12", "must-be-changed", "/etc/passwd1")
        ),
        *(
            ("password", text)
            for text in ("${DB_PASS1}", "<password1>", "your-password1", "********", "xxxx1234")
        ),
        *(
            ("token", text)
            for text in ("user_token_2", "refresh_token", "https://a.example/t0k3n", "123456789012345")
        ),
        *(("token", text) for text in ("src/auth/token_v2.go", "application/json;v1", "v1.2.3-rc.1")),
        *(
            ("key", text)
            for text in ("0a9b8c7d6e5f4a3b8c2d1e0f9a8b7c6d", "0a9b8c7d-6e5f-4a3b-8c2d-1e0f9a8b7c6d")
        ),
        *(
            ("key", text)
            for text in ("sha256-Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5", "users/42/profile/picture-1.png")
        ),
        ("pin", "abc"),
        ("authorization", "required"),
    ],
)
def test_values_that_are_not(sort: str, text: str) -> None:
    assert score(Label(sort), Value(text, quoted=True)) == 0  # type: ignore[arg-type]  # one of the sorts


@pytest.mark.parametrize(
    "text", ["os.environ1", "getpass2()", "self.password1", "$PASS1", "%(pw1)s", "&config1", "x[0]y1"]
)
def test_code_is_none_unless_quoted(text: str) -> None:
    assert score(Label("password"), Value(text, quoted=False)) == 0


def test_a_word_is_a_password_only_in_settings() -> None:
    assert score(Label("password", settings=True), Value("swordfish", quoted=False)) > 0
    assert score(Label("password"), Value("swordfish", quoted=True)) == 0


def test_a_quote_that_does_not_close_is_a_sentence() -> None:
    assert score(Label("password"), Value("hunter2", quoted=True, open=True)) == 0

"""What a server may answer, and what a person is told."""

import base64
import json
import re
from pathlib import Path

import pytest

from kg.errors import BadParameter, LoadError, UnknownName
from kg.load import Access, load, targets
from kg.load._auth import Challenge

HTML = {"Content-Type": "text/html; charset=utf-8"}
JSON = {"Content-Type": "application/sparql-results+json"}
PAGE = b"<!DOCTYPE html><title>Welcome</title>"


@pytest.fixture
def one(tmp_path: Path) -> Path:
    """A file of one triple in one named graph."""
    file = tmp_path / "one.nq"
    file.write_text('<urn:s> <urn:p> "x" <urn:g> .\n')
    return file


def store(said):
    """A store that takes whatever is put and counts one triple."""
    if said.method == "PUT":
        return 201, b"", {}
    row = {"n": {"type": "literal", "value": "1"}} | (
        {"g": {"type": "uri", "value": "urn:g"}} if b"GROUP" in said.body else {}
    )
    return 200, json.dumps({"results": {"bindings": [row]}}).encode(), JSON


def put_says(status: int, body: bytes = b"", headers: dict[str, str] | None = None):
    return lambda said: (status, body, headers or {}) if said.method == "PUT" else store(said)


def test_registry() -> None:
    assert targets() == ["sparql"]


def test_an_unknown_target_lists_the_known_ones(one: Path) -> None:
    with pytest.raises(UnknownName, match=r"load target 'neo': not known.*sparql"):
        load("neo", one, Access("http://127.0.0.1"))


def test_a_body_is_n_triples_with_a_length(answering, one: Path) -> None:
    with answering(store) as (url, heard):
        assert load("sparql", one, Access(url)).triples == 1
    (put,) = [said for said in heard if said.method == "PUT"]
    assert put.path == "/store?graph=urn%3Ag"
    assert put.body == b'<urn:s> <urn:p> "x" .\n'
    assert put.headers["Content-Type"] == "application/n-triples"
    assert put.headers["Content-Length"] == str(len(put.body))


def test_nobody_there(nobody: str, one: Path) -> None:
    with pytest.raises(LoadError, match=r"nothing answers there; start the store, or check host and port"):
        load("sparql", one, Access(nobody))


def test_no_machine_of_that_name(one: Path) -> None:
    with pytest.raises(LoadError, match=r"http://store\.invalid: .*check"):
        load("sparql", one, Access("http://store.invalid/store"))


@pytest.mark.parametrize(
    ("status", "body", "headers", "told"),
    [
        (401, b"", {}, "401 Unauthorized; check --user NAME and the password in KG_LOAD_PASSWORD"),
        (403, b"read only", {}, "403 read only; this user may not write there"),
        (404, b"", {}, "404 Not Found; check --to: for Oxigraph it is http://HOST:7878/store"),
        (405, b"", {}, "405 Method Not Allowed; check --to: it must be the Graph Store address"),
        (400, b"Parser error\nat line 1", {}, "the server says 400 Parser error"),
        (413, b"", {}, "load in bulk: see --recipe"),
        (500, b"disk \x1b[31mfull", {}, "the server failed: 500 disk ?[31mfull; look into its log"),
        (500, PAGE, HTML, "the server failed: 500 Internal Server Error"),
        (301, b"", {"Location": "http://elsewhere.example/"}, "has moved (301); if you trust it, give the new address"),
        (200, PAGE, HTML, "answers with a web page, not as a store; check --to"),
        (430, b"", {}, "the server says 430"),
    ],
)
def test_a_refused_put_is_one_clear_line(answering, one: Path, status, body, headers, told) -> None:
    with (
        answering(put_says(status, body, headers)) as (url, heard),
        pytest.raises(LoadError, match=re.escape(told)) as caught,
    ):
        load("sparql", one, Access(f"{url}/store"))
    assert str(caught.value).startswith(f"{url}/store: ")
    assert "\n" not in str(caught.value)
    assert [said.method for said in heard].count("PUT") == 1, "only a 503 is tried again"


def test_a_site_of_web_pages_is_no_store(answering, one: Path) -> None:
    with answering(lambda _: (200, PAGE, HTML)) as (url, heard), pytest.raises(LoadError) as caught:
        load("sparql", one, Access(url))
    assert f"tried {url}/query (a web page), {url}/sparql (a web page)" in str(caught.value)
    assert all(said.method == "POST" for said in heard)


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"results": {"bindings": [3]}}', b"\xff"])
def test_an_answer_that_is_no_result_is_no_endpoint(answering, one: Path, body: bytes) -> None:
    with answering(lambda _: (200, body, JSON)) as (url, _), pytest.raises(LoadError, match="no SPARQL query endpoint"):
        load("sparql", one, Access(url, query=f"{url}/query"))


def test_a_wrong_count_is_an_error(answering, one: Path) -> None:
    def respond(said):
        status, body, headers = store(said)
        return status, body.replace(b'"1"', b'"10000"'), headers

    with answering(respond) as (url, _), pytest.raises(LoadError, match=r"<urn:g> holds 10,000 triples of 1"):
        load("sparql", one, Access(url))


@pytest.mark.parametrize("count", ["many", "", "1e3"])
def test_a_count_that_is_no_number_is_an_error(answering, one: Path, count: str) -> None:
    def respond(said):
        status, body, headers = store(said)
        return status, body.replace(b'"1"', json.dumps(count).encode()), headers

    with answering(respond) as (url, _), pytest.raises(LoadError, match="its count is no number"):
        load("sparql", one, Access(url))


@pytest.mark.usefixtures("fast")
@pytest.mark.parametrize("failure", [(503, b"busy", {"Retry-After": "3"}), None], ids=["busy", "broken"])
def test_what_passes_is_tried_again(answering, one: Path, failure) -> None:
    turns = iter([failure, failure])
    with answering(lambda said: next(turns, store(said)) if said.method == "PUT" else store(said)) as (url, heard):
        assert load("sparql", one, Access(url)).triples == 1
    puts = [said.body for said in heard if said.method == "PUT"]
    assert puts == [b'<urn:s> <urn:p> "x" .\n'] * 3


@pytest.mark.usefixtures("fast")
@pytest.mark.parametrize(
    ("failure", "told"),
    [((503, b"busy", {}), "the server failed: 503 busy"), (None, "the connection broke 3 times; load again")],
    ids=["busy", "broken"],
)
def test_what_does_not_pass_ends(answering, one: Path, failure, told: str) -> None:
    with answering(lambda said: failure if said.method == "PUT" else store(said)) as (url, heard):
        with pytest.raises(LoadError, match=told):
            load("sparql", one, Access(url))
        assert [said.method for said in heard].count("PUT") == 3


def locked(demand: str, fits):
    """A store that wants a user for writing."""

    def respond(said):
        if said.method == "PUT" and not fits(said.headers.get("Authorization", ""), said):
            return 401, b"", {"WWW-Authenticate": demand}
        return store(said)

    return respond


def test_basic(answering, one: Path) -> None:
    right = "Basic " + base64.b64encode("ana:pä:ss".encode()).decode()
    with answering(locked('Basic realm="x"', lambda header, _: header == right)) as (url, heard):
        assert load("sparql", one, Access(url, user="ana", password="pä:ss")).triples == 1  # noqa: S106
        with pytest.raises(LoadError, match="401 Unauthorized; check --user"):
            load("sparql", one, Access(url, user="ana", password="wrong"))  # noqa: S106
        heard.clear()
        with pytest.raises(LoadError, match="401 Unauthorized; check --user"):
            load("sparql", one, Access(url))
    assert not any("Authorization" in said.headers for said in heard)


def test_nobody_is_named_to_a_server_that_does_not_ask(answering, one: Path) -> None:
    with answering(store) as (url, heard):
        load("sparql", one, Access(url, user="ana", password="secret"))  # noqa: S106
    assert not any("Authorization" in said.headers for said in heard)


def test_digest_is_asked_for_and_given_per_request(answering, tmp_path: Path) -> None:
    file = tmp_path / "two.nq"
    file.write_text("<urn:s> <urn:p> <urn:o> <urn:g> .\n<urn:s> <urn:p> <urn:o> <urn:h> .\n")
    demand = 'Digest realm="r", nonce="n,1", qop="auth", opaque="o", algorithm=MD5'
    respond = locked(demand, lambda header, said: f'uri="{said.path}"' in header)
    # this store counts one triple, whatever it is given
    with answering(respond) as (url, heard), pytest.raises(LoadError, match="holds"):
        load("sparql", file, Access(url, user="ana", password="secret"))  # noqa: S106
    given = [
        said.headers["Authorization"] for said in heard if "Authorization" in said.headers and said.method == "PUT"
    ]
    assert len(given) == 2
    assert "nc=00000001" in given[0]
    assert "nc=00000002" in given[1]
    assert 'nonce="n,1"' in given[0]
    assert "secret" not in "".join(given)


def test_digest_is_that_of_the_specification(monkeypatch: pytest.MonkeyPatch) -> None:
    """RFC 7616, section 3.9.1, both hashes."""
    monkeypatch.setattr("secrets.token_hex", lambda _: "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ")
    for algorithm, response in [
        ("MD5", "8ca523f5e9506fed4657c9700eebdbec"),
        ("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"),
    ]:
        challenge = Challenge.parse(
            [
                'Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=' + algorithm + ", "
                'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", '
                'opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"'
            ]
        )
        assert challenge is not None
        header = challenge.answer("Mufasa", "Circle of Life", method="GET", target="/dir/index.html")
        assert f'response="{response}"' in header


def test_a_demand_that_we_cannot_meet_is_none() -> None:
    assert Challenge.parse(["Negotiate", "Bearer realm=x"]) is None
    assert Challenge.parse([]) is None
    digest = Challenge.parse(["Digest realm=x, nonce=y, algorithm=FOO", 'Basic realm="x"'])
    assert digest is not None
    assert digest.scheme == "basic"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "output",
        "ftp://h/store",
        "http://",
        "http://h:0/",
        "http://h:99999/",
        "http://a b/",
        "http://h/\n",
        "http://[::1/",
    ],
)
def test_what_is_no_address_is_refused(url: str, one: Path) -> None:
    with pytest.raises(BadParameter, match=r"--to: not an address"):
        load("sparql", one, Access(url))


def test_a_password_in_the_address_is_refused_and_not_shown(one: Path) -> None:
    with pytest.raises(BadParameter, match="KG_LOAD_PASSWORD") as caught:
        load("sparql", one, Access("http://ana:secret@h/store"))
    assert "secret" not in str(caught.value)


def test_what_does_not_speak_http(one: Path) -> None:
    import socket
    import threading

    with socket.create_server(("127.0.0.1", 0)) as server:

        def speak() -> None:
            peer, _ = server.accept()
            with peer:
                peer.recv(10_000)
                peer.sendall(b"SSH-2.0-toy\r\n")

        thread = threading.Thread(target=speak)
        thread.start()
        with pytest.raises(LoadError, match="does not speak HTTP; check --to"):
            load("sparql", one, Access(f"http://127.0.0.1:{server.getsockname()[1]}/store"))
        thread.join()

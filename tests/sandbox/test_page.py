"""The page in a real browser: two people, taps, edits, files both ways, and a connection that comes back."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, Route, async_playwright, expect

from sandbox.people import Sandbox
from sandbox.server import serving
from sandbox.view import PIXEL
from sandbox.world import World
from tests.sandbox.conftest import Bot

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="NO CHROMIUM on this machine: THE PAGE IS NOT TESTED (apt-get install chromium)"
)


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        await browser.close()


@pytest.fixture
async def page(browser: Browser, base_url: str) -> AsyncIterator[Page]:
    page = await browser.new_page(viewport={"width": 1300, "height": 800})
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    await page.goto(base_url)
    yield page
    assert [one for one in complaints if "ERR_CONNECTION_REFUSED" not in one] == []


async def add(page: Page, name: str, language: str) -> int:
    """Adds a person on the page; gives their number."""
    await page.locator("#add-person").click()
    dialog = page.locator("#person-dialog")
    await dialog.locator("[name=name]").fill(name)
    await dialog.locator("[name=language]").select_option(language)
    await dialog.get_by_role("button", name="Lisää").click()
    column = page.locator(".column", has=page.locator("h2", has_text=name))
    await expect(column).to_be_visible()
    return int(await column.get_attribute("data-chat") or 0)


async def test_a_first_five_minutes(page: Page, bot: Bot, sandbox: Sandbox, tmp_path: Path) -> None:
    await expect(page.get_by_text("Kukaan ei ole vielä täällä.")).to_be_visible()
    anna, bertil = await add(page, "Anna", "fi"), await add(page, "Bertil", "sv")
    hers, his = page.locator(f"[data-chat='{anna}']"), page.locator(f"[data-chat='{bertil}']")

    # Start, a formatted answer with a hostile name in it, a tap, an edit, a toast
    await hers.get_by_role("button", name="Aloita", exact=True).click()
    await expect(hers.locator(".mine .text")).to_have_text("/start")
    text = "<b>Hei</b> &lt;img src=x onerror=alert(1)&gt;"
    markup = {"inline_keyboard": [[{"text": "Hae tehtävään", "callback_data": "apply:1"}]]}
    sent = await bot.ok("sendMessage", chat_id=anna, text=text, parse_mode="HTML", reply_markup=markup)
    await expect(hers.locator(".theirs strong")).to_have_text("Hei")
    assert await hers.locator(".text img").count() == 0
    await hers.get_by_role("button", name="Hae tehtävään").click()
    query = (await bot.updates(timeout=5, offset=-1))[0]["callback_query"]
    await bot.ok("answerCallbackQuery", callback_query_id=query["id"], text="Hakemus lähetetty")
    await expect(hers.get_by_text("Hakemus lähetetty")).to_be_visible()
    await bot.ok("editMessageText", chat_id=anna, message_id=sent["message_id"], text="Odotetaan vastausta")
    await expect(hers.get_by_text("Odotetaan vastausta")).to_be_visible()
    await expect(hers.locator(".theirs time")).to_contain_text("muokattu")

    # Writing by keyboard, editing one's own, answering, deleting
    await his.get_by_role("textbox").fill("Hej")
    await his.get_by_role("textbox").press("Enter")
    message = his.locator(".mine")
    await message.hover()
    await message.get_by_role("button", name="Muokkaa").click()
    await his.get_by_role("textbox").fill("Hej då")
    await his.get_by_role("textbox").press("Enter")
    await expect(message.locator(".text")).to_have_text("Hej då")
    assert (await bot.updates(offset=-1))[0]["edited_message"]["text"] == "Hej då"
    await message.hover()
    await message.get_by_role("button", name="Vastaa").click()
    await his.get_by_role("textbox").fill("Och en sak till")
    await his.get_by_role("button", name="Lähetä", exact=True).click()
    await expect(his.locator(".mine .quoted")).to_contain_text("Hej då")

    # Files both ways
    picture = tmp_path / "sali.png"
    picture.write_bytes(PIXEL)
    await his.locator("input[type=file]").set_input_files(picture)
    await his.get_by_role("textbox").fill("Salen")
    await his.get_by_role("button", name="Lähetä", exact=True).click()
    await expect(his.locator(".photo img")).to_be_visible()
    photo = (await bot.updates(offset=-1))[0]["message"]
    assert photo["caption"] == "Salen"
    await bot.ok("sendPhoto", chat_id=anna, photo=photo["photo"][-1]["file_id"], caption="Bertil lähetti")
    await hers.locator(".photo").click()
    await expect(page.locator("#photo-dialog img")).to_be_visible()
    await page.keyboard.press("Escape")
    await bot.upload("sendDocument", {"document": ("sopimus.pdf", b"%PDF")}, chat_id=anna)
    async with page.expect_download() as download:
        await hers.get_by_role("link", name="sopimus.pdf").click()
    assert Path(await (await download.value).path()).read_bytes() == b"%PDF"

    # The menu of her language, a reply keyboard, an alert
    commands = [{"command": "tehtavat", "description": "Etsi tehtäviä"}]
    await bot.ok("setMyCommands", commands=commands, language_code="fi")
    await hers.get_by_role("button", name="Valikko").click()
    await hers.get_by_role("menuitem", name="/tehtavat").click()
    await expect(hers.locator(".mine .text").last).to_have_text("/tehtavat")
    await bot.ok("sendMessage", chat_id=anna, text="Minne?", reply_markup={"keyboard": [["Etusivu"]]})
    await hers.get_by_role("button", name="Etusivu").click()
    await expect(hers.locator(".mine .text").last).to_have_text("Etusivu")

    # Blocking, and the log that shows what was wrong
    await hers.get_by_text("Toiminnot").click()
    await hers.get_by_role("button", name="Estä botti").click()
    await expect(hers.get_by_text("Botti on estetty")).to_be_visible()
    await bot("sendMessage", chat_id=bertil, text="<b>rikki", parse_mode="HTML")
    await page.locator("#show-log").click()
    await expect(page.locator("#log .wrong").first).to_contain_text("can't parse entities")
    await page.locator("#log select").select_option("breaches")
    await expect(page.locator("#log details")).to_have_count(1)
    await page.locator("#language").select_option("sv")
    await expect(page.locator("#add-person")).to_have_text("Lägg till person")


async def test_an_alert_and_a_deep_link(page: Page, bot: Bot, sandbox: Sandbox) -> None:
    anna = await sandbox.person("Anna")
    await anna.says("/start")
    hers = page.locator(f"[data-chat='{anna.id}']")
    link = {"text": "Liity", "url": "https://t.me/tehostamo_bot?start=g_1"}
    markup = {"inline_keyboard": [[link, {"text": "Poista", "callback_data": "x"}]]}
    await bot.ok("sendMessage", chat_id=anna.id, text="Ryhmä", reply_markup=markup)
    await hers.get_by_role("button", name="Liity").click()
    await expect(hers.locator(".mine .text").last).to_have_text("/start g_1")
    await hers.locator(".keys").get_by_role("button", name="Poista").click()
    query = (await bot.updates(timeout=5, offset=-1))[0]["callback_query"]
    await bot.ok("answerCallbackQuery", callback_query_id=query["id"], text="Ei käy", show_alert=True)
    alert = hers.get_by_role("alertdialog")
    await expect(alert).to_contain_text("Ei käy")
    await page.keyboard.press("Escape")
    await expect(alert).to_have_count(0)


async def test_a_group_and_a_narrow_window(page: Page, bot: Bot, sandbox: Sandbox) -> None:
    anna, bertil = await sandbox.person("Anna"), await sandbox.person("Bertil")
    await expect(page.locator(".column")).to_have_count(2)
    await page.locator("#add-group").click()
    await page.locator("#group-dialog [name=title]").fill("Turun seutu")
    await page.locator("#group-dialog").get_by_role("button", name="Lisää").click()
    room = page.get_by_role("region", name="Turun seutu")
    await room.get_by_label("Kirjoittaja").select_option(str(bertil.id))
    await room.get_by_role("textbox").fill("/start")
    await room.get_by_role("textbox").press("Enter")
    await expect(room.locator(".mine .text")).to_have_text("/start")
    assert (await bot.updates(offset=-1))[0]["message"]["from"]["id"] == bertil.id
    await page.set_viewport_size({"width": 390, "height": 800})
    await page.locator("#tabs").get_by_role("button", name="Turun seutu").click()
    await expect(room.get_by_role("textbox")).to_be_in_viewport()
    wide = await page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 390
    send = await room.get_by_role("button", name="Lähetä", exact=True).bounding_box()
    assert send is not None
    assert send["x"] + send["width"] <= 390
    assert anna.name == "Anna"


async def test_what_one_may_do_to_a_message_does_not_cover_it(page: Page, bot: Bot, sandbox: Sandbox) -> None:
    anna = await sandbox.person("Anna")
    await anna.says("/start")
    markup = {"inline_keyboard": [[{"text": "Hae tehtävään", "callback_data": "x"}]]}
    for text in ("Hei", "Yksi rivi, joka on jo vähän pidempi", "Monta\nriviä\nallekkain"):
        await bot.ok("sendMessage", chat_id=anna.id, text=text, reply_markup=markup)
    hers = page.locator(f"[data-chat='{anna.id}']")
    await expect(hers.locator(".message")).to_have_count(4)
    for message in await hers.locator(".message").all():
        await message.locator(".text").hover()
        actions = await message.locator(".bubble-actions").bounding_box()
        assert actions is not None
        for other in await hers.locator(".text, .key").all():
            box = await other.bounding_box()
            assert box is not None
            apart = actions["y"] >= box["y"] + box["height"] or actions["y"] + actions["height"] <= box["y"]
            assert apart, (actions, box, await other.text_content())


async def test_topics_are_tabs_within_the_column(page: Page, bot: Bot, sandbox: Sandbox, world: World) -> None:
    world.topics = True
    anna = await sandbox.person("Anna")
    await anna.says("/start")
    hers = page.locator(f"[data-chat='{anna.id}']")
    await expect(hers.locator(".mine .text")).to_have_text("/start")
    await expect(hers.locator(".topics")).to_be_hidden()
    names = ["Jäsenkirje · Bertil", "Kevään tapahtuman julisteet ja kutsut · Cecilia", "Kirjanpito · David"]
    threads = [(await bot.ok("createForumTopic", chat_id=anna.id, name=name))["message_thread_id"] for name in names]
    await bot.ok("sendMessage", chat_id=anna.id, message_thread_id=threads[0], text="Milloin aloitat?")
    topic = hers.locator(".topics").get_by_role("button", name="Jäsenkirje · Bertil")
    await expect(topic).to_contain_text("uutta")
    await expect(hers.get_by_text("Milloin aloitat?")).to_have_count(0)
    await page.set_viewport_size({"width": 390, "height": 800})
    await topic.click()
    await expect(hers.get_by_text("Milloin aloitat?")).to_be_in_viewport()
    await expect(hers.get_by_text("/start")).to_have_count(0)
    await expect(topic).to_have_attribute("aria-pressed", "true")
    await hers.get_by_role("textbox").fill("Maanantaina")
    await hers.get_by_role("textbox").press("Enter")
    await expect(hers.locator(".mine .text")).to_have_text("Maanantaina")
    (update,) = await bot.updates(offset=-1)
    assert update["message"]["message_thread_id"] == threads[0]
    assert await page.evaluate("document.documentElement.scrollWidth") <= 390
    await hers.get_by_role("button", name="Poista aihe").click()
    await expect(topic).to_have_count(0)
    await expect(hers.locator(".mine .text")).to_have_text("/start")
    await hers.get_by_role("textbox").fill("Ulkona")
    await hers.get_by_role("textbox").press("Enter")
    await expect(hers.locator(".mine .text").last).to_have_text("Ulkona")
    assert "message_thread_id" not in (await bot.updates(offset=-1))[0]["message"]


async def test_the_bot_is_added_by_a_link_and_silenced(page: Page, bot: Bot, sandbox: Sandbox) -> None:
    anna = await sandbox.person("Anna")
    hers = page.locator(f"[data-chat='{anna.id}']")
    await hers.get_by_role("button", name="Aloita", exact=True).click()
    await expect(hers.locator(".mine .text")).to_have_text("/start")
    markup = {"inline_keyboard": [[{"text": "Lisää ryhmään", "url": "https://t.me/tehostamo_bot?startgroup=link"}]]}
    await bot.ok("sendMessage", chat_id=anna.id, text="x", reply_markup=markup)
    await hers.get_by_role("button", name="Lisää ryhmään").click()
    await page.locator("#group-dialog [name=title]").fill("Talkoot")
    await page.locator("#group-dialog").get_by_role("button", name="Lisää").click()
    room = page.get_by_role("region", name="Talkoot")
    await expect(room.get_by_text("/start@tehostamo_bot link")).to_be_visible()

    async def does(label: str) -> None:
        await room.locator("details.more summary").click()
        await room.get_by_role("button", name=label).click()

    await does("Muuta superryhmäksi")
    await expect(room.get_by_text("Ryhmästä tuli superryhmä")).to_be_visible()
    await does("Estä bottia kirjoittamasta")
    await expect(room.get_by_text("Ryhmästä tuli superryhmä")).to_be_visible()
    told = [update for update in await bot.updates() if "my_chat_member" in update]
    assert told[-1]["my_chat_member"]["new_chat_member"]["status"] == "restricted"
    await does("Anna botin kirjoittaa")
    chat = told[-1]["my_chat_member"]["chat"]["id"]
    sent = await bot.ok("sendMessage", chat_id=chat, text="<b>Kirjanpito</b>", parse_mode="HTML")
    await expect(room.get_by_text("Kirjanpito")).to_be_visible()
    await bot.ok("editMessageText", chat_id=chat, message_id=sent["message_id"], text="Kaikki paikat on täytetty")
    await expect(room.get_by_text("Kaikki paikat on täytetty")).to_be_visible()
    await expect(room.get_by_text("Kirjanpito")).to_have_count(0)


async def test_on_a_phone_everything_is_within_the_window(page: Page) -> None:
    await page.set_viewport_size({"width": 390, "height": 780})
    for name in ("Anna", "Bertil", "Cecilia", "Daavid", "Eeva"):
        await add(page, name, "fi")
    for chosen in (page.locator(".tabs [aria-current]"), *await page.locator(".tools button, .tools select").all()):
        await expect(chosen).to_be_in_viewport(ratio=1)
    await expect(page.locator(".tabs [aria-current]")).to_have_text("Eeva")


async def test_an_answer_on_its_way_does_not_undo_an_edit(page: Page, bot: Bot, sandbox: Sandbox) -> None:
    anna = await sandbox.person("Anna")
    hers = page.locator(f"[data-chat='{anna.id}']")
    await hers.get_by_role("button", name="Aloita", exact=True).click()
    await expect(hers.locator(".mine .text")).to_have_text("/start")
    arrived, go_on = asyncio.Event(), asyncio.Event()

    async def late(route: Route) -> None:
        answer = await route.fetch()
        arrived.set()
        await go_on.wait()
        await route.fulfill(response=answer)

    sent = await bot.ok("sendMessage", chat_id=anna.id, text="Kirjanpito")
    await expect(hers.get_by_text("Kirjanpito")).to_be_visible()
    await page.route(f"**/chats/{anna.id}?*", late)
    asked = asyncio.create_task(page.evaluate(f"page.columns.get({anna.id}).load(0)"))
    await arrived.wait()
    await bot.ok("editMessageText", chat_id=anna.id, message_id=sent["message_id"], text="Kaikki paikat on täytetty")
    await expect(hers.get_by_text("Kaikki paikat on täytetty")).to_be_visible()
    go_on.set()
    await asked
    await expect(hers.get_by_text("Kaikki paikat on täytetty")).to_be_visible()
    await expect(hers.get_by_text("Kirjanpito")).to_have_count(0)


async def test_the_page_comes_back_after_a_restart(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "world.db"
    page = await browser.new_page()
    async with serving(World(path)) as url, Sandbox(url) as sandbox:
        anna = await sandbox.person("Anna")
        await anna.says("ennen")
        await page.goto(url)
        await expect(page.get_by_text("ennen")).to_be_visible()
        port = int(url.rpartition(":")[2])
    await expect(page.locator("#offline")).to_be_visible()
    async with serving(World(path), port) as url, Sandbox(url) as sandbox:
        (anna,) = await sandbox.people()
        await expect(page.locator("#offline")).to_be_hidden(timeout=15_000)
        await anna.says("jälkeen")
        await expect(page.get_by_text("jälkeen")).to_be_visible()
        await expect(page.get_by_text("ennen")).to_be_visible()

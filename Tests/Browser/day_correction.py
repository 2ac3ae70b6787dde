"""A correction as the chief does it: the case from the item's page, the notice, and what readers then see."""

TITLE = "Thông tin cải chính, xin lỗi"
FALSE = "Cầu được thông xe ngày 12"
RIGHT = "Cầu được thông xe ngày 21"


async def correct(day, chief, item):
    page = chief.page
    await page.goto(f"{day.address}/lam-viec/cai-chinh/moi?bai={item}")
    await page.get_by_role("link", name=TITLE.removeprefix("Thông tin ").capitalize()).first.click()
    await page.fill("[name=false-text]", FALSE)
    await page.fill("[name=corrected-text]", RIGHT)
    await page.fill("[name=apology]", "Tòa soạn xin lỗi bạn đọc.")
    found = page.locator("[name=found-on]")
    await found.fill(await page.locator("[name=started-on]").input_value())
    await page.check("[name=origin][value=own-discovery]")
    async with page.expect_navigation():
        await page.get_by_role("button", name="Mở hồ sơ", exact=True).click()
    case = page.url
    async with page.expect_navigation():
        await page.get_by_role("button", name="Đăng cải chính, xin lỗi").click()
    seen = []
    story = await chief.answer(f"/api/v1/items/{item}")
    for path in ("/", "/cai-chinh", story["path"]):
        answer = await page.context.request.get(f"{day.address}{path}")
        text = await answer.text()
        assert TITLE in text and (RIGHT in text or path == "/cai-chinh"), (case, path)
        seen.append(path)
    return {"readers see it at": seen}

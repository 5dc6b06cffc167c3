"""A finger on the screen of an entrance."""

POST_PAGE = "/admin/postes-d-accueil/"
# In pixels, each way.
FINGER = 64


def tap(page, selector):
    """Tap a button that is large enough for a finger, and wait for what takes its place."""
    button = page.locator(selector).first
    box = button.bounding_box()
    assert min(box["width"], box["height"]) >= FINGER, selector
    main = page.locator("main").element_handle()
    button.tap()
    page.wait_for_function("main => !main.isConnected", arg=main)
    page.locator("main").wait_for()

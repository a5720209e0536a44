package dev.kobako.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A page that a browser shows. */
final class Browsed {
  /** Keys by their names, as the protocol wants them beside these. */
  private static final Map<String, Integer> CODES =
      Map.of(
          "Tab",
          9,
          "Enter",
          13,
          "Escape",
          27,
          "Home",
          36,
          "ArrowLeft",
          37,
          "ArrowUp",
          38,
          "ArrowRight",
          39,
          "ArrowDown",
          40,
          "/",
          191);

  private static final long PATIENCE_MILLIS = 60_000;

  private final Chromium browser;
  private final String session;

  private Browsed(Chromium browser, String session) {
    this.browser = browser;
    this.session = session;
  }

  /** What the window is like. */
  record Window(int width, int height, double scale, boolean mobile, String scheme) {
    static final Window DESK = new Window(1400, 1000, 1, false, "light");
    static final Window DARK = new Window(1400, 1000, 1, false, "dark");
    static final Window PHONE = new Window(390, 844, 2, true, "light");
  }

  /** Opens a file and waits until its script has drawn. */
  static Browsed open(Chromium browser, Path file, Window window) {
    String target =
        text(browser.call("", "Target.createTarget", Map.of("url", "about:blank")), "targetId");
    String session =
        text(
            browser.call("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true)),
            "sessionId");
    Browsed page = new Browsed(browser, session);
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      page.call(domain + ".enable", Map.of());
    }
    page.call(
        "Emulation.setDeviceMetricsOverride",
        Map.of(
            "width", window.width(),
            "height", window.height(),
            "deviceScaleFactor", window.scale(),
            "mobile", window.mobile()));
    page.call(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", window.scheme()),
                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    page.call("Emulation.setScrollbarsHidden", Map.of("hidden", true));
    page.call("Page.navigate", Map.of("url", file.toUri().toString()));
    browser.awaitEvent(session, "Page.loadEventFired");
    page.until("document.documentElement.dataset.ready === 'true'");
    return page;
  }

  private Map<?, ?> call(String method, Map<String, Object> parameters) {
    return browser.call(session, method, parameters);
  }

  private static String text(Map<?, ?> from, String key) {
    return String.valueOf(Objects.requireNonNull(from.get(key), key));
  }

  /** What a script comes to; a promise is waited for. */
  Object script(String expression) {
    Map<?, ?> answer =
        call(
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
    if (answer.get("exceptionDetails") != null) {
      throw new AssertionError(expression + ": " + answer.get("exceptionDetails"));
    }
    Object value = ((Map<?, ?>) Objects.requireNonNull(answer.get("result"))).get("value");
    return value == null ? "" : value;
  }

  String text(String selector) {
    return String.valueOf(script("document.querySelector(" + quoted(selector) + ").innerText"));
  }

  int count(String selector) {
    return ((Number) script("document.querySelectorAll(" + quoted(selector) + ").length"))
        .intValue();
  }

  static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  /** Waits until an expression is true. */
  void until(String expression) {
    long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
    while (!Boolean.TRUE.equals(script(expression))) {
      if (System.nanoTime() > end) {
        throw new AssertionError("never: " + expression + "; errors: " + errors());
      }
      script("new Promise(requestAnimationFrame)");
    }
  }

  /** Presses keys as a keyboard does. */
  void press(String... keys) {
    for (String key : keys) {
      int code = Objects.requireNonNull(CODES.get(key), key);
      Map<String, Object> parameters =
          key.equals("/")
              ? Map.of("type", "keyDown", "key", key, "windowsVirtualKeyCode", code, "text", "/")
              : key.equals("Enter")
                  ? Map.of(
                      "type", "keyDown", "key", key, "windowsVirtualKeyCode", code, "text", "\r")
                  : Map.of("type", "keyDown", "key", key, "windowsVirtualKeyCode", code);
      call("Input.dispatchKeyEvent", parameters);
      call(
          "Input.dispatchKeyEvent",
          Map.of("type", "keyUp", "key", key, "windowsVirtualKeyCode", code));
    }
  }

  /** Types into what has the focus. */
  void type(String text) {
    call("Input.insertText", Map.of("text", text));
  }

  /** Clicks on an element, at a part of its width and height. */
  void click(String selector, double across, double down) {
    script("document.querySelector(" + quoted(selector) + ").scrollIntoView({block: 'center'})");
    List<?> box =
        (List<?>)
            script(
                "(() => { const b = document.querySelector("
                    + quoted(selector)
                    + ").getBoundingClientRect(); return [b.x, b.y, b.width, b.height]; })()");
    double x = at(box, 0) + across * at(box, 2);
    double y = at(box, 1) + down * at(box, 3);
    for (String type : List.of("mouseMoved", "mousePressed", "mouseReleased")) {
      call(
          "Input.dispatchMouseEvent",
          Map.of("type", type, "x", x, "y", y, "button", "left", "clickCount", 1));
    }
  }

  void click(String selector) {
    click(selector, 0.5, 0.5);
  }

  private static double at(List<?> numbers, int index) {
    return ((Number) Objects.requireNonNull(numbers.get(index))).doubleValue();
  }

  /** Everything that a developer would see in red. */
  List<String> errors() {
    List<String> all = new ArrayList<>();
    browser
        .events(session, "Runtime.exceptionThrown")
        .forEach(event -> all.add(String.valueOf(event.get("exceptionDetails"))));
    browser
        .events(session, "Log.entryAdded")
        .forEach(event -> all.add(String.valueOf(event.get("entry"))));
    browser
        .events(session, "Runtime.consoleAPICalled")
        .forEach(event -> all.add(String.valueOf(event.get("args"))));
    return all;
  }

  /** All addresses that were asked for. */
  List<String> requests() {
    return browser
        .events(session, "Network.requestWillBeSent")
        .map(event -> text((Map<?, ?>) Objects.requireNonNull(event.get("request")), "url"))
        .toList();
  }

  void screenshot(Path file) throws IOException {
    script("document.fonts.ready.then(() => new Promise(requestAnimationFrame)).then(() => 0)");
    String data = text(call("Page.captureScreenshot", Map.of("format", "png")), "data");
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.write(file, Base64.getDecoder().decode(data));
  }
}

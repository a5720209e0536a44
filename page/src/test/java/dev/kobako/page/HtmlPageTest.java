package dev.kobako.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class HtmlPageTest {
  @Test
  void theSameImageGivesTheSameBytes() {
    assertThat(HtmlPage.of(ExampleImage.naive())).isEqualTo(HtmlPage.of(ExampleImage.naive()));
  }

  @Test
  void takesLittleBesideItsData() {
    byte[] page = HtmlPage.of(ExampleImage.slim());
    assertThat(page.length).isLessThan(200_000);
  }

  @Test
  void scriptsMakeNoMarkupOfTexts() throws IOException {
    for (String name : HtmlPage.SCRIPTS) {
      assertThat(resource(name))
          .as(name)
          .doesNotContain(
              "innerHTML",
              "outerHTML",
              "insertAdjacentHTML",
              "document.write",
              "eval(",
              "new Function",
              "<script",
              "</script");
    }
  }

  @Test
  void nothingInItComesFromElsewhere() throws IOException {
    String page = new String(HtmlPage.of(ExampleImage.slim()), StandardCharsets.UTF_8);
    assertThat(page).doesNotContain("http://", "https://", "@import", "url(", "src=");
    assertThat(page).contains("default-src 'none'; script-src 'sha256-");
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = HtmlPage.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

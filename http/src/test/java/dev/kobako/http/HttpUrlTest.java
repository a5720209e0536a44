package dev.kobako.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpUrlTest {
  private static String written(HttpUrl url) {
    return url.origin() + " " + url.target();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          http://A.example           | http://a.example /
          HTTPS://a.example:443/b?c  | https://a.example /b?c
          http://a.example:443/b#c   | http://a.example:443 /b
          https://[2001:DB8::1]:80/b | https://[2001:db8::1]:80 /b
          http://a.example?b         | http://a.example /?b
          """)
  void anAbsoluteUrlIsTakenApart(String url, String parts) {
    assertThat(HttpUrl.parse(url).map(HttpUrlTest::written)).contains(parts);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/b",
        "ftp://a/",
        "http://",
        "http:///b",
        "http://user:hunter2@a/",
        "http://a:0/",
        "http://a:65536/",
        "http://a:+80/",
        "http://a:b/",
        "http://[::1/",
        "http://x[::1]/",
        "http://a b/",
        "http://a/b c",
        "http://a/b\r\nX: y",
        "http://a/é"
      })
  void whatWeCanNotAskIsNone(String url) {
    assertThat(HttpUrl.parse(url)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          https://other/c | https://other /c
          //other/c       | http://other /c
          /c?d            | http://a:5000 /c?d
          c               | http://a:5000 /v2/c
          c:d             | none
          ./c:d           | http://a:5000 /v2/./c:d
          ?e              | http://a:5000 /v2/b?e
          ''              | http://a:5000 /v2/b?x=/y
          """)
  void aReferenceIsResolvedFromWhereItWasFound(String reference, String parts) {
    HttpUrl base = HttpUrl.parse("http://a:5000/v2/b?x=/y").orElseThrow();
    assertThat(base.resolve(reference).map(HttpUrlTest::written).orElse("none")).isEqualTo(parts);
  }

  @Test
  void itsTextShowsNoQuery() {
    assertThat(HttpUrl.parse("https://a/b?X-Signature=hunter2").orElseThrow())
        .hasToString("https://a/b?…");
  }
}

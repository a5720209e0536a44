package dev.kobako.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyRulesTest {
  private final TreeMap<String, String> environment = new TreeMap<>();

  private String proxy(String url) {
    Origin.Tcp server = HttpUrl.parse(url).orElseThrow().origin();
    return String.valueOf(new ProxyRules(environment).proxyFor(server));
  }

  @Test
  void eachSchemeHasItsVariables() {
    environment.put("ALL_PROXY", "all:1");
    assertThat(proxy("http://a.example/")).isEqualTo("http://all:1");
    environment.put("HTTP_PROXY", "http://upper:1");
    assertThat(proxy("http://a.example/")).isEqualTo("http://upper:1");
    assertThat(proxy("https://a.example/")).isEqualTo("http://all:1");
    environment.put("HTTPS_PROXY", "https://upper");
    assertThat(proxy("https://a.example/")).isEqualTo("https://upper");
    environment.put("https_proxy", "http://lower:3128/");
    environment.put("http_proxy", "http://plain");
    assertThat(proxy("https://a.example/")).isEqualTo("http://lower:3128");
    assertThat(proxy("http://a.example/")).isEqualTo("http://plain");
  }

  @Test
  void aVisitorOfAWebServerCannotSetTheProxy() {
    environment.put("REQUEST_METHOD", "GET");
    environment.put("HTTP_PROXY", "http://visitor:1");
    assertThat(proxy("http://a.example/")).isEqualTo("null");
  }

  @Test
  void thisMachineIsAskedItself() {
    environment.put("http_proxy", "http://p");
    for (String host :
        new String[] {"localhost", "127.0.0.1", "127.9.9.9", "[::1]", "x.localhost"}) {
      assertThat(proxy("http://" + host + ":5000/")).isEqualTo("null");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          *                    | http://a.example/          | direct
          a.example            | http://a.example/          | direct
          A.Example            | http://b.a.example:81/     | direct
          a.example            | http://ba.example/         | proxy
          .a.example           | http://b.a.example/        | direct
          *.a.example          | http://b.a.example/        | direct
          .a.example           | http://a.example/          | proxy
          a.example:81         | http://a.example:81/       | direct
          a.example:81         | http://a.example/          | proxy
          x, a.example         | http://a.example/          | direct
          x a.example          | http://a.example/          | direct
          10.1.2.3             | http://10.1.2.3/           | direct
          10.1.2.3             | http://10.1.2.30/          | proxy
          10.1.2.3:5000        | http://10.1.2.3:5000/      | direct
          10.1.2.3:5000        | http://10.1.2.3/           | proxy
          10.1.0.0/16          | http://10.1.200.3/         | direct
          10.1.0.0/15          | http://10.0.0.1/           | direct
          10.1.0.0/16          | http://10.2.0.1/           | proxy
          10.1.0.0/99          | http://10.1.0.0/           | proxy
          2001:db8::/32        | http://[2001:db8:1::1]/    | direct
          2001:db8::/32        | http://[2001:db9::1]/      | proxy
          2001:db8::1          | http://[2001:db8::1]:5000/ | direct
          [2001:db8::1]:5000   | http://[2001:db8::1]:5000/ | direct
          [2001:db8::1]:5000   | http://[2001:db8::1]/      | proxy
          10.0.0.0/8           | http://ten.example/        | proxy
          ,,/,:,*x             | http://a.example/          | proxy
          """)
  void exceptionsAreAskedThemselves(String exceptions, String url, String way) {
    environment.put("http_proxy", "http://p");
    environment.put("NO_PROXY", exceptions);
    assertThat(proxy(url)).isEqualTo(way.equals("proxy") ? "http://p" : "null");
  }

  @Test
  void userAndPasswordAreDecodedAndNotShown() {
    ProxyServer proxy = ProxyServer.parse("http://us%65r:p%40ss:w@proxy:3128");
    // printf 'user:p@ss:w' | base64
    assertThat(proxy.authorization()).isEqualTo("Basic dXNlcjpwQHNzOnc=");
    assertThat(proxy).hasToString("http://proxy:3128");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          socks5://user:hunter2@p:1080 | the value of http_proxy has the scheme "socks5", expected http or https
          http://user:hunter2@:0       | the value of http_proxy is no URL of a proxy
          http://user:hunter2@p:99999  | the value of http_proxy is no URL of a proxy
          """)
  void whatIsNoProxyIsRefusedWithoutItsSecrets(String value, String message) {
    environment.put("http_proxy", value);
    assertThatThrownBy(() -> proxy("http://a.example/")).hasMessage(message);
  }
}

package dev.kobako.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DownloadsTest {
  private static List<String> files(String line) {
    List<String> words = List.of(line.split(" "));
    return Downloads.of(new ShellCommand(words.getFirst(), words.subList(1, words.size())));
  }

  @ParameterizedTest
  @CsvSource({
    "curl -fsSLO https://a.b/c.tgz, c.tgz",
    "curl -fsSLo d.tgz https://a.b/c.tgz, d.tgz",
    "curl -od.tgz https://a.b/c.tgz, d.tgz",
    "curl --output=d.tgz https://a.b/c.tgz, d.tgz",
    "curl --output-dir /tmp/ -O https://a.b/c.tgz?d=/e, /tmp/c.tgz",
    "curl -H https://a.b/no.tgz -O https://a.b/c.tgz, c.tgz",
    "wget https://a.b/c.tgz, c.tgz",
    "wget -nv --header https://a.b/no.tgz https://a.b/c.tgz#d, c.tgz",
    "wget -qO d.tgz https://a.b/c.tgz, d.tgz",
    "wget --output-document=d.tgz https://a.b/c.tgz, d.tgz",
    "wget -P /tmp https://a.b/c.tgz, /tmp/c.tgz",
    "wget -P / https://a.b/c.tgz, /c.tgz",
  })
  void aFileIsCalledAsTheCommandSays(String line, String file) {
    assertThat(files(line)).containsExactly(file);
  }

  @ParameterizedTest
  @CsvSource({
    "curl https://a.b/c.tgz",
    "curl -o - https://a.b/c.tgz",
    "wget -qO- https://a.b/c.tgz",
    "wget -r https://a.b/c.tgz",
    "wget https://a.b/",
    "echo https://a.b/c.tgz",
  })
  void whatGoesElsewhereIsNoFile(String line) {
    assertThat(files(line)).isEmpty();
  }

  @Test
  void wgetKeepsTheQueryInTheName() {
    assertThat(files("wget https://a.b/c.tgz?raw=1")).containsExactly("c.tgz?raw=1");
  }
}

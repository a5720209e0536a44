package dev.kobako.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.KobakoException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words by which users name drives. */
class DriveWordsTest {
  private static final DriveWords HTTP = new DriveWords("--http");
  private static final DriveWords EXEC = new DriveWords("--exec");

  private static void refused(ThrowingCallable reading, String message) {
    assertThatThrownBy(reading).isInstanceOf(KobakoException.class).hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({
    "GET:/, GET, 0, /, 0",
    "GET:/health=200, GET, 0, /health, 200",
    "POST:8080/items=201, POST, 8080, /items, 201",
    "GET:/?a=1, GET, 0, /?a=1, 0",
    "GET:/?a=200=404, GET, 0, /?a=200, 404",
    "GET:/a:b/c, GET, 0, /a:b/c, 0",
  })
  void aRequestHasAMethodAPortAPathAndAStatus(
      String text, String method, int port, String path, int status) {
    assertThat(HTTP.http(text))
        .isEqualTo(
            new Drive.Http(
                method,
                Optional.of(port).filter(number -> number > 0),
                path,
                Optional.of(status).filter(number -> number > 0)));
  }

  @Test
  void whatIsNoRequestIsRefused() {
    refused(
        () -> HTTP.http("/health"),
        "--http /health: expected METHOD:[PORT]PATH[=STATUS]\n"
            + "remedy: write --http GET:/health=200");
    refused(
        () -> HTTP.http("GET:health"),
        "--http GET:health: has no path, expected METHOD:[PORT]PATH[=STATUS]\n"
            + "remedy: write --http GET:/health");
    refused(
        () -> HTTP.http("GET:99999/"),
        "--http GET:99999/: '99999' is no port, expected a number from 1 to 65535\n"
            + "remedy: write the number on which the program listens");
    refused(
        () -> HTTP.http("GET:/=999"),
        "--http GET:/=999: '999' is no status, expected one from 100 to 599\n"
            + "remedy: write =200, or leave it out for any below 500");
    refused(
        () -> HTTP.http("GET:/a b"),
        "--http GET:/a b: its path has a blank or a letter that URLs don't have\n"
            + "remedy: encode it with percent signs, as in /caf%C3%A9");
  }

  @Test
  void commandsAreSplitAsAShellSplitsThem() {
    assertThat(EXEC.exec("redis-cli  -p 6379 'set' \"a b\" '' c\\ d*").command())
        .isEqualTo(List.of("redis-cli", "-p", "6379", "set", "a b", "", "c d*"));
    assertThat(EXEC.check("./smoke.sh it\\'s").command()).isEqualTo(List.of("./smoke.sh", "it's"));
  }

  @Test
  void whatOnlyAShellCanDoIsRefused() {
    refused(
        () -> EXEC.exec("a && b"),
        "--exec a && b: is no command of plain words: line 1: more than one command of plain"
            + " words\nremedy: write sh -c '…' for what only a shell can do");
    refused(
        () -> EXEC.exec("echo $HOME"),
        "--exec echo $HOME: is no command of plain words: line 1: $HOME is an expansion\n"
            + "remedy: write sh -c '…' for what only a shell can do");
    refused(
        () -> EXEC.exec("echo 'a"),
        "--exec echo 'a: is no command of plain words: line 1: the end, expected the quote that"
            + " closes\nremedy: write sh -c '…' for what only a shell can do");
    refused(
        () -> EXEC.exec(" "),
        "--exec  : names no command\nremedy: write --exec 'PROGRAM ARGUMENT…'");
  }

  @Test
  void timesHaveUnits() {
    DriveWords words = new DriveWords("--for");
    assertThat(words.time("10").time()).isEqualTo(Duration.ofSeconds(10));
    assertThat(words.time("500ms").time()).isEqualTo(Duration.ofMillis(500));
    assertThat(words.time("2m").time()).isEqualTo(Duration.ofMinutes(2));
    for (String wrong : List.of("0", "ten", "-1s", "25h")) {
      refused(
          () -> words.time(wrong),
          "--for "
              + wrong
              + ": is no time, expected one up to 24h\nremedy: write 10s, 500ms or 2m");
    }
  }

  @Test
  void portsAndExpressionsAreChecked() {
    DriveWords words = new DriveWords("--until-port");
    assertThat(words.untilPort("80").port()).isEqualTo(80);
    refused(
        () -> words.untilPort("http"),
        "--until-port http: 'http' is no port, expected a number from 1 to 65535\n"
            + "remedy: write the number on which the program listens");
    assertThat(words.untilLog("a+").pattern().pattern()).isEqualTo("a+");
    refused(
        () -> new DriveWords("--until-log").untilLog("a("),
        "--until-log a(: is no regular expression: Unclosed group at 2\n"
            + "remedy: put a backslash before a sign that stands for itself");
  }

  @Test
  void inputIsAFileThatIsThere(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("in"), "x");
    DriveWords words = new DriveWords("--stdin");
    assertThat(words.stdin("in", folder).input()).isEqualTo(file);
    refused(
        () -> words.stdin("out", folder),
        "--stdin out: "
            + folder.resolve("out")
            + " is no file that can be read\nremedy: name one that is there");
  }
}

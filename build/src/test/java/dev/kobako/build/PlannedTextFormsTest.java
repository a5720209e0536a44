package dev.kobako.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.dockerfile.GoText;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The small languages inside of instructions. */
class PlannedTextFormsTest {
  @Test
  void textsAreQuotedAsGoDoes() {
    assertThat(HistoryText.quoted(List.of("a b", "\"\\", "\t\n\r\f\b\u0007\u000b", "\u001b\u007f")))
        .isEqualTo("[\"a b\" \"\\\"\\\\\" \"\\t\\n\\r\\f\\b\\a\\v\" \"\\x1b\\x7f\"]");
    assertThat(GoText.quoted("é小\u00a0\u200b\ue000\ud83d\ude00\udb40\udc01"))
        .isEqualTo("\"é小\\u00a0\\u200b\\ue000\ud83d\ude00\\U000e0001\"");
    assertThat(HistoryText.quoted(List.of())).isEqualTo("[]");
  }

  @Test
  void timesAreWrittenAsGoDoes() {
    assertThat(
            List.of(0L, 1L, 1_500L, 20_000_000L, 1_000_000_000L, 1_500_000_000L, 60_000_000_000L)
                .stream()
                .map(HistoryText::time))
        .containsExactly("0s", "1ns", "1.5µs", "20ms", "1s", "1.5s", "1m0s");
    assertThat(HistoryText.time(5_400_000_000_000L)).isEqualTo("1h30m0s");
    assertThat(HistoryText.time(Long.MAX_VALUE)).isEqualTo("2562047h47m16.854775807s");
  }

  @Test
  void portsHaveRangesProtocolsAndHosts() throws Exception {
    assertThat(ExposedPorts.of("80")).containsExactly("80/tcp");
    assertThat(ExposedPorts.of("80/")).containsExactly("80/tcp");
    assertThat(ExposedPorts.of("1-3/SCTP")).containsExactly("1/sctp", "2/sctp", "3/sctp");
    assertThat(ExposedPorts.of("127.0.0.1:8080:80")).containsExactly("80/tcp");
    assertThat(ExposedPorts.of("[::1]:8080:80/udp")).containsExactly("80/udp");
    assertThat(ExposedPorts.of("::80")).containsExactly("80/tcp");
    assertThat(ExposedPorts.of("8000-8010:80")).containsExactly("80/tcp");
    assertThat(ExposedPorts.of("0-65535")).hasSize(65_536);
  }

  @Test
  void whatIsNoPortIsSaid() {
    String[][] pairs = {
      {"", "no port, expected a number up to 65535"},
      {"/tcp", "no port, expected a number up to 65535"},
      {"80/bogus", "protocol 'bogus', expected tcp, udp or sctp"},
      {"65536", "'65536' is not a port, expected a number up to 65535"},
      {
        "99999999999999999999",
        "'99999999999999999999' is not a port, expected a number up to 65535"
      },
      {"http", "'http' is not a port, expected a number up to 65535"},
      {"9-8", "a range that ends before it begins: 9-8"},
      {"1.2.3:80:80", "'1.2.3' is not an IP address"},
      {"[::zz]:80:80", "'[::zz]' is not an IP address"},
      {"1-2:80-82", "2 ports of the host for 3 of the container"},
    };
    for (String[] pair : pairs) {
      assertThatThrownBy(() -> ExposedPorts.of(pair[0])).as(pair[0]).hasMessage(pair[1]);
    }
  }

  @Test
  void signalsAreNamesAndNumbers() {
    assertThat(List.of("9", "KILL", "sigkill", "SIGRTMIN+15", "RTMAX-14", "SIGRTMIN", "99", "-1"))
        .allMatch(StopSignals::isSignal);
    assertThat(
            List.of("", "0", "9 15", "SIGNONE", "RTMIN+16", "RTMAX-15", "RTMIN+0", "99999999999"))
        .noneMatch(StopSignals::isSignal);
  }

  @Test
  void pathsAreJoinedAsText() {
    assertThat(StepPath.workingDirectory("/w", "")).isEqualTo("/w");
    assertThat(StepPath.workingDirectory("/w/", "a/")).isEqualTo("/w/a");
    assertThat(StepPath.workingDirectory("/w", "/a//b/")).isEqualTo("/a//b/");
    assertThat(StepPath.destination("/w", "")).isEqualTo("/w/");
  }

  @Test
  void gitRepositoriesAreToldFromFilesByTheirForm() {
    assertThat(
            List.of(
                "https://a.example/b.git",
                "http://a.example/b.git?ref=x#y:z",
                "git://a.example/b",
                "ssh://git@a.example/b",
                "git@a.example:b.git",
                "user@host:path"))
        .allMatch(source -> RemoteSource.of(source) instanceof CopyStep.Source.Git);
    assertThat(List.of("https://a.example/b", "http://a.example", "https://a.example?x.git"))
        .allMatch(source -> RemoteSource.of(source) instanceof CopyStep.Source.Url);
    assertThat(
            List.of("github.com/a/b", "./git@a:b", "a@b", "ftp://a/b.git", "a b@c:d", "c:d", "://"))
        .allMatch(source -> RemoteSource.of(source) instanceof CopyStep.Source.Path);
  }
}

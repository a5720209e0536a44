package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same base has the same digest in whatever home, umask, time zone and locale. */
@Timeout(240)
class BaseDigestTest {
  @TempDir Path temp;
  private Kobako kobako = Kobako.withStore(Path.of("/nonexistent"));

  @BeforeEach
  void start() throws Exception {
    kobako = DebianBase.user(temp);
  }

  /** As a process of its own, with another umask, time zone, locale and home. */
  private String elsewhere(String... arguments) throws Exception {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("sh", "-c", "umask 027; exec \"$@\"", "sh"));
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC"));
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    words.addAll(List.of(arguments));
    return HostCommand.of(temp, words.toArray(new String[0]))
        .withOnly(
            Map.of(
                "PATH",
                System.getenv("PATH"),
                "KOBAKO_HOME",
                DebianBase.otherHome().toString(),
                "TZ",
                "Pacific/Kiritimati",
                "LC_ALL",
                "C"))
        .output();
  }

  @Test
  void ofDistrolessBases() throws Exception {
    String[] words = {
      "base",
      "debian:bookworm",
      "--distroless",
      "-p",
      "libssl3,ca-certificates,tzdata",
      "-t",
      "x",
      "-q"
    };
    String here = kobako.run(words).succeeded().out();

    assertThat(elsewhere(words)).isEqualTo(here);
  }

  @Test
  void ofFullBases() throws Exception {
    String[] words = {"base", "debian:bookworm", "-t", "x", "-q", "--lock", "x.lock"};
    String here = kobako.run(words).succeeded().out();

    assertThat(elsewhere(words)).isEqualTo(here);
  }
}

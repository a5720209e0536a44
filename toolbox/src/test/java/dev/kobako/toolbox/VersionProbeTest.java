package dev.kobako.toolbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class VersionProbeTest {
  private static final Duration SHORT = Duration.ofMillis(300);

  @TempDir Path temp;

  private Optional<String> version(String commands) {
    return VersionProbe.version(Tool.RUNC, Script.at(temp.resolve("runc"), commands));
  }

  private Optional<String> versionSoon(String commands) {
    return VersionProbe.version(Tool.RUNC, Script.at(temp.resolve("runc"), commands), SHORT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "runc version 1.1.5+ds1 | 1.1.5",
        "runc version 1.3.0-rc.2 | 1.3.0",
        "upx 4.2.4 UCL data compression library 1.03 | 4.2.4",
        "GNU strip (GNU Binutils for Debian) 2.44 | 2.44",
        "GNU strip version 2.40-14.el9 20240101 | 2.40",
        "BusyBox v1.37.0 (Debian 1:1.37.0-6+b9) multi-call binary. | 1.37.0",
        "docker-registry github.com/docker/distribution 2.8.3+ds1 | 2.8.3",
        "registry github.com/distribution/distribution/v3 v3.0.0 | 3.0.0",
        "from 2025, 12 things | ''",
        "7. | ''",
        "'' | ''"
      })
  void aVersionIsTheFirstNumberWithADotInside(String said, String version) {
    assertThat(VersionProbe.versionIn(said).orElse("")).isEqualTo(version);
  }

  @ParameterizedTest
  @CsvSource({
    "1.0.0, false",
    "1.0.99, false",
    "1.1, false",
    "1.1.0, true",
    "1.10.0, true",
    "10.0, true"
  })
  void versionsAreComparedNumberByNumber(String version, boolean enough) {
    assertThat(VersionProbe.isNewEnough(Tool.RUNC, version)).isEqualTo(enough);
  }

  @Test
  void theVersionMayBeSaidOnEitherStream() {
    assertThat(version("echo runc version 1.2.3")).contains("1.2.3");
    assertThat(version("echo runc version 1.2.3 >&2")).contains("1.2.3");
  }

  @Test
  void aProgramThatFailsIsNotBelieved() {
    assertThat(
            version(
                "echo 'runc: error while loading shared libraries: libseccomp.so.2.5.1'; exit"
                    + " 127"))
        .isEmpty();
  }

  @Test
  void whatIsNoProgramHasNoVersion() throws Exception {
    Path file = Script.at(temp.resolve("runc"), "");
    Files.write(file, new byte[] {0x7f, 'E', 'L', 'F', 1, 2, 3});

    assertThat(VersionProbe.version(Tool.RUNC, file)).isEmpty();
    assertThat(VersionProbe.version(Tool.RUNC, temp.resolve("none"))).isEmpty();
  }

  @Test
  void aProgramThatHangsIsEndedWithWhatItHasStarted() throws Exception {
    assertThat(versionSoon("echo 1.2.3; sleep 1000 & echo $! >" + temp + "/pid; wait")).isEmpty();

    long child = Long.parseLong(Files.readString(temp.resolve("pid")).strip());
    while (ProcessHandle.of(child).isPresent()) {
      Thread.sleep(10);
    }
  }

  @Test
  void aProgramThatNeverStopsTalkingIsEnded() {
    assertThat(versionSoon("exec yes 1.2.3")).isEmpty();
  }

  @Test
  void aPipeThatStaysOpenDelaysNobodyForLong() {
    assertThat(version("echo 1.2.3; sleep 20 &")).contains("1.2.3");
  }
}

package dev.kobako.apt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Progress;
import dev.kobako.testkit.PackageArchive;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When signatures are checked again that were checked before. */
@Timeout(30)
class ReleaseFetchTest {
  private static final Instant NOW = TestRepositories.NOW;

  private final List<String> checks = new ArrayList<>();
  private String keys = "first";

  @TempDir Path cache;
  @TempDir Path folder;

  @BeforeEach
  void publish() {
    publish(NOW.minus(Duration.ofDays(1)));
  }

  private void publish(Instant date) {
    new PackageArchive()
        .add("stable", "Package: a\nVersion: 1\nArchitecture: amd64", new byte[1])
        .publish("stable", date)
        .writeTo(folder);
  }

  private final class Recording implements ReleaseTrust {
    @Override
    public Release check(
        byte[] inRelease, AptSource source, String suite, String url, Instant now) {
      checks.add("signatures");
      if (keys.equals("none")) {
        throw KobakoException.finding(Diagnostic.of(url, "is not trusted"));
      }
      return UncheckedRelease.check(inRelease, source, suite, url, now);
    }

    @Override
    public String keys(AptSource source) {
      return keys;
    }

    @Override
    public Release reread(
        byte[] inRelease, AptSource source, String suite, String url, Instant now) {
      checks.add("dates");
      return UncheckedRelease.check(inRelease, source, suite, url, now);
    }
  }

  private Instant fetch(boolean offline, Instant now) {
    AptCache store = new AptCache(cache);
    store.make();
    AptSource source = TestRepositories.source("file:" + folder, "stable").getFirst();
    return new ReleaseFetch(store, new Recording(), offline, now, Progress.NONE)
        .fetch(new Suite(source, "stable", new LocalArchive(folder)))
        .orElseThrow()
        .release()
        .date();
  }

  @Test
  void signaturesAreCheckedOnceForTheSameBytesAndKeys() {
    fetch(false, NOW);
    fetch(false, NOW.plusSeconds(1));
    fetch(true, NOW.plusSeconds(2));

    assertThat(checks).containsExactly("signatures", "dates", "dates");
  }

  @Test
  void signaturesAreCheckedAgainAfterADay() {
    fetch(false, NOW);
    fetch(true, NOW.plus(Duration.ofDays(1)));
    fetch(true, NOW.plus(Duration.ofDays(1)).plusSeconds(1));
    fetch(true, NOW.minusSeconds(1));

    assertThat(checks).containsExactly("signatures", "signatures", "dates", "signatures");
  }

  @Test
  void signaturesAreCheckedAgainWithOtherKeys() {
    fetch(false, NOW);
    keys = "second";
    fetch(true, NOW);
    keys = "none";

    assertThatThrownBy(() -> fetch(true, NOW))
        .isInstanceOf(KobakoException.class)
        .hasMessage("file:" + folder + "/dists/stable/InRelease: is not trusted");
    assertThat(checks).containsExactly("signatures", "signatures", "signatures");
  }

  @Test
  void signaturesOfANewReleaseAreChecked() {
    fetch(false, NOW);
    publish(NOW);

    assertThat(fetch(false, NOW)).isEqualTo(NOW);
    assertThat(checks).containsExactly("signatures", "signatures");
  }

  @Test
  void anOlderReleaseIsCheckedAndPassedOver() {
    fetch(false, NOW);
    publish(NOW.minus(Duration.ofDays(2)));

    assertThat(fetch(false, NOW)).isEqualTo(NOW.minus(Duration.ofDays(1)));
    assertThat(checks).containsExactly("signatures", "signatures", "dates");
  }
}

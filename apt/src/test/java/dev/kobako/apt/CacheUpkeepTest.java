package dev.kobako.apt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.apt.CacheUpkeep.Limits;
import dev.kobako.debian.AvailablePackages;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.testkit.PackageArchive;
import dev.kobako.testkit.PackageMirror;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CacheUpkeepTest {
  private static final Limits MONTH = new Limits(Duration.ofDays(30), Long.MAX_VALUE);
  private static final String OLD = PackageArchive.sha256(new byte[1000]);
  private static final String NEW = PackageArchive.sha256(new byte[2000]);

  private final PackageArchive archive =
      new PackageArchive()
          .add("stable", "Package: old\nVersion: 1\nArchitecture: amd64", new byte[1000])
          .add("stable", "Package: new\nVersion: 1\nArchitecture: amd64", new byte[2000])
          .publish("stable", Instant.parse("2026-07-11T10:16:37Z"));
  private final PackageMirror mirror = PackageMirror.start(archive);
  private final Instant now = Instant.now();

  @TempDir Path cache;

  @AfterEach
  void stop() {
    mirror.close();
  }

  private void fetch(String... names) {
    try (Repositories repositories = new TestRepositories(cache).online()) {
      fetchWith(repositories, names);
    }
  }

  private void fetchWith(Repositories repositories, String... names) {
    AvailablePackages packages =
        repositories.open(TestRepositories.source(mirror.url(), "stable"), "amd64").packages();
    repositories.debs(
        List.of(names).stream().map(name -> packages.named(name).getFirst()).toList());
  }

  /** For a cache of whose packages nothing was made. */
  private CacheUpkeep upkeep() {
    return new CacheUpkeep(cache, List.of());
  }

  private Path blob(String hex) {
    return cache.resolve("blobs/sha256/" + hex);
  }

  private void age(Path file, int days) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(now.minus(Duration.ofDays(days))));
  }

  @Test
  void whatWasNotUsedForLongGoes() throws Exception {
    fetch("old", "new");
    age(blob(OLD), 31);
    age(blob(NEW), 29);
    CacheUpkeep upkeep = upkeep();
    long before = upkeep.bytes();

    CacheUpkeep.Removal removal = upkeep.keepWithin(MONTH, now);

    assertThat(removal).isEqualTo(new CacheUpkeep.Removal(List.of(blob(OLD)), 1000, before - 1000));
    assertThat(blob(OLD)).doesNotExist();
    assertThat(blob(NEW)).exists();
    assertThat(upkeep.bytes()).isEqualTo(before - 1000);
    assertThat(upkeep.keepWithin(MONTH, now).files()).isEmpty();
  }

  @Test
  void whatIsUsedStays() throws Exception {
    fetch("old");
    age(blob(OLD), 31);
    fetch("old");

    assertThat(upkeep().beyond(MONTH, now).files()).isEmpty();
  }

  @Test
  void beyondASizeGoesWhatWasNotUsedForTheLongestTime() throws Exception {
    fetch("old", "new");
    age(blob(OLD), 2);
    age(blob(NEW), 1);
    CacheUpkeep upkeep = upkeep();

    long limit = upkeep.bytes() - 1;
    assertThat(upkeep.keepWithin(new Limits(Duration.ofDays(365), limit), now).files())
        .containsExactly(blob(OLD));
  }

  @Test
  void whatWasMadeOfPackagesGoesByTheSameRules() throws Exception {
    fetch("new");
    Path derived = Files.createDirectory(cache.resolve("unpacked"));
    Path old = Files.write(derived.resolve("old.tars"), new byte[500]);
    Files.write(derived.resolve("new.tars"), new byte[700]);
    age(old, 31);
    CacheUpkeep upkeep = new CacheUpkeep(cache, List.of(derived, cache.resolve("none")));
    long before = upkeep.bytes();

    assertThat(upkeep.keepWithin(MONTH, now))
        .isEqualTo(new CacheUpkeep.Removal(List.of(old), 500, before - 500));
    assertThat(derived.resolve("new.tars")).exists();
  }

  @Test
  void afterAllHasGoneAllComesAgain() {
    fetch("old", "new");

    CacheUpkeep.Removal removal = upkeep().keepWithin(Limits.NOTHING, now.plusSeconds(60));

    assertThat(removal.left()).isZero();
    assertThat(cache.resolve("releases")).isEmptyDirectory();
    assertThat(cache.resolve("indexes")).isEmptyDirectory();
    fetch("old");
    assertThat(blob(OLD)).exists();
  }

  @Test
  void nothingGoesWhileRepositoriesAreOpen() {
    try (Repositories repositories = new TestRepositories(cache).online()) {
      fetchWith(repositories, "old");

      CacheUpkeep upkeep = new CacheUpkeep(cache, List.of(), Duration.ofMillis(10));
      assertThatThrownBy(() -> upkeep.keepWithin(Limits.NOTHING, now.plusSeconds(60)))
          .isInstanceOf(KobakoException.class)
          .hasMessageStartingWith(cache.toString());
      assertThat(blob(OLD)).exists();
    }
    upkeep().keepWithin(Limits.NOTHING, now.plusSeconds(60));
    assertThat(blob(OLD)).doesNotExist();
  }

  @Test
  void aCacheThatIsNotThereIsEmpty() {
    CacheUpkeep none = new CacheUpkeep(cache.resolve("none"), List.of());

    assertThat(none.bytes()).isZero();
    assertThat(none.keepWithin(Limits.NOTHING, now).files()).isEmpty();
    assertThat(cache.resolve("none")).doesNotExist();
  }
}

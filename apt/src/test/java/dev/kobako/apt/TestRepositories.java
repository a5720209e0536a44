package dev.kobako.apt;

import dev.kobako.http.HttpSettings;
import dev.kobako.http.Retry;
import dev.kobako.http.TlsSettings;
import dev.kobako.image.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Repositories for tests: any release is believed, nobody waits between two tries, and the rest is
 * as it is for users.
 *
 * @param cache folder
 * @param log what progress was told
 */
record TestRepositories(Path cache, List<String> log) {
  static final Instant NOW = Instant.parse("2026-07-12T00:00:00Z");

  TestRepositories(Path cache) {
    this(cache, new CopyOnWriteArrayList<>());
  }

  Repositories online() {
    return with(UncheckedRelease::check, false);
  }

  Repositories offline() {
    return with(UncheckedRelease::check, true);
  }

  Repositories with(ReleaseTrust trust, boolean offline) {
    Repositories.Settings settings =
        new Repositories.Settings(
            new TreeMap<>(), hostRoot(), cache, offline, InstantSource.fixed(NOW), progress());
    HttpSettings http =
        new HttpSettings(
            new TreeMap<>(),
            _ -> TlsSettings.SYSTEM,
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            8);
    Retry retry = new Retry(Retry.Limits.USUAL, InstantSource.system(), _ -> {}, () -> 0.5);
    return new Repositories(settings, trust, http, retry);
  }

  /** What they take for the host. */
  Path hostRoot() {
    return cache.resolve("host");
  }

  private Progress progress() {
    return new Progress() {
      @Override
      public Transfer start(String what, long size) {
        log.add("start " + what + " " + size);
        return new Transfer() {
          @Override
          public void moved(long bytes) {}

          @Override
          public void spared(long bytes, String why) {
            log.add(what + ": " + bytes + " " + why);
          }

          @Override
          public void end() {
            log.add("end " + what);
          }
        };
      }

      @Override
      public void note(String text) {
        log.add("note " + text);
      }
    };
  }

  /** The component {@code main} of some suites. */
  static List<AptSource> source(String archive, String... suites) {
    return List.of(
        new AptSource(
            archive,
            List.of(suites),
            List.of("main"),
            List.of(),
            Optional.empty(),
            true,
            "--mirror"));
  }

  /** A suite that is named, and another that nobody named. */
  static List<AptSource> guessing(String archive, String suite, String guessed) {
    return List.of(
        new AptSource(
            archive,
            List.of(suite, guessed),
            List.of("main"),
            List.of(),
            Optional.empty(),
            true,
            Set.of(guessed),
            "--mirror"));
  }
}

package dev.kobako.apt;

import dev.kobako.apt.ArchiveRoot.SmallFile;
import dev.kobako.apt.ArchiveRoot.Validators;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Progress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * Brings the releases of suites up to date. The cache's is used where the server has the same or an
 * older one: mirrors behind one name are not always in step, and who replays the state of a day
 * that is past gets nothing by it.
 *
 * @param trust decides whether one is believed, one from the cache too: it may have expired since,
 *     and keys may have gone
 * @param offline whether only the cache is asked
 * @param now what time it is
 * @param progress is told what is odd
 */
record ReleaseFetch(
    AptCache cache, ReleaseTrust trust, boolean offline, Instant now, Progress progress) {
  /** Debian's has 150 KB, Ubuntu's 270. */
  private static final int MOST_BYTES = 16 << 20;

  /**
   * The release of a suite; empty, where a suite that need not be there is not there.
   *
   * @throws KobakoException a finding, where it is not to be believed; outside, where it can't be
   *     had
   */
  Optional<BelievedRelease> fetch(Suite suite) {
    Path folder = cache.release(suite.url());
    Optional<StoredRelease> stored = StoredRelease.read(folder, MOST_BYTES);
    if (offline && stored.isEmpty() && suite.isExtra()) {
      return Optional.empty();
    }
    if (offline) {
      return Optional.of(believed(suite, stored.orElseThrow(() -> notStored(suite)), folder));
    }
    Validators known = stored.map(StoredRelease::validators).orElse(Validators.NONE);
    Optional<SmallFile> answer = suite.root().small(suite.path("InRelease"), known, MOST_BYTES);
    if (answer.isEmpty()) {
      return missing(suite, stored);
    }
    return Optional.of(
        switch (answer.get()) {
          case SmallFile.Unchanged _ ->
              believed(suite, stored.orElseThrow(() -> unasked(suite)), folder);
          case SmallFile.Fresh fresh -> changed(suite, fresh, stored, folder);
        });
  }

  private BelievedRelease changed(
      Suite suite, SmallFile.Fresh fresh, Optional<StoredRelease> stored, Path folder) {
    if (stored.isPresent() && Arrays.equals(stored.get().bytes(), fresh.bytes())) {
      return believed(suite, stored.get(), folder);
    }
    Release release = checked(suite, fresh.bytes());
    if (stored.isPresent() && release.date().isBefore(stored.get().date())) {
      progress.note(
          "%s: offers the state of %s, older than that of %s that was seen before; going on with the"
                  .formatted(suite, release.date(), stored.get().date())
              + " latter");
      return believed(suite, stored.get(), folder);
    }
    keep(suite, release, fresh, folder);
    return BelievedRelease.of(suite, release, fresh.bytes());
  }

  private BelievedRelease believed(Suite suite, StoredRelease stored, Path folder) {
    StoredRelease.used(folder);
    byte[] bytes = stored.bytes();
    if (stored.isSoundWith(trust.keys(suite.source()), now)) {
      Release release = trust.reread(bytes, suite.source(), suite.name(), suite.url(), now);
      return BelievedRelease.of(suite, release, bytes);
    }
    Release release = checked(suite, bytes);
    keep(suite, release, new SmallFile.Fresh(bytes, stored.validators()), folder);
    return BelievedRelease.of(suite, release, bytes);
  }

  private Release checked(Suite suite, byte[] bytes) {
    return trust.check(bytes, suite.source(), suite.name(), suite.url(), now);
  }

  private void keep(Suite suite, Release release, SmallFile.Fresh file, Path folder) {
    String keys = trust.keys(suite.source());
    new StoredRelease(file.bytes(), release.date(), file.validators(), now, keys)
        .write(cache, folder);
  }

  private Optional<BelievedRelease> missing(Suite suite, Optional<StoredRelease> stored) {
    if (suite.isExtra() && stored.isEmpty()) {
      progress.note(suite + ": there is no such suite; going on without it");
      return Optional.empty();
    }
    throw KobakoException.outside(
        Diagnostic.of(
            suite.url(),
            "there is no such file",
            "check the suite '" + suite.name() + "' and the archive in " + suite.source().place()),
        null);
  }

  private static KobakoException notStored(Suite suite) {
    return KobakoException.outside(
        Diagnostic.of(
            suite.url(),
            "was not fetched before, and nothing is fetched now",
            "run this once without --offline"),
        null);
  }

  private static KobakoException unasked(Suite suite) {
    return KobakoException.outside(
        Diagnostic.of(
            suite.url(),
            "the server says that the file is unchanged, but was not asked that",
            "name another mirror"),
        null);
  }
}

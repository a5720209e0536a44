package dev.kobako.apt;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.DiskFailure;
import dev.kobako.image.LastUse;
import dev.kobako.image.Progress;
import dev.kobako.image.StagedFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The way of indexes into the cache: fetched, unpacked, checked and read through in one go.
 *
 * @param offline whether only the cache is asked
 * @param progress is told of downloads
 */
record IndexIntake(AptCache cache, boolean offline, Progress progress) {
  private static final int BUFFER = 256 * 1024;

  /**
   * An index, from the cache if it is there.
   *
   * @return which the caller closes
   * @throws KobakoException a finding, where it has other bytes than the release promises; outside,
   *     where it can't be had
   */
  PackageIndex take(IndexFiles wanted) {
    Path text = cache.index(wanted.name());
    PackageIndex there = PackageIndex.open(text).or(() -> readAgain(text, wanted)).orElse(null);
    if (there != null) {
      LastUse.note(text);
      LastUse.note(PackageIndex.namesOf(text));
      return there;
    }
    if (offline) {
      throw KobakoException.outside(
          Diagnostic.of(
              wanted.url(),
              "was not fetched before, and nothing is fetched now",
              "run this once without --offline"),
          null);
    }
    fetch(wanted, text);
    return opened(text);
  }

  private static PackageIndex opened(Path text) {
    return PackageIndex.open(text)
        .orElseThrow(() ->
            KobakoException.outside(
                Diagnostic.of(
                    text.toString(),
                    "was changed or removed as soon as it was written",
                    "run this again"),
                null));
  }

  /** Makes anew what is known of a text that is there, if that is still the right text. */
  private Optional<PackageIndex> readAgain(Path text, IndexFiles wanted) {
    if (wanted.text().isEmpty() || !Files.isRegularFile(text)) {
      return Optional.empty();
    }
    PackagesScan scan = new PackagesScan();
    try (InputStream in = Files.newInputStream(text)) {
      CheckedInput checked =
          new CheckedInput(in, wanted.text().get(), text.toString(), Progress.Transfer.NONE);
      byte[] buffer = new byte[BUFFER];
      for (int n = checked.read(buffer); n >= 0; n = checked.read(buffer)) {
        scan.accept(buffer, n);
      }
      scan.end();
      checked.require();
    } catch (IOException | KobakoException _) {
      return Optional.empty();
    }
    cache.write(PackageIndex.namesOf(text), PackageNames.write(scan, wanted.text().get().size()));
    return PackageIndex.open(text);
  }

  private void fetch(IndexFiles wanted, Path target) {
    Progress.Transfer transfer = progress.start(wanted.title(), wanted.packed().size());
    StagedFile staged = cache.stage();
    boolean done = false;
    try {
      PackagesScan scan = new PackagesScan();
      long size = new IndexUnpacking(wanted, transfer, scan, staged.path()).run();
      // The text is there before what is known of it, so that the latter never stands alone.
      staged.renameTo(target);
      done = true;
      cache.write(PackageIndex.namesOf(target), PackageNames.write(scan, size));
    } catch (IOException e) {
      throw DiskFailure.writing(target, e);
    } finally {
      if (!done) {
        staged.delete();
      }
    }
    transfer.end();
  }
}

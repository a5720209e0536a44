package dev.kobako.apt;

import dev.kobako.apt.Release.IndexFile;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import dev.kobako.image.DiskOutput;
import dev.kobako.image.GzipInput;
import dev.kobako.image.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.tukaani.xz.XZInputStream;

/**
 * An index that is fetched and, as it comes, unpacked into a file and read through. What came out
 * is to be believed only if this returns.
 *
 * @param transfer is told of the packed bytes
 * @param scan reads through the text
 * @param file that exists
 */
record IndexUnpacking(IndexFiles wanted, Progress.Transfer transfer, PackagesScan scan, Path file) {
  private static final int BUFFER = 256 * 1024;

  /** Debian's main has 50 MB. */
  private static final long MOST_TEXT = 1L << 30;

  private static final int XZ_MEMORY_KIB = 128 * 1024;

  /**
   * Does it.
   *
   * @return the size of the text in bytes
   * @throws KobakoException a finding, where there are other bytes than the release promises;
   *     outside, where server or disk fail
   */
  long run() {
    try (InputStream raw = source().open()) {
      CheckedInput packed = new CheckedInput(raw, wanted.packed(), wanted.url(), transfer);
      try {
        CheckedInput text = text(packed);
        writeAndScan(text);
        packed.require();
        if (wanted.text().isPresent()) {
          text.require();
        }
        return text.count();
      } catch (IOException e) {
        // Wrong bytes can't be unpacked either; then that they are wrong is what to tell.
        packed.drain();
        packed.require();
        throw unreadable(e);
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private Content source() {
    String missing =
        wanted.byHash()
            ? "try again in some minutes, or name another mirror: this one lacks a file of its own"
                + " release"
            : "try again in some minutes, for the mirror may be changing just now";
    Suite suite = wanted.suite();
    return suite.root().file(wanted.fetchedPath(), wanted.packed().size(), wanted.title(), missing);
  }

  private CheckedInput text(CheckedInput packed) throws IOException {
    InputStream unpacked =
        switch (wanted.packing()) {
          case GZIP -> new GzipInput(packed, BUFFER);
          case XZ -> new XZInputStream(packed, XZ_MEMORY_KIB);
          case NONE -> packed;
        };
    IndexFile promised = wanted.text().orElse(new IndexFile(MOST_TEXT, wanted.packed().digest()));
    if (promised.size() > MOST_TEXT) {
      throw new IOException(
          "has " + promised.size() + " bytes, at most " + MOST_TEXT + " are read");
    }
    return new CheckedInput(unpacked, promised, wanted.url() + " unpacked", Progress.Transfer.NONE);
  }

  private void writeAndScan(CheckedInput text) throws IOException {
    byte[] buffer = new byte[BUFFER];
    try (DiskOutput out = DiskOutput.open(file)) {
      for (int n = text.read(buffer); n >= 0; n = text.read(buffer)) {
        out.write(buffer, 0, n);
        scan.accept(buffer, n);
      }
    }
    scan.end();
  }

  private KobakoException unreadable(IOException cause) {
    return KobakoException.finding(
        Diagnostic.of(
            wanted.url(),
            "can't be read: " + cause.getMessage(),
            "name another mirror, or tell the operator of this one"));
  }
}

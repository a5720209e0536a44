package dev.kobako.apt;

import dev.kobako.image.Digest;
import dev.kobako.image.DiskFailure;
import dev.kobako.image.DownloadFolder;
import dev.kobako.image.StagedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files that kobako keeps of archives; all of them can be lost, for they can be fetched again.
 *
 * <pre>
 * releases/NAME/InRelease   of a suite, as it was last believed; NAME tells archive and suite
 * releases/NAME/state       what is to be known of it without reading it
 * indexes/HEX               a Packages file, unpacked; HEX is its SHA-256
 * indexes/HEX.names-N       where its packages are, in version N of kobako's own form
 * blobs/sha256/HEX          a .deb
 * staged/                   what is being written, and downloads that broke
 * use.lock                  shared by all who rely on the above, taken alone to remove from it
 * </pre>
 *
 * @param folder made if need be
 */
record AptCache(Path folder) {
  private static final int READABLE = 80;

  /** Where the .debs are. */
  DownloadFolder packages() {
    return new DownloadFolder(folder);
  }

  /** What those hold who rely on the cache. */
  Path lock() {
    return folder.resolve("use.lock");
  }

  /** Where releases of suites are. */
  Path releases() {
    return folder.resolve("releases");
  }

  /** The folder of a suite's release, whether there is one or not. */
  Path release(String url) {
    StringBuilder name = new StringBuilder();
    int start = url.indexOf("//") + 1;
    for (int i = start + 1; i < url.length() && name.length() < READABLE; i++) {
      char c = url.charAt(i);
      boolean kept = Character.isLetterOrDigit(c) && c < 0x80;
      name.append(kept || c == '.' || c == '-' ? c : '_');
    }
    String hash = Digest.sha256(url.getBytes(StandardCharsets.UTF_8)).brief();
    return releases().resolve(name + "_" + hash);
  }

  /** Where indexes are. */
  Path indexes() {
    return folder.resolve("indexes");
  }

  /** The unpacked index of that digest, whether it is there or not. */
  Path index(Digest digest) {
    return indexes().resolve(digest.hex());
  }

  /** Makes folders. */
  void make() {
    try {
      Files.createDirectories(indexes());
      Files.createDirectories(releases());
    } catch (IOException e) {
      throw DiskFailure.writing(folder, e);
    }
  }

  /** A new file that is to get its name when it is complete. */
  StagedFile stage() {
    return StagedFile.create(packages().staging());
  }

  /** Writes a small file that is there completely or not at all. */
  void write(Path target, byte[] bytes) {
    StagedFile.write(packages().staging(), target, file -> Files.write(file, bytes));
  }
}

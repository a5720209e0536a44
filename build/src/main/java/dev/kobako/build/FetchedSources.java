package dev.kobako.build;

import dev.kobako.http.HttpSettings;
import dev.kobako.http.Retry;
import dev.kobako.image.ExpansionLimit;
import java.nio.file.Path;
import java.util.SortedMap;

/**
 * What contexts, COPY and ADD have fetched and unpacked: it lies in one folder, so that what one of
 * them has brought the others have too. Safe for use by several threads and processes.
 */
final class FetchedSources {
  private final UnpackedArchives archives;
  private final Downloads downloads;
  private final GitCheckout git;

  /**
   * @param folder made when it is needed; it can be thrown away when nothing is built. Contents of
   *     trees are slices of what is in it
   * @param environment of the host: proxies and trust, and what git needs
   */
  FetchedSources(Path folder, SortedMap<String, String> environment) {
    this.archives = new UnpackedArchives(folder.resolve("archives"), ExpansionLimit.DEFAULT);
    this.downloads =
        new Downloads(folder.resolve("downloads"), HttpSettings.of(environment), Retry.usual());
    this.git = new GitCheckout(folder.resolve("git"), environment);
  }

  UnpackedArchives archives() {
    return archives;
  }

  Downloads downloads() {
    return downloads;
  }

  GitCheckout git() {
    return git;
  }
}

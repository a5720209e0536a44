package dev.kobako.build;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.http.HttpSettings;
import dev.kobako.http.Retry;
import dev.kobako.image.Digest;
import dev.kobako.image.ExpansionLimit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * Does what COPY and ADD say, without root and on any system: trees and layers are values, contents
 * stay where they are. Safe for use by several threads.
 */
public final class Copying {
  private final UnpackedArchives archives;
  private final Downloads downloads;
  private final GitCheckout git;

  /**
   * @param folder where unpacked archives and what was fetched lie; it is made when it is needed
   *     and can be thrown away when nothing is built. Layers that are being written have contents
   *     in it
   * @param environment of the host: proxies and trust, and what git needs
   */
  public Copying(Path folder, SortedMap<String, String> environment) {
    this.archives = new UnpackedArchives(folder.resolve("archives"), ExpansionLimit.DEFAULT);
    this.downloads =
        new Downloads(folder.resolve("downloads"), HttpSettings.of(environment), Retry.usual());
    this.git = new GitCheckout(folder.resolve("git"), environment);
  }

  /**
   * Selects.
   *
   * @param sources the tree that a path source is looked for in
   * @throws dev.kobako.diagnostic.KobakoException a finding, where a source is not there; its place
   *     is the source, for whoever knows the Dockerfile to say the line
   */
  public CopySelection select(CopyStep step, Function<CopySource, SourceTree> sources) {
    List<CopiedSource> found = new ArrayList<>();
    for (CopyStep.Source source : step.sources()) {
      switch (source) {
        case CopyStep.Source.Path(String pattern) ->
            found.addAll(new SourceSearch(step, sources.apply(step.from())).find(pattern));
        case CopyStep.Source.Inline(String name, String content) ->
            found.add(new InlineFile(name, content).source());
        case CopyStep.Source.Url(String url) ->
            found.add(
                new UrlFile(DownloadUrl.of(url), promised(step), downloads)
                    .source(step.unpack().orElse(false)));
        case CopyStep.Source.Git(String url) ->
            found.add(new GitSource(GitSource.url(url, step), git).source());
      }
    }
    return new CopyingSelection(step, found, archives);
  }

  private static Optional<Digest> promised(CopyStep step) {
    Optional<Digest> promised = step.checksum().map(Digest::parse);
    if (promised.isPresent() && !promised.get().algorithm().equals("sha256")) {
      throw KobakoException.finding(
          Diagnostic.of(
              "--checksum=" + promised.get(),
              "has the algorithm " + promised.get().algorithm() + ", expected sha256",
              "give the output of sha256sum, as --checksum=sha256:…"));
    }
    return promised;
  }
}

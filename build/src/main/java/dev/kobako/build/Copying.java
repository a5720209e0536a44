package dev.kobako.build;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Digest;
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
  private final FetchedSources fetched;

  /**
   * @param cache the build cache's folder. Layers that are being written have contents in it
   * @param environment of the host: proxies and trust, and what git needs
   */
  public Copying(Path cache, SortedMap<String, String> environment) {
    this.fetched = new FetchedSources(new BuildCacheFolders(cache).sources(), environment);
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
                new UrlFile(DownloadUrl.of(url), promised(step), fetched.downloads())
                    .source(step.unpack().orElse(false)));
        case CopyStep.Source.Git(String url) ->
            found.add(new GitSource(GitSource.url(url, step), fetched.git()).source());
      }
    }
    return new CopyingSelection(step, found, fetched.archives());
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

package dev.kobako.build;

import dev.kobako.http.HttpClient;
import dev.kobako.image.ExpansionLimit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Does what COPY and ADD say, without root and on any system: trees and layers are values, contents
 * stay where they are. Safe for use by several threads.
 */
public final class Copying {
  private final Path folder;
  private final Supplier<HttpClient> http;

  /**
   * @param folder where unpacked archives and what was fetched lie; it is made when it is needed
   *     and can be thrown away when nothing is built. Layers that are being written have contents
   *     in it
   * @param http asked for when something has to be fetched; whoever gives it closes it
   */
  public Copying(Path folder, Supplier<HttpClient> http) {
    this.folder = folder;
    this.http = http;
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
        case CopyStep.Source.Url _, CopyStep.Source.Git _ ->
            throw new UnsupportedOperationException(source + " " + folder + http);
      }
    }
    UnpackedArchives archives =
        new UnpackedArchives(folder.resolve("archives"), ExpansionLimit.DEFAULT);
    return new CopyingSelection(step, found, archives);
  }
}

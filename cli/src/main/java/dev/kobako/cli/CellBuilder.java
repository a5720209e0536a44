package dev.kobako.cli;

import dev.kobako.build.BaseImages;
import dev.kobako.build.BuildCache;
import dev.kobako.build.BuildContexts;
import dev.kobako.build.Planner;
import dev.kobako.compare.BuildSettings;
import dev.kobako.config.FieldText;
import dev.kobako.image.Image;
import dev.kobako.image.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/**
 * Builds from a Dockerfile as a matrix says it.
 *
 * @param base what {@code ARG BASE} gets, as Dockerfiles write it
 */
record CellBuilder(CompareMeans means, BuildSettings settings, Optional<String> base) {
  /** The build argument that the setting {@code base} gives. */
  private static final String BASE = "BASE";

  /**
   * The Dockerfile, with the matrix' variables, and its context.
   *
   * @param cache where digests of files are remembered
   */
  BuildContexts.Opened open(Path cache) {
    BuildContexts contexts =
        new BuildContexts(cache, means.beside(), means.console().environment());
    Optional<Path> dockerfile =
        settings.dockerfile().map(FieldText::text).map(means.beside()::resolve);
    Path context =
        settings
            .context()
            .map(each -> means.beside().resolve(each.text()))
            .or(() -> dockerfile.map(Path::getParent))
            .orElse(means.beside())
            .normalize();
    BuildContexts.Opened opened =
        contexts.open(
            context.toString(),
            dockerfile.map(each -> each.normalize().toString()),
            java.io.InputStream.nullInputStream());
    return new BuildContexts.Opened(
        RunVariables.in(opened.dockerfile(), settings.env()), opened.tree());
  }

  /** Finds out what it starts from, by asking {@code images} for all of that. */
  void plan(BuildContexts.Opened opened, BaseImages images) {
    BuildArguments arguments = new BuildArguments(parsed(), means.console());
    new Planner(arguments.request(opened.dockerfile(), Platform.host()), images).plan();
  }

  /**
   * Builds it.
   *
   * @param display gets what its steps write
   */
  Image build(
      BuildContexts.Opened opened, BuildCache cache, BaseImages images, BuildDisplay display)
      throws IOException {
    ParseResult parsed = parsed();
    BuildWork work =
        new BuildWork(
            means.console(),
            display,
            cache,
            new BuildContexts(cache.folder(), means.beside(), means.console().environment()),
            opened,
            images,
            new BuildWork.Demand(
                new BuildArguments(parsed, means.console()),
                new EngineArguments(means.parsed(), means.console()),
                new CacheArguments(parsed, means.console()),
                false));
    return work.build(Platform.host(), "", means.homes()).image();
  }

  /** The same as {@code kobako build} is told it. */
  private ParseResult parsed() {
    List<String> words = new ArrayList<>();
    base.ifPresent(each -> words.addAll(List.of("--build-arg", BASE + "=" + each)));
    settings
        .args()
        .forEach((name, value) -> words.addAll(List.of("--build-arg", name + "=" + value)));
    settings.target().ifPresent(each -> words.addAll(List.of("--target", each.text())));
    words.add(".");
    CommandLine line = new CommandLine(BuildCommand.spec());
    line.setExpandAtFiles(false);
    return line.parseArgs(words.toArray(new String[0]));
  }
}

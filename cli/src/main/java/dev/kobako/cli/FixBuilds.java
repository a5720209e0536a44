package dev.kobako.cli;

import dev.kobako.build.BuildCache;
import dev.kobako.build.BuildContexts;
import dev.kobako.build.SourceTree;
import dev.kobako.dockerfile.SourceText;
import dev.kobako.fix.BuiltImage;
import dev.kobako.fix.IgnoreFile;
import dev.kobako.fix.ImageBuilder;
import dev.kobako.image.CompressedSize;
import dev.kobako.image.Compression;
import dev.kobako.image.Image;
import dev.kobako.image.ImageStore;
import dev.kobako.image.Layer;
import dev.kobako.image.Platform;
import dev.kobako.transfer.Homes;
import dev.kobako.tree.LayerFileBytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** The builds that promises of fixes are held against, all with the same context and options. */
final class FixBuilds implements ImageBuilder, AutoCloseable {
  private final ParseResult parsed;
  private final Console console;
  private final BuildDisplay display;
  private final BuildCache cache;
  private final BuildContexts contexts;
  private final Path folder;
  private final SourceTree context;
  private final Homes homes;
  private final ComposedBases supply;

  /**
   * Opens what builds need.
   *
   * @param folder the context, as users name it
   * @param file the Dockerfile as users name it, which decides which ignore file counts
   * @param text what is in it
   */
  FixBuilds(ParseResult parsed, Console console, String folder, String file, SourceText text) {
    this.parsed = parsed;
    this.console = console;
    Path root = ImageStore.defaultRoot(console.environment());
    Path cacheFolder = BuildCommand.cache(root);
    this.contexts = new BuildContexts(cacheFolder, console.path("."), console.environment());
    this.folder = console.path(folder);
    InputStream input = new ByteArrayInputStream(text.text().getBytes(StandardCharsets.UTF_8));
    this.context = contexts.open(folder, Optional.of(file), input).tree();
    this.display =
        BuildDisplay.on(
            console,
            parsed.hasMatchedOption("--quiet")
                ? "quiet"
                : Options.text(parsed, "--progress").orElse("auto"));
    ImageStore store = ImageStore.open(root);
    this.supply =
        new ComposedBases(
            console,
            parsed.hasMatchedOption("--compose-bases"),
            new RepositoryArguments(parsed, console),
            store,
            display);
    this.homes =
        new Homes(
            store, console.environment(), parsed.hasMatchedOption("--insecure"), display, supply);
    this.cache = BuildCache.in(cacheFolder);
  }

  /** Declares what builds are asked for. */
  static void declare(Options options) {
    BuildArguments.declare(options);
    EngineArguments.declare(options);
    options.flag(
        "Compose debian:NAME and ubuntu:NAME from packages where no registry gives them.",
        "--compose-bases");
    RepositoryArguments.declare(options);
    options
        .flag("Allow plain HTTP and certificates that aren't trusted.", "--insecure")
        .text("FORM", "How progress is shown: auto, plain, tty, rawjson, quiet.", "--progress");
    LimitArguments.declare(options);
  }

  @Override
  public BuiltImage build(SourceText dockerfile, Optional<IgnoreFile> ignoreFile, boolean fresh)
      throws IOException {
    BuildArguments arguments = new BuildArguments(parsed, console, fresh);
    Platform platform = arguments.platforms().getFirst();
    BuildWork work =
        new BuildWork(
            console,
            display,
            cache,
            contexts,
            new BuildContexts.Opened(
                dockerfile,
                ignoreFile.map(it -> contexts.folder(folder, it.patterns())).orElse(context)),
            new BuildBases(homes, supply, display, false),
            new BuildWork.Demand(
                arguments,
                new EngineArguments(parsed, console),
                new CacheArguments(parsed, console),
                false));
    Image image = work.build(platform, "", homes).image();
    long onDisk = 0;
    long compressed = 0;
    for (Layer layer : image.layers()) {
      onDisk += LayerFileBytes.count(layer);
      compressed += compressed(layer);
    }
    return new BuiltImage(
        ImageTrees.of(image, homes.store().unpackedLayers()),
        image.config(),
        new BuiltImage.Size(onDisk, compressed));
  }

  private static long compressed(Layer layer) throws IOException {
    CompressedSize size = new CompressedSize(Compression.GZIP);
    try (InputStream in = layer.open();
        size) {
      in.transferTo(size);
    }
    return size.bytes();
  }

  @Override
  public void close() throws IOException {
    try (display;
        homes;
        cache) {
      // all are closed, whatever one of them throws
    }
  }
}

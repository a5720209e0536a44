package dev.kobako.cli;

import dev.kobako.build.BuildContexts;
import dev.kobako.build.SourceTree;
import dev.kobako.dockerfile.SourceText;
import dev.kobako.fix.BuiltImage;
import dev.kobako.fix.IgnoreFile;
import dev.kobako.fix.ImageBuilder;
import dev.kobako.image.CompressedSize;
import dev.kobako.image.Compression;
import dev.kobako.image.Image;
import dev.kobako.image.Layer;
import dev.kobako.image.Platform;
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
  private final Path folder;
  private final SourceTree context;
  private final BuildSession session;

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
    this.folder = console.path(folder);
    InputStream input = new ByteArrayInputStream(text.text().getBytes(StandardCharsets.UTF_8));
    this.context = BuildSession.contexts(console).open(folder, Optional.of(file), input).tree();
    this.session = BuildSession.open(parsed, console);
  }

  /** Declares what builds are asked for. */
  static void declare(Options options) {
    BuildArguments.declare(options);
    EngineArguments.declare(options);
    BuildSession.declare(options);
    LimitArguments.declare(options);
  }

  @Override
  public BuiltImage build(SourceText dockerfile, Optional<IgnoreFile> ignoreFile, boolean fresh)
      throws IOException {
    BuildArguments arguments = new BuildArguments(parsed, console, fresh);
    Platform platform = arguments.platforms().getFirst();
    BuildWork work =
        session.work(
            new BuildContexts.Opened(
                dockerfile,
                ignoreFile
                    .map(it -> session.contexts().folder(folder, it.patterns()))
                    .orElse(context)),
            false,
            new BuildWork.Demand(
                arguments,
                new EngineArguments(parsed, console),
                new CacheArguments(parsed, console),
                false));
    Image image = work.build(platform, "", session.homes()).image();
    long onDisk = 0;
    long compressed = 0;
    for (Layer layer : image.layers()) {
      onDisk += LayerFileBytes.count(layer);
      compressed += compressed(layer);
    }
    return new BuiltImage(
        ImageTrees.of(image, session.homes().store().unpackedLayers()),
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
  public void close() {
    session.close();
  }
}

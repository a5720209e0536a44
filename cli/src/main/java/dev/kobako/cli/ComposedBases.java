package dev.kobako.cli;

import dev.kobako.apt.Repositories;
import dev.kobako.base.BaseLock;
import dev.kobako.base.BaseName;
import dev.kobako.base.BaseNames;
import dev.kobako.base.BaseRequest;
import dev.kobako.base.ComposedBase;
import dev.kobako.base.ImageSources;
import dev.kobako.base.SourceWishes;
import dev.kobako.config.Configuration;
import dev.kobako.config.ConfigurationFiles;
import dev.kobako.debian.DebianArchitecture;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Artifact;
import dev.kobako.image.Compression;
import dev.kobako.image.ImageReference;
import dev.kobako.image.ImageStore;
import dev.kobako.image.Platform;
import dev.kobako.image.PlatformChoice;
import dev.kobako.image.Progress;
import dev.kobako.transfer.BaseSupply;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/**
 * Composes {@code debian:bookworm} and its like where no registry gives them, if the user lets it:
 * with {@code --compose-bases}, or {@code bases: compose} in the configuration.
 */
final class ComposedBases implements BaseSupply {
  private final Console console;
  private final boolean asked;
  private final RepositoryArguments packages;
  private final Path staging;
  private final Progress progress;

  private ComposedBases(
      Console console,
      boolean asked,
      RepositoryArguments packages,
      ImageStore store,
      Progress progress) {
    this.console = console;
    this.packages = packages;
    this.asked = asked;
    this.staging = store.stagingFolder();
    this.progress = progress;
  }

  /** Declares {@code --compose-bases}. */
  static void declare(Options options) {
    options.flag(
        "Compose debian:NAME and ubuntu:NAME from packages where no registry gives them.",
        "--compose-bases");
  }

  /**
   * The bases of a command, from where its options say that packages come.
   *
   * @param store for staging
   */
  static ComposedBases of(
      ParseResult parsed, Console console, ImageStore store, Progress progress) {
    return new ComposedBases(
        console,
        parsed.hasMatchedOption("--compose-bases"),
        new RepositoryArguments(parsed, console),
        store,
        progress);
  }

  @Override
  public boolean knows(ImageReference reference) {
    return BaseNames.composable(reference).isPresent();
  }

  @Override
  public boolean isAllowed() {
    return asked
        || ConfigurationFiles.read(console.environment(), console.path("."))
            .bases()
            .filter(Configuration.Bases.COMPOSE::equals)
            .isPresent();
  }

  @Override
  public Artifact make(ImageReference reference, PlatformChoice choice) {
    BaseName name = BaseNames.composable(reference).orElseThrow();
    BaseAsk ask =
        new BaseAsk(
            name,
            BaseRequest.of(name, BaseRequest.Kind.FULL),
            SourceWishes.NONE,
            platforms(choice),
            Optional.empty());
    try (Repositories repositories = packages.open(progress);
        ScratchFolder scratch = ScratchFolder.in(staging)) {
      BaseWork work = new BaseWork(console, repositories, staging, scratch.path(), progress);
      BaseLock lock =
          work.choose(ask, packages.sources(name.distribution(), name.suite(), SourceWishes.NONE))
              .lock(ask);
      List<ComposedBase> bases = new ArrayList<>();
      for (Platform platform : ask.platforms()) {
        bases.add(
            work.compose(
                ask,
                lock.packages(DebianArchitecture.of(platform), name.toString()),
                ImageSources.text(lock),
                lock.time(),
                platform,
                Compression.GZIP));
      }
      return BaseWork.artifact(bases);
    } catch (IOException e) {
      throw KobakoException.outside(
          Diagnostic.of(
              staging.toString(),
              "no base can be composed here: " + e.getMessage(),
              "see that the folder can be written to and has room"),
          e);
    }
  }

  private static List<Platform> platforms(PlatformChoice choice) {
    return switch (choice) {
      case PlatformChoice.Some(List<Platform> platforms) -> platforms;
      case PlatformChoice.All _ -> List.of(Platform.host());
    };
  }
}

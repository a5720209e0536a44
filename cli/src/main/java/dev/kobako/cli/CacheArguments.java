package dev.kobako.cli;

import dev.kobako.build.BuildCache;
import dev.kobako.build.CacheExport;
import dev.kobako.build.ImportedCache;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.ImageLocation;
import dev.kobako.image.ImageReference;
import dev.kobako.image.PlatformChoice;
import dev.kobako.image.Progress;
import dev.kobako.transfer.Homes;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** Where a build's cache is read from and written to: {@code --cache-from}, {@code --cache-to}. */
final class CacheArguments {
  private final List<FlagParts> from;
  private final List<FlagParts> to;
  private final Console console;

  CacheArguments(ParseResult parsed, Console console) {
    this.console = console;
    this.from = parts(parsed, "--cache-from");
    this.to = parts(parsed, "--cache-to");
    from.forEach(this::source);
    to.forEach(this::target);
    to.forEach(CacheArguments::mode);
  }

  static void declare(Options options) {
    options
        .texts(
            "CACHE",
            "Use what another machine has built: type=registry,ref=NAME, type=local,src=FOLDER, or"
                + " NAME of an image.",
            "--cache-from")
        .texts(
            "CACHE",
            "Let other machines use what is built: type=registry,ref=NAME[,mode=max],"
                + " type=local,dest=FOLDER[,mode=max], or type=inline, within the image.",
            "--cache-to");
  }

  private static List<FlagParts> parts(ParseResult parsed, String flag) {
    return Options.texts(parsed, flag).stream()
        .map(text -> FlagParts.parse(flag, text.contains("=") ? text : "type=registry,ref=" + text))
        .toList();
  }

  private ImageLocation source(FlagParts parts) {
    return switch (parts.required("type")) {
      case "registry" -> registry(parts);
      case "local" ->
          new ImageLocation.Layout(
              console.path(parts.required("src")),
              Optional.of(parts.value("tag").orElse("latest")));
      default -> throw unknown(parts, "registry or local");
    };
  }

  /** Nothing for the image itself. */
  private Optional<ImageLocation> target(FlagParts parts) {
    return switch (parts.required("type")) {
      case "registry" -> Optional.of(registry(parts));
      case "local" ->
          Optional.of(
              new ImageLocation.Layout(
                  console.path(parts.required("dest")),
                  Optional.of(parts.value("tag").orElse("latest"))));
      case "inline" -> Optional.empty();
      default -> throw unknown(parts, "registry, local or inline");
    };
  }

  private static ImageLocation registry(FlagParts parts) {
    return new ImageLocation.Registry(ImageReference.parse(parts.required("ref")));
  }

  private static KobakoException unknown(FlagParts parts, String expected) {
    return parts.usage(
        "the type is '" + parts.required("type") + "', expected " + expected,
        "write type=registry,ref=NAME");
  }

  private static CacheExport.Mode mode(FlagParts parts) {
    return switch (parts.value("mode").orElse("min")) {
      case "min" -> CacheExport.Mode.MIN;
      case "max" -> CacheExport.Mode.MAX;
      default -> throw parts.usage("mode is neither min nor max", "write mode=max");
    };
  }

  /** Has the cache count what others have built; what can't be read is noted and left. */
  void open(BuildCache cache, Homes homes, Progress progress) {
    for (FlagParts parts : from) {
      ImageLocation location = source(parts);
      try {
        ImportedCache.in(location.toString(), homes.artifact(location, PlatformChoice.all()))
            .forEach(cache::add);
      } catch (KobakoException e) {
        progress.note("goes on without the cache " + location + ": " + e.diagnostic().fact());
      }
    }
  }

  /** Whether the image shall hold the records of its own steps. */
  boolean isInline() {
    return to.stream().anyMatch(parts -> target(parts).isEmpty());
  }

  /** Refuses what only goes for one platform. */
  void requireOnePlatform(int count) {
    for (FlagParts parts : to) {
      if (count > 1 && target(parts).isPresent()) {
        throw parts.usage(
            "the cache of " + count + " platforms can't be written to one place",
            "build one platform at a time, or write type=inline");
      }
    }
  }

  void write(CacheExport export, Homes homes, Progress progress) {
    for (FlagParts parts : to) {
      target(parts)
          .ifPresent(
              location -> homes.write(location, export.artifact(mode(parts)), "latest", progress));
    }
  }
}

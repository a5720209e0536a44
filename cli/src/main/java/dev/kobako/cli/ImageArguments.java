package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Compression;
import dev.kobako.image.Image;
import dev.kobako.image.ImageLocation;
import dev.kobako.image.Platform;
import dev.kobako.slim.BundleAssembly;
import dev.kobako.slim.BundlePlan;
import dev.kobako.slim.ImageSettings;
import dev.kobako.slim.Packer;
import dev.kobako.slim.ProgramPlatform;
import dev.kobako.slim.ShrinkOptions;
import dev.kobako.slim.Source;
import dev.kobako.slim.Sources;
import dev.kobako.slim.Upx;
import dev.kobako.transfer.Homes;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.ParseResult;

/** The options that say how the image is made and run. */
final class ImageArguments {
  private final ParseResult parsed;
  private final Optional<String> workingDirectory;
  private final String base;
  private final String layers;

  ImageArguments(ParseResult parsed) {
    this.parsed = parsed;
    this.workingDirectory = Options.text(parsed, "--workdir");
    this.base = Options.text(parsed, "--base").orElse("scratch");
    this.layers = Options.text(parsed, "--layers").orElse("1");
  }

  static void declare(Options options) {
    options
        .flag("Drop symbols and debug sections from ELF files.", "--strip")
        .optionalText(
            "fast|best|1-9",
            "Pack programs with UPX; each is run, and stays unpacked if it behaves otherwise.",
            "--upx")
        .text(
            "CMD", "What a packed program is run with (default: PROGRAM --version).", "--upx-test")
        .text(
            "WORDS",
            "Entrypoint: a JSON array or words (default: the first program).",
            "--entrypoint")
        .text("WORDS", "Default arguments.", "--cmd")
        .pairs("Set a variable; an empty value removes one.", "-e", "--env")
        .text("PATH", "Working directory.", "-w", "--workdir")
        .text(
            "NAME|UID[:GROUP]",
            "User to run as, with the lines of passwd and group it needs.",
            "-u",
            "--user")
        .pairs("Set a label.", "-l", "--label")
        .texts("PORT[/PROTOCOL]", "Exposed port.", "--expose")
        .text("LOCATION", "Image to stand on (default: scratch).", "--base")
        .text(
            "1|auto",
            "One layer (default), or the loader and C library apart from the rest.",
            "--layers")
        .text(
            "KIND[:LEVEL]",
            "Compression of new layers: none, gzip[:1-12], zstd[:1-22] (default: gzip).",
            "--compression")
        .text("OS/ARCH", "Which image of an index to take programs from.", "--platform");
  }

  Optional<String> platform() {
    return Options.text(parsed, "--platform");
  }

  Compression compression() {
    return Compression.parse(Options.text(parsed, "--compression").orElse("gzip"));
  }

  ImageSettings settings() {
    if (workingDirectory.isPresent() && !workingDirectory.get().startsWith("/")) {
      throw KobakoException.usage(
          Diagnostic.of(
              "--workdir " + workingDirectory.get(),
              "is not absolute",
              "write the whole path, starting with a slash"));
    }
    return new ImageSettings(
        Options.text(parsed, "--entrypoint").map(Words::parse),
        Options.text(parsed, "--cmd").map(Words::parse).orElse(List.of()),
        new TreeMap<>(Options.pairs(parsed, "--env")),
        workingDirectory,
        Options.text(parsed, "--user"),
        new TreeMap<>(Options.pairs(parsed, "--label")),
        Options.texts(parsed, "--expose").stream().map(ImageArguments::port).toList());
  }

  BundleAssembly assembly(BundlePlan plan, Source source, Homes homes, Console console)
      throws IOException {
    Platform target = ProgramPlatform.of(plan);
    Optional<BundleAssembly.Base> standing = Optional.empty();
    if (!base.equals("scratch")) {
      Image image = homes.read(ImageLocation.parse(base), target);
      standing = Optional.of(new BundleAssembly.Base(image, new Sources(homes).tree(image)));
    }
    return new BundleAssembly(
        plan,
        source.kind(),
        settings(),
        new ShrinkOptions(
            parsed.hasMatchedOption("--strip"),
            Options.text(parsed, "--upx").map(Upx.Level::parse),
            Options.text(parsed, "--upx-test").map(Words::parse).orElse(List.of())),
        layering(),
        compression(),
        target,
        created(console),
        standing);
  }

  private Packer.Layering layering() {
    return switch (layers) {
      case "1" -> Packer.Layering.ONE;
      case "auto" -> Packer.Layering.AUTO;
      default ->
          throw KobakoException.usage(
              Diagnostic.of("--layers " + layers, "expected 1 or auto", "write --layers auto"));
    };
  }

  private static String port(String text) {
    if (!text.matches("[0-9]{1,5}(/(tcp|udp|sctp))?")) {
      throw KobakoException.usage(
          Diagnostic.of(
              "--expose " + text, "is no port, expected PORT or PORT/PROTOCOL", "write 8080/tcp"));
    }
    return text.indexOf('/') < 0 ? text + "/tcp" : text;
  }

  /** SOURCE_DATE_EPOCH (reproducible-builds.org) or 1970, so that the day leaves no trace. */
  static Instant created(Console console) {
    String epoch = console.environment().getOrDefault("SOURCE_DATE_EPOCH", "");
    if (epoch.isEmpty()) {
      return Instant.EPOCH;
    }
    if (!epoch.matches("[0-9]{1,12}")) {
      throw KobakoException.usage(
          Diagnostic.of(
              "SOURCE_DATE_EPOCH=" + epoch,
              "expected seconds since 1970",
              "set it as in SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)"));
    }
    return Instant.ofEpochSecond(Long.parseLong(epoch));
  }
}

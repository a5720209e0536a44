package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Compression;
import dev.kobako.image.Homes;
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
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** The options that say how the image is made and run. */
final class ImageArguments {
  @Option(names = "--strip", description = "Drop symbols and debug sections from ELF files.")
  private boolean strip;

  @Option(
      names = "--upx",
      arity = "0..1",
      fallbackValue = "",
      paramLabel = "fast|best|1-9",
      description =
          "Pack programs with UPX; each is run, and stays unpacked if it behaves otherwise.")
  private Optional<String> upx = Optional.empty();

  @Option(
      names = "--upx-test",
      paramLabel = "CMD",
      description = "What a packed program is run with (default: PROGRAM --version).")
  private Optional<String> upxTest = Optional.empty();

  @Option(
      names = "--entrypoint",
      paramLabel = "WORDS",
      description = "Entrypoint: a JSON array or words (default: the first program).")
  private Optional<String> entrypoint = Optional.empty();

  @Option(names = "--cmd", paramLabel = "WORDS", description = "Default arguments.")
  private Optional<String> cmd = Optional.empty();

  @Option(
      names = {"-e", "--env"},
      paramLabel = "NAME=VALUE",
      description = "Set a variable; an empty value removes one.")
  private Map<String, String> environment = new LinkedHashMap<>();

  @Option(
      names = {"-w", "--workdir"},
      paramLabel = "PATH",
      description = "Working directory.")
  private Optional<String> workingDirectory = Optional.empty();

  @Option(
      names = {"-u", "--user"},
      paramLabel = "NAME|UID[:GROUP]",
      description = "User to run as, with the lines of passwd and group it needs.")
  private Optional<String> user = Optional.empty();

  @Option(
      names = {"-l", "--label"},
      paramLabel = "NAME=VALUE",
      description = "Set a label.")
  private Map<String, String> labels = new LinkedHashMap<>();

  @Option(names = "--expose", paramLabel = "PORT[/PROTOCOL]", description = "Exposed port.")
  private List<String> exposedPorts = new ArrayList<>();

  @Option(
      names = "--base",
      paramLabel = "LOCATION",
      description = "Image to stand on (default: scratch).")
  private String base = "scratch";

  @Option(
      names = "--layers",
      paramLabel = "1|auto",
      description = "One layer (default), or the loader and C library apart from the rest.")
  private String layers = "1";

  @Option(
      names = "--compression",
      paramLabel = "KIND[:LEVEL]",
      description = "Compression of new layers: none, gzip[:1-12], zstd[:1-22] (default: gzip).")
  private String compression = "gzip";

  @Option(
      names = "--platform",
      paramLabel = "OS/ARCH",
      description = "Which image of an index to take programs from.")
  private Optional<String> platform = Optional.empty();

  Optional<String> platform() {
    return platform;
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
        entrypoint.map(Words::parse),
        cmd.map(Words::parse).orElse(List.of()),
        new TreeMap<>(environment),
        workingDirectory,
        user,
        new TreeMap<>(labels),
        exposedPorts.stream().map(ImageArguments::port).toList());
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
            strip, upx.map(Upx.Level::parse), upxTest.map(Words::parse).orElse(List.of())),
        layering(),
        Compression.parse(compression),
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

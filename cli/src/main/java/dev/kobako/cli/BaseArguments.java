package dev.kobako.cli;

import dev.kobako.base.BaseFile;
import dev.kobako.base.BaseName;
import dev.kobako.base.BaseNames;
import dev.kobako.base.BaseRequest;
import dev.kobako.base.WantedPackage;
import dev.kobako.debian.Relation;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Platform;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import picocli.CommandLine.ParseResult;

/** What a base is to be, said on the command line. */
final class BaseArguments {
  private static final List<String> CONTENTS =
      List.of(
          "--package",
          "--exclude",
          "--recommends",
          "--distroless",
          "--no-copyright",
          "--entrypoint",
          "--cmd",
          "--env",
          "--workdir",
          "--user",
          "--label");

  private static final List<String> NOT_FOR_UPDATES =
      List.of("--file", "--lock", "--tag", "--output", "--list", "--platform", "--compression");

  private final ParseResult parsed;
  private final Console console;
  private final RepositoryArguments packages;

  BaseArguments(ParseResult parsed, Console console, RepositoryArguments packages) {
    this.parsed = parsed;
    this.console = console;
    this.packages = packages;
  }

  static void declare(Options options) {
    options
        .text(
            "FILE",
            "Compose what a file says: packages, users, files, entrypoint (base.yaml).",
            "-f",
            "--file")
        .text(
            "FILE",
            "Pin packages in this file; if it is there, they are taken from it (default with"
                + " --file: the file of the same name that ends in .lock).",
            "--lock")
        .commaTexts(
            "NAME",
            "A package, with all it depends on; with a version as in 'libssl3 (>= 3.0.15)'.",
            "-p",
            "--package")
        .commaTexts("NAME", "A package that must not be in it.", "--exclude")
        .flag("Take recommended packages as well.", "--recommends")
        .flag(
            "The packages alone, without apt, dpkg and shell; kobako makes what their scripts would"
                + " have made.",
            "--distroless")
        .flag("Drop copyright files, too.", "--no-copyright")
        .text("WORDS", "Entrypoint: a JSON array or words.", "--entrypoint")
        .text("WORDS", "Default command (full bases: bash).", "--cmd")
        .pairs("Set a variable.", "-e", "--env")
        .text("PATH", "Working directory.", "-w", "--workdir")
        .text("NAME|UID[:GROUP]", "User to run as; 'nonroot' is always there.", "-u", "--user")
        .pairs("Set a label.", "-l", "--label");
  }

  /**
   * What is asked for, by a file or by options.
   *
   * @throws KobakoException usage, where both say it, or neither
   */
  BaseAsk ask() {
    List<Platform> platforms =
        Options.texts(parsed, "--platform").stream().map(Platform::parse).distinct().toList();
    Optional<Path> lock = Options.text(parsed, "--lock").map(console::path);
    Optional<String> file = Options.text(parsed, "--file");
    if (file.isPresent()) {
      requireNoContents(file.get());
      Path path = console.path(file.get());
      return BaseAsk.of(
          BaseFile.read(path), packages.wishes(), platforms, lock.orElseGet(() -> lockOf(path)));
    }
    if (Options.arguments(parsed).isEmpty()) {
      throw KobakoException.usage(
          Diagnostic.of(
              "kobako base",
              "nothing says which distribution",
              "name one and its release, as in 'kobako base debian:bookworm -t base', or a file"
                  + " with --file base.yaml"));
    }
    BaseName name = BaseNames.parse(Options.arguments(parsed).getFirst());
    if (parsed.hasMatchedOption("--distroless") && !parsed.hasMatchedOption("--package")) {
      throw KobakoException.usage(
          Diagnostic.of(
              "--distroless",
              "no package is named, and nothing else would be in the base",
              "name some, as in --package libc6,ca-certificates"));
    }
    return new BaseAsk(
        name,
        request(name),
        packages.wishes(),
        platforms.isEmpty() ? List.of(Platform.host()) : platforms,
        lock);
  }

  /** {@code base.lock} beside {@code base.yaml}. */
  static Path lockOf(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return file.resolveSibling((dot < 1 ? name : name.substring(0, dot)) + ".lock");
  }

  /**
   * Refuses what an update of a lock would not heed.
   *
   * @throws KobakoException usage
   */
  void requireUpdateAlone() {
    List<String> given = new ArrayList<>(contents());
    given.addAll(NOT_FOR_UPDATES.stream().filter(parsed::hasMatchedOption).toList());
    if (!given.isEmpty()) {
      throw KobakoException.usage(
          Diagnostic.of(
              "--update",
              "goes not with " + String.join(", ", given),
              "the lock, or the file of the same name beside it, says what is in the base; compose"
                  + " it once the lock is updated"));
    }
  }

  /** What is given of options and arguments that say what is in a base. */
  private List<String> contents() {
    List<String> given =
        new ArrayList<>(CONTENTS.stream().filter(parsed::hasMatchedOption).toList());
    given.addAll(Options.arguments(parsed));
    return given;
  }

  private void requireNoContents(String file) {
    List<String> given = contents();
    if (!given.isEmpty()) {
      throw KobakoException.usage(
          Diagnostic.of(
              "--file " + file,
              "says what is in the base, and so does " + String.join(", ", given),
              "write it into the file"));
    }
  }

  private BaseRequest request(BaseName name) {
    List<Relation> wanted = new ArrayList<>();
    for (String text : Options.texts(parsed, "--package")) {
      wanted.add(
          WantedPackage.parse(text)
              .orElseThrow(() ->
                  KobakoException.usage(
                      Diagnostic.of(
                          "--package " + text,
                          "is no package's name",
                          "write a name, or a name and a version as in 'libssl3 (>= 3.0.15)'"))));
    }
    return new BaseRequest(
        name.distribution(),
        name.suite(),
        parsed.hasMatchedOption("--distroless")
            ? BaseRequest.Kind.DISTROLESS
            : BaseRequest.Kind.FULL,
        wanted,
        excluded(),
        parsed.hasMatchedOption("--recommends"),
        !parsed.hasMatchedOption("--no-copyright"),
        List.of(),
        List.of(),
        settings());
  }

  private SortedSet<String> excluded() {
    SortedSet<String> excluded = new TreeSet<>(Options.texts(parsed, "--exclude"));
    for (String name : excluded) {
      if (!WantedPackage.isName(name)) {
        throw KobakoException.usage(
            Diagnostic.of("--exclude " + name, "is no package's name", "write it as in libc6"));
      }
    }
    return excluded;
  }

  private BaseRequest.BaseSettings settings() {
    String folder = Options.text(parsed, "--workdir").orElse("/");
    if (!folder.startsWith("/")) {
      throw KobakoException.usage(
          Diagnostic.of(
              "--workdir " + folder,
              "is not absolute",
              "write the whole path, starting with a slash"));
    }
    Map<String, String> environment = Options.pairs(parsed, "--env");
    return new BaseRequest.BaseSettings(
        new TreeMap<>(environment),
        Options.text(parsed, "--entrypoint").map(Words::parse).orElse(List.of()),
        Options.text(parsed, "--cmd").map(Words::parse).orElse(List.of()),
        Options.text(parsed, "--workdir").orElse(""),
        Options.text(parsed, "--user").orElse(""),
        new TreeMap<>(Options.pairs(parsed, "--label")));
  }
}

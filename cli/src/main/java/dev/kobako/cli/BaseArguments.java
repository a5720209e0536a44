package dev.kobako.cli;

import dev.kobako.base.BaseRequest;
import dev.kobako.debian.Relation;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  private final ParseResult parsed;

  BaseArguments(ParseResult parsed) {
    this.parsed = parsed;
  }

  static void declare(Options options) {
    options
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

  /** The options that say what is in a base, as far as they are given. */
  List<String> given() {
    return CONTENTS.stream().filter(parsed::hasMatchedOption).toList();
  }

  /**
   * The request.
   *
   * @param name {@code debian:bookworm}
   */
  BaseRequest request(String name) {
    int colon = name.indexOf(':');
    if (colon < 1 || colon == name.length() - 1) {
      throw KobakoException.usage(
          Diagnostic.of(
              name, "names no release of a distribution", "write it as in debian:bookworm"));
    }
    List<Relation> packages = new ArrayList<>();
    for (String text : Options.texts(parsed, "--package")) {
      packages.add(relation(text));
    }
    return new BaseRequest(
        name.substring(0, colon),
        name.substring(colon + 1),
        parsed.hasMatchedOption("--distroless")
            ? BaseRequest.Kind.DISTROLESS
            : BaseRequest.Kind.FULL,
        packages,
        new TreeSet<>(Options.texts(parsed, "--exclude")),
        parsed.hasMatchedOption("--recommends"),
        !parsed.hasMatchedOption("--no-copyright"),
        List.of(),
        List.of(),
        settings());
  }

  private BaseRequest.BaseSettings settings() {
    Map<String, String> environment = Options.pairs(parsed, "--env");
    return new BaseRequest.BaseSettings(
        new TreeMap<>(environment),
        Options.text(parsed, "--entrypoint").map(Words::parse).orElse(List.of()),
        Options.text(parsed, "--cmd").map(Words::parse).orElse(List.of()),
        Options.text(parsed, "--workdir").orElse(""),
        Options.text(parsed, "--user").orElse(""),
        new TreeMap<>(Options.pairs(parsed, "--label")));
  }

  private static Relation relation(String text) {
    try {
      List<Relation> relations = Relation.list(text);
      if (relations.size() == 1) {
        return relations.getFirst();
      }
    } catch (IllegalArgumentException _) {
      // said below
    }
    throw KobakoException.usage(
        Diagnostic.of(
            "--package " + text,
            "is no package's name",
            "write a name, or a name and a version as in 'libssl3 (>= 3.0.15)'"));
  }
}

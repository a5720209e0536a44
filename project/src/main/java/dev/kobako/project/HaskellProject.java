package dev.kobako.project;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.diagnostic.PrintableText;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The packages of a project in Haskell, whatever builds it. */
record HaskellProject(ProjectFolder folder) {
  private static final Pattern PROGRAM =
      Pattern.compile("(?im)^executable\\s+([A-Za-z0-9][A-Za-z0-9_.-]{0,80})\\s*$");
  private static final Pattern KEY =
      Pattern.compile("(?m)^ {2,4}([A-Za-z0-9][A-Za-z0-9_.-]{0,80}):");
  private static final Map<String, String> LIBRARIES =
      Map.of(
          "postgresql-libpq", "libpq-dev",
          "zlib", "zlib1g-dev",
          "HsOpenSSL", "libssl-dev",
          "sqlite-simple", "libsqlite3-dev",
          "text-icu", "libicu-dev pkg-config",
          "hmatrix", "liblapack-dev libblas-dev");

  /** The files that name packages: {@code *.cabal}, and hpack's. */
  List<String> packages() {
    return folder.files().stream()
        .filter(file ->
            file.endsWith(".cabal")
                || file.equals("package.yaml")
                || file.endsWith("/package.yaml"))
        .filter(file -> !file.startsWith("dist-newstyle/"))
        .toList();
  }

  /** The copies of these files, each to its folder, after those at the top. */
  List<FileCopy> manifests(List<String> top) {
    List<FileCopy> copies = new ArrayList<>();
    List<String> first = new ArrayList<>(top);
    for (String file : packages()) {
      PlainName.require(file, file);
      if (file.indexOf('/') < 0) {
        first.add(file);
      } else {
        copies.add(new FileCopy(List.of(file), file.substring(0, file.lastIndexOf('/') + 1)));
      }
    }
    if (!first.isEmpty()) {
      copies.addFirst(new FileCopy(first, "./"));
    }
    return copies;
  }

  /**
   * The programs.
   *
   * @throws KobakoException a finding, where there are none
   */
  SortedSet<String> programs() {
    SortedSet<String> programs = new TreeSet<>();
    for (String file : packages()) {
      String text = folder.text(file).orElse("");
      Matcher matcher =
          file.endsWith(".cabal") ? PROGRAM.matcher(text) : KEY.matcher(executables(text));
      while (matcher.find()) {
        programs.add(matcher.group(1));
      }
    }
    if (programs.isEmpty()) {
      throw KobakoException.finding(
          Diagnostic.of(
              PrintableText.of(packages().isEmpty() ? folder.name() : packages().getFirst()),
              "names no executable, so there is nothing that an image could run",
              "run kobako init in the folder of a package with one"));
    }
    return programs;
  }

  /** The lines below hpack's key of that name. */
  private static String executables(String text) {
    return text.lines()
        .dropWhile(line -> !line.stripTrailing().equals("executables:"))
        .skip(1)
        .takeWhile(line -> line.isBlank() || line.startsWith(" ") || line.startsWith("\t"))
        .collect(Collectors.joining("\n"));
  }

  /** Debian's packages that packages of Hackage link to. */
  SortedSet<String> libraries() {
    SortedSet<String> libraries = new TreeSet<>();
    LIBRARIES.forEach((name, packages) -> {
      if (folder.mentions(packages(), name.toLowerCase(Locale.ROOT), name)) {
        libraries.addAll(List.of(packages.split(" ")));
      }
    });
    return libraries;
  }

  Set<RuntimeNeed> needs() {
    Set<RuntimeNeed> needs = EnumSet.noneOf(RuntimeNeed.class);
    if (folder.mentions(
        packages(), "http-client-tls", "http-conduit", "req", "x509-system", "wreq")) {
      needs.add(RuntimeNeed.CERTIFICATES);
    }
    if (folder.mentions(packages(), "temporary")
        || folder.mentions(folder.filesEndingWith(".hs"), "openTempFile")) {
      needs.add(RuntimeNeed.TEMPORARY_FILES);
    }
    return needs;
  }
}

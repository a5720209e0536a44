package dev.kobako.toolbox;

import dev.kobako.debian.PackageVersion;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.DiskFailure;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Finds tools: first on the PATH, if they are new enough, then among those that kobako fetched.
 * What is nowhere is fetched, if the user lets it.
 */
public final class Toolbox {
  /** Instead of the colon, which no path in a program's list of folders can have. */
  private static final char EPOCH_END = '_';

  private final Path folder;
  private final String searchPath;

  /**
   * The toolbox of a user; nothing is looked for yet.
   *
   * @param folder where fetched tools are, absolute; need not be there
   * @param searchPath folders parted by colons, as in PATH; relative ones are passed over
   */
  public Toolbox(Path folder, String searchPath) {
    this.folder = folder;
    this.searchPath = searchPath;
  }

  /** Where a fetched tool of that version belongs. */
  ToolFolder place(Tool tool, PackageVersion version) {
    return new ToolFolder(
        folder.resolve(tool.command()).resolve(version.text().replace(':', EPOCH_END)));
  }

  /** The tool, wherever it is. */
  public Optional<FoundTool> find(Tool tool) {
    return find(tool, new ArrayList<>());
  }

  private Optional<FoundTool> find(Tool tool, List<String> passedOver) {
    return onPath(tool, passedOver).or(() -> fetched(tool));
  }

  /**
   * The tool, fetched now if it is nowhere.
   *
   * @throws KobakoException where it can't be had
   */
  public FoundTool require(Tool tool, ToolPackages packages) {
    List<String> passedOver = new ArrayList<>();
    Optional<FoundTool> found = find(tool, passedOver);
    if (found.isPresent()) {
      return found.get();
    }
    try {
      return fetch(tool, packages);
    } catch (KobakoException e) {
      throw notToBeHad(tool, passedOver, e);
    }
  }

  private static KobakoException notToBeHad(
      Tool tool, List<String> passedOver, KobakoException failure) {
    Diagnostic said = failure.diagnostic();
    Diagnostic diagnostic =
        Diagnostic.of(
            tool.command(),
            "is not on the PATH in version "
                + tool.oldestVersion()
                + " or newer"
                + (passedOver.isEmpty() ? "" : " (" + String.join("; ", passedOver) + ")")
                + ", and can't be fetched: "
                + said.place()
                + ": "
                + said.fact(),
            "install "
                + tool.command()
                + " (Debian: "
                + tool.debianPackage()
                + "), or bring it with 'kobako setup "
                + tool.command()
                + "'"
                + said.remedy().map(remedy -> ": " + remedy).orElse(""));
    return switch (failure.failure()) {
      case FINDING -> KobakoException.finding(diagnostic);
      case USAGE -> KobakoException.usage(diagnostic);
      case OUTSIDE -> KobakoException.outside(diagnostic, failure);
    };
  }

  /**
   * Fetches a tool's latest version, whether the PATH has it or not.
   *
   * @throws KobakoException where it can't be had
   */
  public FoundTool fetch(Tool tool, ToolPackages packages) {
    Path program = packages.unpack(tool, this);
    return started(tool, program, FoundTool.Place.TOOLBOX)
        .orElseThrow(() ->
            KobakoException.outside(
                Diagnostic.of(
                    program.toString(),
                    "was made of the package "
                        + tool.debianPackage()
                        + ", but does not say its version when started",
                    "see that programs may be run from that folder (no noexec mount), or install "
                        + tool.command()
                        + " on this machine"),
                null));
  }

  private Optional<FoundTool> onPath(Tool tool, List<String> passedOver) {
    for (String entry : searchPath.split(":")) {
      Path program = Path.of(entry).resolve(tool.command());
      if (entry.startsWith("/") && Files.isRegularFile(program) && Files.isExecutable(program)) {
        Optional<FoundTool> found = started(tool, program, FoundTool.Place.PATH);
        if (found.filter(one -> VersionProbe.isNewEnough(tool, one.version())).isPresent()) {
          return found;
        }
        passedOver.add(
            program
                + found.map(one -> " is " + one.version()).orElse(" does not tell its version"));
      }
    }
    return Optional.empty();
  }

  private Optional<FoundTool> fetched(Tool tool) {
    return versions(tool).stream()
        .flatMap(each -> started(tool, each.program(tool), FoundTool.Place.TOOLBOX).stream())
        .findFirst();
  }

  /** What was laid out of a tool, the newest first. */
  private List<ToolFolder> versions(Tool tool) {
    SortedMap<PackageVersion, ToolFolder> versions = new TreeMap<>(Comparator.reverseOrder());
    Path place = folder.resolve(tool.command());
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(place)) {
      for (Path each : stream) {
        version(each)
            .filter(_ -> Files.isExecutable(each.resolve(tool.command())))
            .ifPresent(version -> versions.put(version, new ToolFolder(each)));
      }
    } catch (NoSuchFileException | NotDirectoryException _) {
      return List.of();
    } catch (IOException e) {
      throw DiskFailure.reading(place, e);
    } catch (DirectoryIteratorException e) {
      throw DiskFailure.reading(place, new IOException(e.getMessage(), e));
    }
    return List.copyOf(versions.values());
  }

  /** Empty for what is not kobako's, or is being written. */
  private static Optional<PackageVersion> version(Path place) {
    try {
      return Optional.of(PackageVersion.of(place.getFileName().toString().replace(EPOCH_END, ':')));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Optional<FoundTool> started(Tool tool, Path program, FoundTool.Place place) {
    return VersionProbe.version(tool, program)
        .map(version -> new FoundTool(tool, program, version, place));
  }

  /** The bytes of versions that stayed when a newer one was fetched. */
  public long outdated() {
    return older().stream().mapToLong(ToolFolder::bytes).sum();
  }

  /**
   * Removes them; whoever runs one keeps what it has open.
   *
   * @return their bytes
   */
  public long removeOutdated() {
    return older().stream().mapToLong(ToolFolder::discard).sum();
  }

  private List<ToolFolder> older() {
    return Arrays.stream(Tool.values()).flatMap(tool -> versions(tool).stream().skip(1)).toList();
  }
}

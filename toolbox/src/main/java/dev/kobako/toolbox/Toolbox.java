package dev.kobako.toolbox;

import dev.kobako.debian.PackageVersion;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds tools: first on the PATH, if they are new enough, then among those that kobako fetched.
 * What is nowhere is fetched, if the user lets it.
 */
public final class Toolbox {
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
  Path place(Tool tool, PackageVersion version) {
    return folder.resolve(tool.command()).resolve(version.text().replace(':', '_'));
  }

  /** The tool, wherever it is. */
  public Optional<FoundTool> find(Tool tool) {
    return onPath(tool).or(() -> fetched(tool));
  }

  /**
   * The tool, fetched now if it is nowhere.
   *
   * @throws KobakoException where it can't be had
   */
  public FoundTool require(Tool tool, ToolPackages packages) {
    Optional<FoundTool> found = find(tool);
    if (found.isPresent()) {
      return found.get();
    }
    try {
      return fetch(tool, packages);
    } catch (KobakoException e) {
      throw notToBeHad(tool, e);
    }
  }

  private static KobakoException notToBeHad(Tool tool, KobakoException failure) {
    Diagnostic said = failure.diagnostic();
    return KobakoException.outside(
        Diagnostic.of(
            tool.command(),
            "is not on the PATH in version "
                + tool.oldestVersion()
                + " or newer, and can't be fetched: "
                + said.place()
                + ": "
                + said.fact(),
            "install "
                + tool.command()
                + " (Debian: "
                + tool.debianPackage()
                + ")"
                + said.remedy().map(remedy -> ", or " + remedy).orElse("")),
        failure);
  }

  /**
   * Fetches a tool, whether the PATH has it or not.
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

  private Optional<FoundTool> onPath(Tool tool) {
    for (String entry : searchPath.split(":")) {
      Path program = Path.of(entry).resolve(tool.command());
      if (entry.startsWith("/") && Files.isRegularFile(program) && Files.isExecutable(program)) {
        Optional<FoundTool> found =
            started(tool, program, FoundTool.Place.PATH)
                .filter(one -> VersionProbe.isNewEnough(tool, one.version()));
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<FoundTool> fetched(Tool tool) {
    List<Path> versions = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder.resolve(tool.command()))) {
      for (Path each : stream) {
        if (Files.isExecutable(each.resolve(tool.command()))) {
          versions.add(each);
        }
      }
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException | DirectoryIteratorException e) {
      throw KobakoException.outside(
          Diagnostic.of(
              folder.toString(), "can't be read: " + e.getMessage(), "look at the folder's rights"),
          e);
    }
    versions.sort(Comparator.comparing(Toolbox::version).reversed());
    return versions.stream()
        .map(each -> each.resolve(tool.command()))
        .flatMap(each -> started(tool, each, FoundTool.Place.TOOLBOX).stream())
        .findFirst();
  }

  private static PackageVersion version(Path place) {
    return PackageVersion.of(place.getFileName().toString().replace('_', ':'));
  }

  private static Optional<FoundTool> started(Tool tool, Path program, FoundTool.Place place) {
    return VersionProbe.version(tool, program)
        .map(version -> new FoundTool(tool, program, version, place));
  }
}

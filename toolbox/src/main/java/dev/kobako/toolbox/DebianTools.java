package dev.kobako.toolbox;

import dev.kobako.apt.AptSource;
import dev.kobako.apt.Repositories;
import dev.kobako.debian.AvailablePackage;
import dev.kobako.debian.AvailablePackages;
import dev.kobako.debian.DebFile;
import dev.kobako.debian.PackageSet;
import dev.kobako.debian.PackageSolver;
import dev.kobako.debian.Relation;
import dev.kobako.debian.SolveRequest;
import dev.kobako.debian.UnpackedPackages;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Tools from Debian packages: the program, and beside it the loader and the libraries that it was
 * built with, so that it runs whatever C library the machine has.
 *
 * @param repositories where packages are fetched
 * @param sources of the release that tools come from
 * @param architecture of this machine, as Debian calls it
 * @param unpacked folder for the uncompressed contents of packages
 */
public record DebianTools(
    Repositories repositories, List<AptSource> sources, String architecture, Path unpacked)
    implements ToolPackages {
  public DebianTools {
    sources = List.copyOf(sources);
  }

  @Override
  public Path unpack(Tool tool, Toolbox toolbox) {
    AvailablePackages offered = repositories.open(sources, architecture).packages();
    PackageSet set =
        PackageSolver.solve(
            offered,
            new SolveRequest(
                List.of(new Relation(tool.debianPackage(), Optional.empty(), Optional.empty())),
                SolveRequest.Core.NONE,
                false,
                new TreeMap<>(),
                new TreeSet<>()));
    AvailablePackage main =
        set.packages().stream()
            .map(PackageSet.Member::available)
            .filter(each -> each.name().equals(tool.debianPackage()))
            .findFirst()
            .orElseThrow(() -> notOffered(tool));
    ToolFolder place = toolbox.place(tool, main.version());
    if (VersionProbe.version(tool, place.program(tool)).isEmpty()) {
      List<AvailablePackage> wanted =
          set.packages().stream()
              .map(PackageSet.Member::available)
              .filter(each -> holdsPrograms(each, main))
              .toList();
      List<DebFile> debs = DebFile.openAll(repositories.fetched(wanted), unpacked);
      place.lay(tool, UnpackedPackages.of(debs).tree());
    }
    return place.program(tool);
  }

  private static KobakoException notOffered(Tool tool) {
    return KobakoException.finding(
        Diagnostic.of(
            "package " + tool.debianPackage(),
            "is not offered itself, only by packages of other names",
            "take " + tool.command() + " from another release with --suite"));
  }

  /**
   * Whether a package can hold the program or a library of it. What else Debian has it depend on,
   * such as {@code adduser}, is for services that are installed.
   */
  private static boolean holdsPrograms(AvailablePackage each, AvailablePackage main) {
    String section = each.stanza().field("Section").orElse("");
    return each.name().equals(main.name())
        || source(each).equals(source(main))
        || section.equals("libs")
        || section.equals("oldlibs");
  }

  private static String source(AvailablePackage each) {
    String source = each.stanza().field("Source").orElse(each.name());
    int version = source.indexOf(' ');
    return version < 0 ? source : source.substring(0, version);
  }
}

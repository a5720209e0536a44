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
import dev.kobako.elf.ElfFile;
import dev.kobako.elf.ElfRelinker;
import dev.kobako.image.Content;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

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
  private static final String LIBRARIES = "lib";
  private static final String LOADER = "loader";

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
            .orElseThrow();
    Path place = toolbox.place(tool, main.version());
    if (Files.isExecutable(place.resolve(tool.command()))) {
      return place.resolve(tool.command());
    }
    List<AvailablePackage> wanted =
        set.packages().stream()
            .map(PackageSet.Member::available)
            .filter(each -> holdsPrograms(each, main))
            .toList();
    List<DebFile> debs = DebFile.openAll(repositories.fetched(wanted), unpacked);
    try {
      return lay(tool, UnpackedPackages.of(debs).tree(), place);
    } catch (IOException e) {
      throw KobakoException.outside(
          Diagnostic.of(
              place.toString(),
              "can't be written: " + e.getMessage(),
              "see that the folder can be written to and has room"),
          e);
    }
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

  /** Writes all into a folder beside and renames it, so that nobody sees half a tool. */
  private static Path lay(Tool tool, Tree tree, Path place) throws IOException {
    Entry.RegularFile program = program(tool, tree);
    Path parent = Files.createDirectories(place.toAbsolutePath().getParent());
    Path staging = Files.createTempDirectory(parent.getParent(), ".new-");
    try {
      Path libraries = Files.createDirectory(staging.resolve(LIBRARIES));
      Files.setPosixFilePermissions(staging, PosixFilePermissions.fromString("rwxr-xr-x"));
      SortedMap<String, Entry.RegularFile> needed =
          SharedLibraries.of(tree, program, tool.debianPackage());
      for (Map.Entry<String, Entry.RegularFile> library : needed.entrySet()) {
        copy(library.getValue().content(), libraries.resolve(library.getKey()));
      }
      write(tool, tree, program.content(), staging, place);
      moveInPlace(staging, place.resolve(tool.command()));
    } finally {
      delete(staging);
    }
    return place.resolve(tool.command());
  }

  private static void moveInPlace(Path staging, Path program) throws IOException {
    try {
      Files.move(staging, program.getParent(), StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      // Another process that made the same was quicker.
      if (!Files.isExecutable(program)) {
        throw e;
      }
    }
  }

  private static Entry.RegularFile program(Tool tool, Tree tree) {
    for (String path : tool.places()) {
      Optional<Entry.RegularFile> file = tree.resolve(path).file();
      if (file.isPresent()) {
        return file.get();
      }
    }
    throw KobakoException.finding(
        Diagnostic.of(
            "package " + tool.debianPackage(),
            "has no " + String.join(" and no ", tool.places()),
            "install " + tool.command() + " on this machine instead"));
  }

  private static void write(Tool tool, Tree tree, Content program, Path staging, Path place)
      throws IOException {
    Path file = staging.resolve(tool.command());
    Optional<String> loader;
    Optional<byte[]> relinked = Optional.empty();
    try (SeekableByteChannel channel = program.openChannel()) {
      loader = ElfFile.read(channel, tool.command()).flatMap(ElfFile::interpreter);
      if (loader.isPresent()) {
        Path libraries = place.resolve(LIBRARIES);
        relinked =
            ElfRelinker.relink(
                channel,
                tool.command(),
                libraries.resolve(LOADER).toString(),
                List.of(libraries.toString()));
      }
    }
    if (relinked.isPresent()) {
      copy(
          tree.resolve(ImagePath.of(loader.orElseThrow())).file().orElseThrow().content(),
          staging.resolve(LIBRARIES).resolve(LOADER));
      Files.write(file, relinked.get());
      setExecutable(file);
    } else {
      copy(program, file);
    }
  }

  private static void copy(Content content, Path file) throws IOException {
    try (InputStream in = content.open()) {
      Files.copy(in, file);
    }
    setExecutable(file);
  }

  private static void setExecutable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** What is left where the move failed; another process may have been quicker. */
  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }
}

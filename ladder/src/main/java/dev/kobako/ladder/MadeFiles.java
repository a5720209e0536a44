package dev.kobako.ladder;

import dev.kobako.check.Asked;
import dev.kobako.sandbox.FileCall;
import dev.kobako.slim.SystemFolders;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What steps of a build made in an application's folder: pages of a generator, collected static
 * files, an unpacked archive. That is all that the image has there beside what {@link OwnFiles}
 * knows by its COPY, and what no package owns.
 *
 * <p>An application's folder is one in which no system has anything: {@code /app}, {@code
 * /opt/app}, {@code /srv/www}, {@code /var/www/html}, {@code /home/me/app}. Programs, objects for
 * linkers and caches of builds stay out, and so does what {@link OwnKits} leaves to others.
 */
final class MadeFiles implements Family {
  private static final List<ImagePath> OF_SYSTEMS =
      List.of(
          ImagePath.of("/etc"),
          ImagePath.of("/root"),
          ImagePath.of("/run"),
          ImagePath.of("/tmp"),
          ImagePath.of("/usr/games"),
          ImagePath.of("/usr/share"),
          ImagePath.of("/usr/local/share"),
          ImagePath.of("/var/backups"),
          ImagePath.of("/var/cache"),
          ImagePath.of("/var/lib"),
          ImagePath.of("/var/local"),
          ImagePath.of("/var/lock"),
          ImagePath.of("/var/log"),
          ImagePath.of("/var/mail"),
          ImagePath.of("/var/run"),
          ImagePath.of("/var/spool"),
          ImagePath.of("/var/tmp"));

  private static final ImagePath HOMES = ImagePath.of("/home");

  /** Folders that may be a site's themselves, without another folder below. */
  private static final Set<ImagePath> SITES =
      Set.of(ImagePath.of("/opt"), ImagePath.of("/srv"), ImagePath.of("/var/www"));

  /** What build tools, package managers and version control make for themselves. */
  private static final Set<String> CACHES =
      Set.of(
          ".bundle",
          ".cache",
          ".cargo",
          ".eggs",
          ".gradle",
          ".hg",
          ".m2",
          ".mypy_cache",
          ".npm",
          ".nuget",
          ".parcel-cache",
          ".pnpm-store",
          ".pytest_cache",
          ".rustup",
          ".svn",
          ".tox",
          ".turbo",
          ".yarn",
          "CMakeFiles");

  /** Folders of frameworks in which {@code cache} is for the next build. */
  private static final Set<String> GENERATORS = Set.of(".next", ".nuxt", ".angular");

  /** Beside which {@code target} has what Cargo, Maven and sbt build. */
  private static final List<String> BUILDS_TARGET = List.of("Cargo.toml", "pom.xml", "build.sbt");

  /** The same of {@code build} and Gradle. */
  private static final List<String> BUILDS_BUILD =
      List.of("build.gradle", "build.gradle.kts", "settings.gradle", "settings.gradle.kts");

  /** What an unpacked product has for those who read, beside its libraries. */
  private static final Set<String> FOR_READERS =
      Set.of("doc", "docs", "examples", "javadoc", "samples", "source");

  private static final List<String> LIBRARIES = List.of("lib", "libs", "jars", "tex");

  private static final List<String> OBJECTS = List.of(".o", ".a", ".la", ".lo", ".obj");

  @Override
  public String name() {
    return "made-files";
  }

  @Override
  public String about() {
    return "What a RUN of the Dockerfile made in an application's folder stays where a run opened a"
        + " file of it, without programs, objects, caches of builds and packages of languages.";
  }

  @Override
  public void complete(Touched touched) throws IOException {
    Set<ImagePath> folders = new TreeSet<>();
    for (ImagePath file : touched.opened()) {
      if (isOpened(file, touched) && isMade(file, touched)) {
        folder(file).ifPresent(folders::add);
      }
    }
    for (ImagePath folder : folders) {
      for (List<ImagePath> kit : kits(folder, touched)) {
        keep(kit, touched);
      }
    }
  }

  private static List<List<ImagePath>> kits(ImagePath folder, Touched touched) throws IOException {
    MemoryTree tree = touched.tree();
    if (PackageTrees.contains(folder, tree) || isOfBuilds(folder, touched)) {
      return List.of();
    }
    if (!SITES.contains(folder)) {
      ByPrograms programs = new ByPrograms(folder, touched);
      List<List<ImagePath>> kits = new ArrayList<>();
      for (List<ImagePath> kit :
          OwnKits.below(folder, tree, touched, path -> isLeftOut(path, touched))) {
        kits.addAll(programs.split(kit));
      }
      return kits;
    }
    List<ImagePath> files = new ArrayList<>();
    for (String name : tree.names(folder)) {
      ImagePath path = folder.child(name);
      if (tree.entry(path).orElse(null) instanceof Entry.RegularFile && !isLeftOut(path, touched)) {
        files.add(path);
      }
    }
    return List.of(files);
  }

  private static void keep(List<ImagePath> kit, Touched touched) throws IOException {
    List<ImagePath> made =
        kit.stream().filter(path -> touched.packages().owner(path).isEmpty()).toList();
    Optional<ImagePath> because = made.stream().filter(path -> isOpened(path, touched)).findFirst();
    if (because.isPresent()) {
      for (ImagePath path : made) {
        touched.keep(path, because.get());
      }
    }
  }

  private static boolean isMade(ImagePath file, Touched touched) {
    return !isCopied(file, touched) && touched.packages().owner(file).isEmpty();
  }

  private static boolean isOpened(ImagePath path, Touched touched) {
    Asked use = touched.asked().get(path);
    return use != null
        && use.kinds().contains(FileCall.Kind.OPEN)
        && touched.tree().entry(path).orElse(null) instanceof Entry.RegularFile;
  }

  private static boolean isCopied(ImagePath path, Touched touched) {
    return touched
        .tree()
        .origin(path)
        .filter(origin -> OwnFiles.isCopy(origin.instruction()))
        .isPresent();
  }

  /** The application's folder that a file is in. */
  private static Optional<ImagePath> folder(ImagePath file) {
    if (OF_SYSTEMS.stream().anyMatch(file::startsWith)
        || OwnKits.SYSTEM_FOLDERS.stream().anyMatch(file::startsWith)) {
      return Optional.empty();
    }
    Optional<ImagePath> site = file.parent().filter(SITES::contains);
    return site.isPresent()
        ? site
        : Ancestors.nearest(
            file,
            folder ->
                !isShared(folder)
                    && !isSetting(folder)
                    && folder.parent().filter(MadeFiles::isShared).isPresent());
  }

  /** Where applications have their folders beside others. */
  private static boolean isShared(ImagePath folder) {
    return SystemFolders.include(folder) || folder.parent().filter(HOMES::equals).isPresent();
  }

  /** Folders such as {@code /home/me/.local}. */
  private static boolean isSetting(ImagePath folder) {
    return folder.startsWith(HOMES) && folder.name().startsWith(".");
  }

  private static boolean isLeftOut(ImagePath path, Touched touched) throws IOException {
    Optional<Entry> entry = touched.tree().entry(path);
    if (entry.isPresent() && entry.get() instanceof Entry.Directory) {
      return isOfBuilds(path, touched);
    }
    return isCopied(path, touched)
        || (entry.isPresent()
            && entry.get() instanceof Entry.RegularFile file
            && isOfBuilds(path.name(), file));
  }

  private static boolean hasBeside(ImagePath folder, List<String> names, Touched touched) {
    ImagePath parent = folder.parent().orElse(folder);
    return names.stream().anyMatch(each -> touched.tree().entry(parent.child(each)).isPresent());
  }

  /** Folders of caches and builds, and those that have the packages of a language in them. */
  private static boolean isOfBuilds(ImagePath folder, Touched touched) {
    List<String> names = touched.tree().names(folder);
    String name = folder.name();
    return CACHES.contains(name)
        || (name.equals("cache") && GENERATORS.contains(Ancestors.parentName(folder)))
        || (name.equals("target") && hasBeside(folder, BUILDS_TARGET, touched))
        || (name.equals("build") && hasBeside(folder, BUILDS_BUILD, touched))
        || (name.equals("cache") && folder.toString().endsWith("/pkg/mod/cache"))
        || (name.equals("registry") && Ancestors.parentName(folder).equals("cargo"))
        || (FOR_READERS.contains(name) && hasBeside(folder, LIBRARIES, touched))
        || (names.contains("gems") && names.contains("specifications"))
        || names.stream().anyMatch(each -> each.endsWith(".dist-info"));
  }

  /** Objects for linkers, and programs, of which no other is started than those that were. */
  private static boolean isOfBuilds(String name, Entry.RegularFile file) throws IOException {
    return OBJECTS.stream().anyMatch(name::endsWith) || isProgram(name, file);
  }

  /** Whether a file is an ELF program; what is loaded as a module is none. */
  static boolean isProgram(String name, Entry.RegularFile file) throws IOException {
    boolean isModule = name.contains(".so") || name.endsWith(".node");
    return !isModule && (file.attributes().mode() & 0111) != 0 && OwnKits.isElf(file.content());
  }
}

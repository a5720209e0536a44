package dev.kobako.project;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.SequencedSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Projects of CMake, whose dependencies are Debian's packages. Their layer is the list of packages,
 * which stands in the Dockerfile, as CMake has no manifest of them.
 */
final class Cmake implements Ecosystem {
  private static final String LISTS = "CMakeLists.txt";
  private static final String WORKDIR = "/src";
  private static final Pattern PROGRAM =
      Pattern.compile(
          "(?im)^\\s*add_executable\\s*\\(\\s*([A-Za-z0-9_.+-]{1,80}+|\\$\\{PROJECT_NAME\\})(?!\\s+(?:ALIAS|IMPORTED))");
  private static final Pattern NAME =
      Pattern.compile("(?im)^\\s*project\\s*\\(\\s*([A-Za-z0-9_.+-]{1,80})");
  private static final Pattern INSTALLED =
      Pattern.compile("(?im)^\\s*install\\s*\\(\\s*(?:TARGETS|PROGRAMS)");

  @Override
  public String word() {
    return "cmake";
  }

  @Override
  public boolean isSeenIn(ProjectFolder folder) {
    return folder.has(LISTS);
  }

  @Override
  public DependencyLayer dependencies(ProjectFolder folder, String workdir, List<String> build) {
    return layer(CmakePackages.of(folder, lists(folder)).known(), fetches(folder), workdir);
  }

  /** Whether sources are fetched while CMake configures or builds. */
  private static boolean fetches(ProjectFolder folder) {
    return folder.mentions(
        lists(folder), "FetchContent_Declare", "ExternalProject_Add", "CPMAddPackage");
  }

  private static DependencyLayer layer(
      SortedSet<String> packages, boolean fetches, String workdir) {
    SortedSet<String> all = new TreeSet<>(packages);
    all.addAll(List.of("ca-certificates", "cmake", "g++", "make"));
    if (fetches) {
      all.add("git");
    }
    return new DependencyLayer(
        workdir,
        List.of(),
        List.of(
            RunStep.of(
                "apt-get update",
                "apt-get install -y --no-install-recommends " + String.join(" ", all),
                "rm -rf /var/lib/apt/lists/*")));
  }

  private static List<String> lists(ProjectFolder folder) {
    return folder.files().stream()
        .filter(file -> file.equals(LISTS) || file.endsWith("/" + LISTS) || file.endsWith(".cmake"))
        .filter(file -> !file.startsWith("build/"))
        .toList();
  }

  @Override
  public Recipe recipe(ProjectFolder folder, Choices choices) {
    List<String> lists = lists(folder);
    CmakePackages packages = CmakePackages.of(folder, lists);
    List<Evidence> evidence = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    if (!packages.known().isEmpty()) {
      evidence.add(new Evidence("packages " + String.join(", ", packages.known()), LISTS));
    }
    packages
        .unknown()
        .forEach(name ->
            notes.add("no package of Debian is known for '" + name + "': add it to the first RUN"));
    if (fetches(folder)) {
      notes.add(
          "sources are fetched while CMake configures: that happens anew after each change;"
              + " packages, or copies in the project, don't");
    }
    SequencedSet<String> programs = programs(folder, lists);
    evidence.add(new Evidence("programs " + String.join(", ", programs), LISTS));
    boolean installs =
        lists.stream()
            .anyMatch(file -> INSTALLED.matcher(folder.searchable(file).orElse("")).find());
    NativeResult result =
        new NativeResult(List.copyOf(programs), false, needs(folder, packages), port(folder));
    DependencyLayer layer = layer(packages.known(), fetches(folder), WORKDIR);
    Stage dependencies =
        Stage.named("dependencies", choices.builder().orElse("debian:" + DebianSuite.NAME))
            .with(
                Line.of(layer.steps().getFirst())
                    .saying(
                        "What the project finds by find_package and pkg_check_modules.",
                        "hadolint ignore=DL3008"))
            .with("WORKDIR " + WORKDIR);
    return new Recipe(
        evidence,
        notes,
        layer,
        List.of(
            dependencies, buildStage(installs, result, choices), result.stage("build", choices)),
        List.of("build", "cmake-build-*", "out"));
  }

  private static Stage buildStage(boolean installs, NativeResult result, Choices choices) {
    List<String> commands = new ArrayList<>();
    commands.add(
        "cmake -S . -B /build -DCMAKE_BUILD_TYPE=Release"
            + (installs ? " -DCMAKE_INSTALL_RPATH='$ORIGIN/../lib'" : ""));
    commands.add("cmake --build /build --parallel");
    if (installs) {
      commands.add("DESTDIR=/out cmake --install /build --prefix /usr/local --strip");
    }
    commands.add("mkdir -p " + NativeResult.collected());
    for (String program : result.programs()) {
      commands.add(
          (installs ? "{ [ -n \"$(find /out -name " + program + ")\" ] || " : "")
              + "find /build -type f -executable -name "
              + program
              + " -exec install --strip {} "
              + NativeResult.collected()
              + " ';'"
              + (installs ? "; }" : ""));
    }
    commands.addAll(result.commands(choices));
    return Stage.named("build", "dependencies")
        .with("COPY . .")
        .with(Line.of(new RunStep(List.of(), commands)));
  }

  /** The programs, that of the project's name first; tests and examples are none. */
  private static SequencedSet<String> programs(ProjectFolder folder, List<String> lists) {
    Matcher project = NAME.matcher(folder.text(LISTS).orElse(""));
    String name = project.find() ? project.group(1) : "";
    SortedSet<String> found = new TreeSet<>();
    for (String file : lists) {
      String text = folder.searchable(file).orElse("");
      Matcher matcher = PROGRAM.matcher(text);
      while (!isAside(file) && matcher.find()) {
        String program = matcher.group(1).startsWith("$") ? name : matcher.group(1);
        if (!program.isEmpty() && !isAside(program) && PlainName.is(program)) {
          found.add(program);
        }
      }
    }
    if (found.isEmpty()) {
      throw KobakoException.finding(
          Diagnostic.of(
              LISTS,
              "no add_executable was found, so there is nothing that an image could run",
              "run kobako init in the folder of a project with a program"));
    }
    SequencedSet<String> programs = new LinkedHashSet<>();
    if (found.contains(name)) {
      programs.add(name);
    }
    programs.addAll(found);
    return programs;
  }

  private static boolean isAside(String name) {
    return name.contains("test") || name.contains("example") || name.contains("bench");
  }

  private static Set<RuntimeNeed> needs(ProjectFolder folder, CmakePackages packages) {
    Set<RuntimeNeed> needs = EnumSet.noneOf(RuntimeNeed.class);
    List<String> sources = sources(folder);
    if (packages.known().contains("libcurl4-openssl-dev")
        || folder.mentions(sources, "SSL_CTX_set_default_verify_paths")) {
      needs.add(RuntimeNeed.CERTIFICATES);
    }
    if (folder.mentions(sources, "getpwnam", "getpwuid")) {
      needs.add(RuntimeNeed.ACCOUNTS);
    }
    if (folder.mentions(sources, "temp_directory_path", "mkstemp", "tmpfile(", "mkdtemp")) {
      needs.add(RuntimeNeed.TEMPORARY_FILES);
    }
    return needs;
  }

  private static List<String> sources(ProjectFolder folder) {
    return folder.files().stream()
        .filter(file -> file.matches(".*\\.(c|cc|cpp|cxx|h|hpp)"))
        .toList();
  }

  private static OptionalInt port(ProjectFolder folder) {
    return ListeningPort.in(folder, sources(folder));
  }
}
